import { boxOf, flatParentOf } from './dom.ts';
import type { SideUnit } from './detect-sides.ts';
import { isBubble } from './detect-units.ts';
import { placeOf, rowWidth } from './shape-side.ts';

/** The edge of the list to which a message, or the picture of its sender, keeps. */
export type Place = 'left' | 'right' | 'unknown';

/** A bubble that leans on one edge and leaves much room at the other. */
export function hugOf(list: Element, body: Element): Place {
  const outer = boxOf(list);
  for (let at: Element | null = body, up = 0; at && at !== list && up < 5; at = flatParentOf(at), up++) {
    if (!isBubble(at)) continue;
    const box = boxOf(at);
    const left = box.left - outer.left;
    const right = outer.right - box.right;
    if (outer.width < 100 || box.width > outer.width * 0.9) return 'unknown';
    if (right > outer.width * 0.12 && left < right * 0.6) return 'left';
    if (left > outer.width * 0.12 && right < left * 0.6) return 'right';
    return 'unknown';
  }
  return 'unknown';
}

/** On which edge of the list each message stands. */
export function placesOf(list: Element, units: readonly SideUnit[]): Place[] {
  const outer = boxOf(list);
  if (outer.width < 60) return units.map(() => 'unknown');
  const width = rowWidth(units.map(({ unit }) => unit), outer.width);
  return placed(units.map(({ body, unit }) => placeOf(body ?? unit, unit, width)), outer);
}

export function facesOf(units: readonly SideUnit[]): Place[] {
  return units.map(({ unit, face }) => {
    if (!face) return 'unknown';
    const [outer, box] = [boxOf(unit), boxOf(face)];
    if (box.width === 0 || outer.width < 100) return 'unknown';
    const off = box.left + box.width / 2 - (outer.left + outer.width / 2);
    return Math.abs(off) < outer.width * 0.2 ? 'unknown' : off > 0 ? 'right' : 'left';
  });
}

function placed(boxes: readonly DOMRect[], outer: DOMRect): Place[] {
  const shown = boxes.filter((box) => box.width > 0);
  const left = Math.min(...shown.map((box) => box.left));
  const right = Math.max(...shown.map((box) => box.right));
  const gap = Math.max(12, outer.width * 0.02);
  // Ragged lines after names of different lengths begin nearly at one edge.
  const room = Math.max(30, outer.width * 0.07);
  const places = boxes.map((box): Place => {
    if (box.width === 0) return 'unknown';
    const [before, after] = [box.left - left, right - box.right];
    if (Math.abs(before - after) < gap || Math.max(before, after) < room) return 'unknown';
    return before > after ? 'right' : 'left';
  });
  // Ragged lines begin where the name before them ends; two sides each keep to an edge.
  const keeps = (place: Place, edge: (box: DOMRect) => number) => {
    const edges = boxes.filter((_, i) => places[i] === place).map(edge).sort((a, b) => a - b);
    const middle = edges[edges.length >> 1] ?? 0;
    return edges.length > 0 && edges.filter((at) => Math.abs(at - middle) <= 24).length >= edges.length * 0.7;
  };
  const two = keeps('left', (box) => box.left) && keeps('right', (box) => box.right);
  return two ? places : places.map(() => 'unknown');
}
