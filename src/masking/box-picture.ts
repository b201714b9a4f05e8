import { Failure } from '../core/failure.ts';
import type { Box, MaskingChoice } from '../core/masking.ts';

/** What is needed of a browser to paint. */
export interface Painting {
  decode(png: Blob): Promise<ImageBitmap>;
  canvas(width: number, height: number): OffscreenCanvas;
}

const BROWSER: Painting = {
  decode: (png) => createImageBitmap(png),
  canvas: (width, height) => new OffscreenCanvas(width, height),
};

/** Solid, and told apart from a black part of the picture by its edge. */
const FILL = '#1e2326';
const EDGE = '#ffffff';

/** Whole pixels that hold all of the box, within the picture. Null for a box that is outside or empty. */
export function wholePixels({ x, y, width, height }: Box, size: { width: number; height: number }): Box | null {
  const [left, top] = [Math.max(0, Math.floor(Math.min(x, x + width))), Math.max(0, Math.floor(Math.min(y, y + height)))];
  const [right, bottom] = [Math.min(size.width, Math.ceil(Math.max(x, x + width))), Math.min(size.height, Math.ceil(Math.max(y, y + height)))];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/**
 * The picture with these boxes painted over. It is decoded and written anew: nothing is left beneath a box, and nothing
 * of the old file but its pixels.
 * @throws Failure `bad_request` for what is no picture
 */
export async function boxPicture(png: Uint8Array<ArrayBuffer>, boxes: readonly Box[], { decode, canvas }: Painting = BROWSER): Promise<Uint8Array<ArrayBuffer>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await decode(new Blob([png], { type: 'image/png' }));
  } catch {
    throw new Failure('bad_request', 'not a picture');
  }
  try {
    const sheet = canvas(bitmap.width, bitmap.height);
    const pen = sheet.getContext('2d');
    if (!pen) throw new Failure('unknown', 'nothing to paint with');
    pen.drawImage(bitmap, 0, 0);
    for (const box of boxes) {
      const whole = wholePixels(box, bitmap);
      if (!whole) continue;
      pen.fillStyle = FILL;
      pen.fillRect(whole.x, whole.y, whole.width, whole.height);
      // Inside the box: not one pixel of what it covers shows.
      if (whole.width < 6 || whole.height < 6) continue;
      pen.strokeStyle = EDGE;
      pen.lineWidth = 1;
      pen.strokeRect(whole.x + 1.5, whole.y + 1.5, whole.width - 3, whole.height - 3);
    }
    return new Uint8Array(await (await sheet.convertToBlob({ type: 'image/png' })).arrayBuffer());
  } finally {
    bitmap.close();
  }
}

/** For the bundle: a picture that nobody has looked at is never shown. */
export function pictureMasker(pictures: MaskingChoice['pictures'], painting: Painting = BROWSER): (seq: number, png: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer> | null> {
  return async (seq, png) => {
    const boxes = pictures.get(seq);
    return boxes ? boxPicture(png, boxes, painting) : null;
  };
}
