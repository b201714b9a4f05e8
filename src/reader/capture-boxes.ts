/** Viewport coordinates in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Band {
  top: number;
  bottom: number;
}

/** Half a pixel is what layouts round by. */
export const NEARLY = 0.75;

export const heightOf = ({ top, bottom }: Band): number => bottom - top;

/** Null where they do not meet. */
export function meeting(a: Box, b: Box): Box | null {
  const box = { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
  return box.left < box.right && box.top < box.bottom ? box : null;
}

export function joined(a: Box, b: Box): Box {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}

export const moved = ({ left, top, right, bottom }: Box, x: number, y: number): Box => ({ left: left + x, top: top + y, right: right + x, bottom: bottom + y });

export function isWithin({ top, bottom }: Band, band: Band): boolean {
  return top >= band.top - NEARLY && bottom <= band.bottom + NEARLY;
}

/**
 * Which rows around one fit together into a height, or (with `band`) stand whole in it now: grown in turn to either side, each side until its first
 * that does not. Null are rows that show nothing.
 * @param at index of the message
 * @returns indexes, both inclusive
 */
export function rowsThatFit(boxes: readonly (Box | null)[], at: number, fits: (all: Box) => boolean): { from: number; to: number; box: Box } {
  let from = at;
  let to = at;
  let box = boxes[at]!;
  let up = true;
  let down = true;
  const take = (index: number): boolean => {
    const one = boxes[index];
    if (!one) return false;
    const all = joined(box, one);
    if (!fits(all)) return false;
    box = all;
    return true;
  };
  while (up || down) {
    up = up && from > 0 && take(from - 1);
    if (up) from--;
    down = down && to < boxes.length - 1 && take(to + 1);
    if (down) to++;
  }
  return { from, to, box };
}

/** The longest run of what is free. `free` tells of samples a step apart, of which the first stands at the top and the last at the bottom. */
export function longestFree(free: readonly boolean[], { top, bottom }: Band, step: number): Band | null {
  let best: { from: number; to: number } | null = null;
  for (let from = 0; from < free.length; from++) {
    if (!free[from]) continue;
    let to = from;
    while (free[to + 1]) to++;
    if (!best || to - from > best.to - best.from) best = { from, to };
    from = to;
  }
  if (!best) return null;
  const band = { top: best.from === 0 ? top : top + best.from * step, bottom: best.to === free.length - 1 ? bottom : top + best.to * step };
  return band.bottom > band.top ? band : null;
}
