import { CAPTURE_LIMITS, type ShotRequest } from '../core/capture.ts';
import type { NotCaptured } from '../core/entry.ts';

type Why = NotCaptured['why'];
interface Size { width: number; height: number }

/** The part of one photograph that is kept, in its own pixels, and where it goes in the whole picture. */
export interface Crop extends Size {
  x: number;
  y: number;
  /** CSS pixels from the top of the whole picture. */
  top: number;
  /** Pixels of the photograph for each CSS pixel: zoom and the screen's density together. */
  scale: number;
}

/** A window's two sides are scaled alike; what differs by more was photographed of another window than the page speaks of. */
const UNEQUAL = 0.03;

/**
 * Where to cut a photograph of a whole window. Parts outside it are left out; edges go outwards to whole pixels, so that pieces meet.
 * @param bitmap of the photograph, in pixels
 */
export function cropOf(bitmap: Size, { crop, top, viewport }: Pick<ShotRequest, 'crop' | 'top' | 'viewport'>): Crop | { why: Why } {
  const scale = bitmap.width / viewport.width;
  if (Math.abs(bitmap.height / viewport.height / scale - 1) > UNEQUAL) return { why: 'failed' };
  const left = Math.max(0, Math.floor(crop.x * scale));
  const right = Math.min(bitmap.width, Math.ceil((crop.x + crop.width) * scale));
  const first = Math.max(0, Math.floor(crop.y * scale));
  const last = Math.min(bitmap.height, Math.ceil((crop.y + crop.height) * scale));
  if (right <= left || last <= first) return { why: 'not_in_view' };
  const width = right - left;
  const height = last - first;
  if (width * height > CAPTURE_LIMITS.pixels) return { why: 'too_large' };
  return { x: left, y: first, width, height, top: top + Math.max(0, -crop.y), scale };
}

/** How pieces are laid together: in pixels of the picture, in the order in which they are drawn. */
export interface Plan extends Size {
  pixelRatio: number;
  places: { piece: number; y: number }[];
}

/**
 * Lays pieces by their tops, the lower over the upper where they overlap. Refused where a strip between two of them is missing, or where they are of different
 * widths or scales: a picture with a hole, or with parts out of place, would say what the page never showed.
 * @param pieces by number; a hole in the list is a piece that never came
 */
export function planPicture(pieces: readonly (Crop | undefined)[]): Plan | { why: Why } {
  const [first] = pieces;
  const known = pieces.filter((piece) => piece !== undefined);
  if (!first || known.length !== pieces.length) return { why: 'failed' };
  const { scale, x, width } = first;
  // A pixel is lost to rounding; a page that was zoomed or moved sideways meanwhile differs by more.
  if (known.some((piece) => Math.abs(piece.scale / scale - 1) > 0.001 || Math.abs(piece.width - width) > 1 || Math.abs(piece.x - x) > 1)) return { why: 'failed' };
  const sorted = known.map((piece, n) => ({ ...piece, n })).toSorted((a, b) => a.top - b.top);
  const start = sorted[0]!.top;
  const places: Plan['places'] = [];
  let bottom = 0;
  for (const { n, top, height } of sorted) {
    const y = Math.round((top - start) * scale);
    // Rounding may part two pieces by one pixel: then they are joined.
    if (y > bottom + 1) return { why: 'failed' };
    const joined = Math.min(y, bottom);
    places.push({ piece: n, y: joined });
    bottom = Math.max(bottom, joined + height);
  }
  const least = Math.min(...known.map((piece) => piece.width));
  if (least * bottom > CAPTURE_LIMITS.pixels) return { why: 'too_large' };
  return { width: least, height: bottom, pixelRatio: Math.round(scale * 10_000) / 10_000, places };
}
