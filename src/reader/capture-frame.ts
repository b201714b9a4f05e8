import { boxOf } from '../sites/dom.ts';
import { meeting, moved, type Box } from './capture-boxes.ts';

/** Where a frame stands in the top window, in CSS pixels of its viewport. */
export interface FramePlace {
  x: number;
  y: number;
  /** The part of it that the windows around leave to be seen, in its own coordinates. */
  seen: Box;
  /** Of the top window. */
  viewport: { width: number; height: number };
}

/** Pages nest frames without end. */
const MOST = 10;

/** Null for a frame in a page of another site, of which nothing can be known, and for one that is drawn in another size. */
export function frameInTop(view: Window): FramePlace | null {
  try {
    let x = 0;
    let y = 0;
    let at = view;
    let seen: Box = windowBox(view);
    for (let steps = 0; at !== at.parent; steps++) {
      const frame = at.frameElement as HTMLElement | null;
      if (!frame || steps >= MOST) return null;
      const box = boxOf(frame);
      const { paddingLeft, paddingTop } = at.parent.getComputedStyle(frame);
      if (Math.abs(box.width - frame.offsetWidth) > 1 || Math.abs(box.height - frame.offsetHeight) > 1) return null;
      x += box.left + frame.clientLeft + (Number.parseFloat(paddingLeft) || 0);
      y += box.top + frame.clientTop + (Number.parseFloat(paddingTop) || 0);
      at = at.parent;
      const around = meeting(moved(seen, x, y), windowBox(at));
      if (!around) return null;
      seen = moved(around, -x, -y);
    }
    return { x, y, seen, viewport: { width: at.innerWidth, height: at.innerHeight } };
  } catch {
    return null;
  }
}

function windowBox(view: Window): Box {
  const { clientWidth, clientHeight } = view.document.documentElement;
  return { left: 0, top: 0, right: Math.min(view.innerWidth, clientWidth || view.innerWidth), bottom: Math.min(view.innerHeight, clientHeight || view.innerHeight) };
}
