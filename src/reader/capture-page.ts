import { CAPTURE_LIMITS, type FragmentRow, type PageCapture, type ShotAnswer, type ShotRequest } from '../core/capture.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import { LIMITS } from '../core/limits.ts';
import type { Author } from '../core/message.ts';
import { titleOf } from '../sites/dom.ts';
import { addressOf } from '../sites/page-address.ts';
import type { Reading } from '../sites/site.ts';
import { fragmentBudget, fragmentOf, type SeenImage } from './capture-fragment.ts';
import { fillImages, type Redraw } from './capture-images.ts';
import { photograph } from './capture-photograph.ts';
import { rowsAround, ROWS_READ } from './capture-rows.ts';

export interface CaptureOptions {
  key: string;
  /** A node of the message on the page. */
  place: Node;
  trigger: ArchiveTrigger;
  document: Document;
  /** Reads the row that holds this node and so many on either side anew, now; in the page's order. */
  readNear(place: Node, most: number): Reading[];
  ownAccountOf(reading: Reading): Pick<Author, 'id' | 'name'> | null;
  shoot(request: ShotRequest): Promise<ShotAnswer>;
  hideOurs(): () => void;
  isOurs?(node: Node): boolean;
  redraw?: Redraw;
  signal: AbortSignal;
}

/** A list that is just being built anew tells its rows a little later. */
const TRIES = 4;
const AGAIN_MS = 150;

/** What the page shows of a message and around it, and photographs where the browser allows them. Null when the page shows it no more. Throws nothing. */
export async function readCapture(options: CaptureOptions): Promise<PageCapture | null> {
  try {
    const around = await found(options);
    return around && (await gather(options, around));
  } catch {
    return null;
  }
}

async function found({ key, place, readNear, signal }: CaptureOptions): Promise<ReturnType<typeof rowsAround>> {
  for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
    const around = rowsAround(readNear(place, ROWS_READ), key);
    if (around) return around;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return null;
}

async function gather(options: CaptureOptions, { before, message, after }: NonNullable<ReturnType<typeof rowsAround>>): Promise<PageCapture> {
  const { key, trigger, document, readNear, ownAccountOf, shoot, hideOurs, isOurs, redraw, signal } = options;
  const view = document.defaultView as Window & typeof globalThis;
  const screen = screenOf(view, document);
  const budget = fragmentBudget();
  const seen: SeenImage[] = [];
  const rowOf = (place: FragmentRow['place'], { row, spot, message: read }: Reading): FragmentRow => {
    const { nodes, images } = fragmentOf(row, { body: spot.body, budget, ...(isOurs ? { isOurs } : {}) });
    seen.push(...images);
    return { place, message: read, nodes };
  };
  // The message first, then its nearest: what is left of the limits is theirs.
  const main = rowOf('message', message);
  const rowsBefore = before.toReversed().map((reading) => rowOf('before', reading)).toReversed();
  const rowsAfter = after.map((reading) => rowOf('after', reading));
  await fillImages(seen, { signal, ...(redraw ? { redraw } : {}) });

  const rows = [...before, message, ...after];
  const picture = await photograph({
    rows: rows.map(({ row }) => row),
    at: before.length,
    stillShows: () => readNear(message.row, 0).some(({ row, message: now }) => row === message.row && now.key === key),
    shoot,
    hideOurs,
    // All others are a gesture that brings the right along.
    asksFirst: trigger === 'card' || trigger === 'history',
    signal,
    view,
  });
  return {
    rows: [...rowsBefore, main, ...rowsAfter].slice(0, CAPTURE_LIMITS.rows),
    ownAccount: ownAccountOf(message),
    page: { url: addressOf(document).slice(0, LIMITS.url), title: titleOf(document).slice(0, LIMITS.title) },
    screen,
    locale: view.navigator.language.slice(0, LIMITS.word),
    picture,
  };
}

function screenOf(view: Window, document: Document): PageCapture['screen'] {
  const { screen, devicePixelRatio, innerWidth, innerHeight, scrollX, scrollY } = view;
  return {
    width: screen.width,
    height: screen.height,
    pixelRatio: Math.min(100, Math.max(0.01, devicePixelRatio || 1)),
    viewportWidth: innerWidth || document.documentElement.clientWidth,
    viewportHeight: innerHeight || document.documentElement.clientHeight,
    scrollX,
    scrollY,
  };
}
