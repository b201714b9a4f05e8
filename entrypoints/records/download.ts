/** The download reads the blob after the click: the address must outlive it. */
const KEEP_MS = 60_000;

/** Hands a file to the browser's downloads. It is never opened: an address of ours would give what is in it our rights. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
