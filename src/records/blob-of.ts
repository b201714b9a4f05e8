/** Bytes that are gathered before they are handed to the browser, which keeps large blobs on the disk. */
const PART = 4_000_000;

/** Everything that a stream gives, as a blob. The page's memory holds one part of it. Fails as the stream fails. */
export async function blobOf(stream: ReadableStream<Uint8Array>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const put = () => {
    parts.push(new Blob(chunks));
    chunks = [];
    size = 0;
  };
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value as Uint8Array<ArrayBuffer>);
    size += next.value.length;
    if (size >= PART) put();
  }
  put();
  return new Blob(parts, { type });
}
