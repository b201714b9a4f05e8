import { CAPTURE_LIMITS, type FragmentImage } from '../core/capture.ts';
import type { MISSING_REASONS } from '../core/entry.ts';
import { tagOf } from '../sites/dom.ts';
import type { SeenImage } from './capture-fragment.ts';

type Why = (typeof MISSING_REASONS)[number];
type Data = NonNullable<FragmentImage['data']>;
export type Redraw = (element: Element, size: { width: number; height: number }) => Promise<Pick<Data, 'type' | 'base64'> | Why>;

const DATA_URL = /^data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/]+={0,2})$/;
/** In the prefix of a data address. */
const PREFIX = 40;
/** Longest side of what is drawn anew, in pixels. */
const LONGEST = 1_600;
/** PNGs larger than this are photographs: JPEG tells them in less. Bytes. */
const LARGE_PNG = 1_000_000;
const QUALITY = 0.9;

/**
 * Puts bytes to images, in order, until the limits are reached. Nothing is asked of the network: a `data:` address is its own file, and of
 * others the pixels that the page already shows are drawn anew. Throws nothing.
 */
export async function fillImages(seen: readonly SeenImage[], { redraw = drawAnew, signal }: { redraw?: Redraw; signal: AbortSignal }): Promise<void> {
  const known = new Map<string, Omit<FragmentImage, 'tag' | 'alt' | 'width' | 'height'>>();
  let images = 0;
  let bytes = 0;
  for (const { element, node } of seen) {
    const address = addressOf(element);
    let found = known.get(address);
    if (!found) {
      found = signal.aborted ? { why: 'failed' } : images >= CAPTURE_LIMITS.images ? { why: 'too_large' } : await bytesOf(element, address, node, redraw);
      if (address !== '') known.set(address, found);
    }
    const size = found.data ? sizeOf(found.data.base64) : 0;
    if (found.data && (images >= CAPTURE_LIMITS.images || bytes + size > CAPTURE_LIMITS.allImageBytes)) found = { why: 'too_large' };
    if (found.data) {
      images++;
      bytes += size;
    }
    Object.assign(node, found);
  }
}

/** Of an image, what it shows now; empty for what has no address. */
function addressOf(element: Element): string {
  try {
    return tagOf(element) === 'IMG' ? (element as HTMLImageElement).currentSrc || (element as HTMLImageElement).src : '';
  } catch {
    return '';
  }
}

async function bytesOf(element: Element, address: string, { width, height }: FragmentImage, redraw: Redraw): Promise<Pick<FragmentImage, 'data' | 'why'>> {
  const original = originalOf(address);
  if (original) return sizeOf(original.base64) > CAPTURE_LIMITS.imageBytes ? { why: 'too_large' } : { data: original };
  const drawn = await redraw(element, { width, height }).catch((error: unknown): Why => (isTaint(error) ? 'protected_by_the_page' : 'failed'));
  if (typeof drawn === 'string') return { why: drawn };
  return sizeOf(drawn.base64) > CAPTURE_LIMITS.imageBytes ? { why: 'too_large' } : { data: { ...drawn, from: 'redrawn' } };
}

/** The file in a `data:` address, of the kinds that we keep. */
export function originalOf(address: string): Data | null {
  if (!address.startsWith('data:image/') || address.length > PREFIX + CAPTURE_LIMITS.imageBytes * 1.5) return null;
  const found = DATA_URL.exec(address);
  return found && found[2]!.length % 4 === 0 ? { type: found[1] as Data['type'], base64: found[2]!, from: 'original' } : null;
}

const sizeOf = (base64: string): number => Math.floor((base64.length * 3) / 4);
const isTaint = (error: unknown): boolean => error instanceof Error && error.name === 'SecurityError';

/** @throws SecurityError for pixels of another site */
async function drawAnew(element: Element, shown: { width: number; height: number }): Promise<Pick<Data, 'type' | 'base64'> | Why> {
  const natural = naturalSize(element);
  if (natural.width < 1 || natural.height < 1) return 'page_does_not_show';
  // As sharp as the reader sees it, and no file of a poster for a thumbnail.
  const sharp = Math.max(2, globalThis.devicePixelRatio || 1);
  const scale = Math.min(1, LONGEST / Math.max(natural.width, natural.height), Math.max((shown.width * sharp) / natural.width, (shown.height * sharp) / natural.height));
  // No OffscreenCanvas: a Firefox that resists fingerprinting gives noise in place of what is on one, and of an element only pages get noise.
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(natural.width * scale));
  canvas.height = Math.max(1, Math.round(natural.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return 'failed';
  context.drawImage(element as HTMLImageElement, 0, 0, canvas.width, canvas.height);
  const png = await fileOf(canvas, 'image/png');
  if (png.size <= LARGE_PNG) return { type: 'image/png', base64: await base64Of(png) };
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return { type: 'image/jpeg', base64: await base64Of(await fileOf(canvas, 'image/jpeg')) };
}

/** @throws SecurityError for pixels of another site */
function fileOf(canvas: HTMLCanvasElement, type: Data['type']): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no file'))), type, QUALITY));
}

function naturalSize(element: Element): { width: number; height: number } {
  const tag = tagOf(element);
  if (tag === 'IMG') {
    const { complete, naturalWidth: width, naturalHeight: height } = element as HTMLImageElement;
    return complete ? { width, height } : { width: 0, height: 0 };
  }
  if (tag === 'VIDEO') {
    const { readyState, videoWidth: width, videoHeight: height } = element as HTMLVideoElement;
    return readyState >= 2 ? { width, height } : { width: 0, height: 0 };
  }
  const { width, height } = element as HTMLCanvasElement;
  return { width, height };
}

/** Not by an ArrayBuffer: in Firefox that of a page's blob is the page's own, and its bytes cannot be read from outside the page. */
export function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve((reader.result as string).slice((reader.result as string).indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}
