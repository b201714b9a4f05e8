/** Kinds of image that a fragment may hold. None of them can do anything. */
export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

export interface ImageHeader {
  type: ImageType;
  /** In pixels of the file. */
  width: number;
  height: number;
}

const ascii = (bytes: Uint8Array, at: number, text: string): boolean => Array.from(text).every((char, n) => bytes[at + n] === char.charCodeAt(0));

/**
 * What an image file says of itself, without decoding it: a small file can unfold into gigabytes of pixels.
 * Null for what is none of the four kinds, or says no size. Facts: PNG 1.2 §3 and §11.2.2, GIF89a §18, JPEG (ITU T.81 §B.2.2), RFC 9649.
 */
export function imageHeader(bytes: Uint8Array<ArrayBuffer>): ImageHeader | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = (type: ImageType, width: number, height: number): ImageHeader | null => (width > 0 && height > 0 ? { type, width, height } : null);
  if (ascii(bytes, 0, '\x89PNG\r\n\x1a\n')) return bytes.length >= 24 && ascii(bytes, 12, 'IHDR') ? header('image/png', view.getUint32(16), view.getUint32(20)) : null;
  if (ascii(bytes, 0, 'GIF87a') || ascii(bytes, 0, 'GIF89a')) return header('image/gif', view.getUint16(6, true), view.getUint16(8, true));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpeg(bytes, view, header);
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return webp(bytes, view, header);
  return null;
}

type Header = (type: ImageType, width: number, height: number) => ImageHeader | null;

function jpeg(bytes: Uint8Array, view: DataView, header: Header): ImageHeader | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) { at += 1; continue; }
    // A frame header; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return header('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    if (marker === 0xd9 || marker === 0xda) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function webp(bytes: Uint8Array, view: DataView, header: Header): ImageHeader | null {
  if (bytes.length < 30) return null;
  const uint24 = (at: number) => view.getUint16(at, true) | (bytes[at + 2]! << 16);
  if (ascii(bytes, 12, 'VP8X')) return header('image/webp', uint24(24) + 1, uint24(27) + 1);
  if (ascii(bytes, 12, 'VP8L') && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return header('image/webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (ascii(bytes, 12, 'VP8 ') && bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a) return header('image/webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  return null;
}
