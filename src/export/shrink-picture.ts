/** Smaller than this, in pixels of width, words in a picture cannot be read. */
const LEAST_WIDTH = 280;
const QUALITIES = [0.8, 0.65, 0.5, 0.35];
const SCALES = [1, 0.75, 0.5, 0.35];

/** A JPEG of at most so many bytes, as large and as good as fits; null when only an unreadable one would. Needs OffscreenCanvas. */
export async function shrinkPicture(png: Uint8Array<ArrayBuffer>, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(new Blob([png], { type: 'image/png' })).catch(() => null);
  if (!picture) return null;
  try {
    for (const scale of SCALES) {
      const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
      if (scale < 1 && width < LEAST_WIDTH) break;
      const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
        if (blob.size <= mostBytes) return new Uint8Array(await blob.arrayBuffer());
      }
    }
    return null;
  } finally {
    picture.close();
  }
}
