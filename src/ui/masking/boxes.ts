import type { Box } from '../../core/masking.ts';

interface Size { width: number; height: number }
interface Point { x: number; y: number }

/** Smaller than this is a slip of the finger, in pixels of the picture. */
const LEAST = 6;

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(most, 0));

/** The box between two points, inside the picture. Null for a slip. */
export function boxBetween(a: Point, b: Point, size: Size): Box | null {
  const [left, right] = [within(Math.min(a.x, b.x), size.width), within(Math.max(a.x, b.x), size.width)];
  const [top, bottom] = [within(Math.min(a.y, b.y), size.height), within(Math.max(a.y, b.y), size.height)];
  return right - left >= LEAST && bottom - top >= LEAST ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

export function moveBox(box: Box, dx: number, dy: number, size: Size): Box {
  return { ...box, x: within(box.x + dx, size.width - box.width), y: within(box.y + dy, size.height - box.height) };
}

export function resizeBox(box: Box, dw: number, dh: number, size: Size): Box {
  return { ...box, width: Math.min(Math.max(box.width + dw, LEAST), size.width - box.x), height: Math.min(Math.max(box.height + dh, LEAST), size.height - box.y) };
}

/** In the middle, a quarter of the picture wide. */
export function middleBox(size: Size): Box {
  const [width, height] = [Math.max(Math.round(size.width / 4), LEAST), Math.max(Math.round(Math.min(size.height / 8, size.width / 4)), LEAST)];
  return { x: Math.round((size.width - width) / 2), y: Math.round((size.height - height) / 2), width, height };
}

/** What one press of a key moves by: a hundredth of the picture. */
export const stepOf = (size: Size): number => Math.max(1, Math.round(Math.max(size.width, size.height) / 100));

const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The box after a key: another box, `removed`, or null when the key means nothing here. */
export function afterKey(box: Box, key: string, shift: boolean, size: Size): Box | 'removed' | null {
  if (key === 'Delete' || key === 'Backspace') return 'removed';
  const arrow = ARROWS[key];
  if (!arrow) return null;
  const step = stepOf(size);
  return (shift ? resizeBox : moveBox)(box, arrow[0] * step, arrow[1] * step, size);
}
