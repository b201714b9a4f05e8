import { CAPTURE_LIMITS, type FragmentImage } from '../core/capture.ts';
import type { FragmentImageFacts, NotCaptured } from '../core/entry.ts';
import { fromBase64, toBase64 } from '../core/base64.ts';
import { sha256Hex } from './hash.ts';
import { imageHeader } from './image-header.ts';

export interface ImageBytes {
  bytes: Uint8Array<ArrayBuffer>;
  facts: FragmentImageFacts;
}

/**
 * The bytes of an image that may go into a file, with their facts; else why not. Its first bytes must be of the kind that it claims, and it must
 * not unfold into more pixels than a picture of ours may have: the file is opened by others.
 */
export function imageBytes({ data, why }: FragmentImage): ImageBytes | { why: NotCaptured['why'] } {
  if (!data) return { why: why ?? 'failed' };
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64(data.base64);
  } catch {
    return { why: 'failed' };
  }
  if (bytes.length > CAPTURE_LIMITS.imageBytes) return { why: 'too_large' };
  const header = imageHeader(bytes);
  if (header?.type !== data.type) return { why: 'failed' };
  if (header.width * header.height > CAPTURE_LIMITS.pixels) return { why: 'too_large' };
  return { bytes, facts: { sha256: sha256Hex(bytes), type: header.type, width: header.width, height: header.height, from: data.from } };
}

/** Only ever of bytes whose kind was seen. */
export function dataUrl({ bytes, facts }: ImageBytes): string {
  return `data:${facts.type};base64,${toBase64(bytes)}`;
}

/** What is missing, a reason once with its number. */
export function countMissing(what: NotCaptured['what'], whys: NotCaptured['why'][]): NotCaptured[] {
  return [...new Set(whys)].map((why) => ({ what, why, count: whys.filter((one) => one === why).length }));
}
