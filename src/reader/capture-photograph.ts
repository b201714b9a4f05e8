import { CAPTURE_LIMITS, type PageCapture, type ShotAnswer, type ShotRequest } from '../core/capture.ts';
import type { MISSING_REASONS } from '../core/entry.ts';
import { boxOf, flatElementsOf, isConnected } from '../sites/dom.ts';
import { heightOf, isWithin, joined, meeting, moved, NEARLY, rowsThatFit, type Band, type Box } from './capture-boxes.ts';
import { freeBand } from './capture-cover.ts';
import { frameInTop, type FramePlace } from './capture-frame.ts';
import { Scrollers } from './capture-scrollers.ts';

type Why = (typeof MISSING_REASONS)[number];
type Picture = PageCapture['picture'];

export interface PhotographOptions {
  /** The rows of the capture, in the page's order. */
  rows: readonly Element[];
  /** Index of the message itself. */
  at: number;
  /** Whether the row still shows this message: a list that shows few rows at once uses them for others while it scrolls. */
  stillShows(): boolean;
  shoot(request: ShotRequest): Promise<ShotAnswer>;
  /** Takes all of ours out of sight. @returns puts it back */
  hideOurs(): () => void;
  /** Ask first whether the browser allows it at all, before anything on the page moves. */
  asksFirst: boolean;
  signal: AbortSignal;
  view: Window & typeof globalThis;
  newId?: () => string;
  /** Until what was changed is painted. */
  painted?: () => Promise<void>;
}

/** What is taken again at the edge of two pieces, in CSS pixels. */
const OVERLAP = 12;
/** A stretch lower than this shows no line of text. */
const LEAST_BAND = 24;
const TRIES = 3;

/** Where things stand at this moment. */
interface Look {
  message: Box;
  /** What shows of the list, in which nothing lies over the message's place. */
  band: Band;
  across: Pick<Box, 'left' | 'right'>;
}

/**
 * Has the window photographed where the message stands, with as much of its context as shows beside it; a message higher than what shows is
 * scrolled through and taken in pieces. Whatever happens, the page is put back as it was.
 */
export async function photograph(options: PhotographOptions): Promise<Picture> {
  const { view, shoot, signal, asksFirst, newId = () => crypto.randomUUID(), painted = () => framesPainted(view) } = options;
  const frame = frameInTop(view);
  if (!frame) return { none: 'in_a_frame' };
  if (view.document.visibilityState === 'hidden') return { none: 'tab_not_visible' };
  // A photograph of a page that fingers have enlarged shows another part of it, in another size.
  if (Math.abs((view.visualViewport?.scale ?? 1) - 1) > 0.01) return { none: 'not_in_view' };
  const row = options.rows[options.at];
  if (!row || !isConnected(row)) return { none: 'not_in_view' };
  if (asksFirst) {
    const probe = await shoot({ picture: newId(), piece: 0, crop: { x: 0, y: 0, width: 1, height: 1 }, top: 0, viewport: frame.viewport });
    if (!probe.taken) return { none: probe.why };
  }
  if (signal.aborted) return { none: 'failed' };
  const focused = view.document.activeElement;
  let scrollers: Scrollers | undefined;
  let putBack: (() => void) | undefined;
  try {
    scrollers = new Scrollers(row, view);
    putBack = options.hideOurs();
    await painted();
    return await new Photographer(options, frame, scrollers, newId(), painted).take();
  } catch {
    return { none: 'failed' };
  } finally {
    safely(() => putBack?.());
    safely(() => scrollers?.restore());
    safely(() => {
      if (focused && focused !== view.document.activeElement && isConnected(focused) && view.document.activeElement === view.document.body) HTMLElement.prototype.focus.call(focused, { preventScroll: true });
    });
  }
}

function safely(act: () => void): void {
  try {
    act();
  } catch {
    // The rest of the page is to be put back all the same.
  }
}

class Photographer {
  readonly #options: PhotographOptions;
  readonly #frame: FramePlace;
  readonly #scrollers: Scrollers;
  readonly #picture: string;
  readonly #painted: () => Promise<void>;
  readonly #row: Element;
  #pieces = 0;

  constructor(options: PhotographOptions, frame: FramePlace, scrollers: Scrollers, picture: string, painted: () => Promise<void>) {
    this.#options = options;
    this.#frame = frame;
    this.#scrollers = scrollers;
    this.#picture = picture;
    this.#painted = painted;
    this.#row = options.rows[options.at]!;
  }

  async take(): Promise<Picture> {
    let look = this.#look();
    if (!look || !isWithin(look.message, look.band)) {
      this.#scrollers.bringIn();
      look = this.#look() ?? (await this.#step(this.#firstStep()));
      if (!look) return { none: 'not_in_view' };
      if (heightOf(look.message) > heightOf(look.band) + NEARLY) return this.#inPieces(look);
      look = await this.#settle(look);
      if (!look) return { none: this.#options.stillShows() ? 'not_in_view' : 'failed' };
    }
    return this.#inOne(look);
  }

  /** Out of all view: brought to the top of where the list shows. */
  #firstStep(): number {
    const shown = this.#scrollers.shown();
    return (shownBox(this.#row)?.top ?? boxOf(this.#row).top) - (shown ? shown.top : 0);
  }

  /** Scrolls the message into view, with as many of its neighbours as fit there. */
  async #settle(first: Look): Promise<Look | null> {
    let look: Look | null = first;
    for (let tries = 0; look && tries < TRIES; tries++) {
      if (isWithin(look.message, look.band)) return look;
      const room = heightOf(look.band);
      const { box } = rowsThatFit(this.#boxes(), this.#options.at, (all) => heightOf(all) <= room);
      look = await this.#step(box.top - look.band.top - (room - heightOf(box)) / 2);
    }
    return look && meeting(look.message, { ...look.band, ...look.across }) ? look : null;
  }

  async #inOne({ message, band, across }: Look): Promise<Picture> {
    if (!this.#options.stillShows()) return { none: 'failed' };
    const { from, to, box } = rowsThatFit(this.#boxes(), this.#options.at, (all) => isWithin(all, band));
    const seen = meeting(box, { ...band, left: across.left, right: across.right });
    if (!seen) return { none: 'not_in_view' };
    const answer = await this.#shoot(seen, 0);
    if (!answer.taken) return { none: answer.why };
    const cut = !isWithin(message, band) || message.left < across.left - NEARLY || message.right > across.right + NEARLY;
    return { shots: this.#picture, covers: to > from ? 'message_and_context' : 'message', cut };
  }

  async #inPieces(first: Look): Promise<Picture> {
    const done = (cut: boolean): Picture => ({ shots: this.#picture, covers: 'message', cut });
    let look: Look | null = first;
    let reached = 0;
    while (this.#pieces < CAPTURE_LIMITS.pieces) {
      for (let tries = 0; look && tries < TRIES; tries++) {
        const overlap = tries === 0 ? Math.min(reached, OVERLAP) : 0;
        const away: number = look.message.top + reached - overlap - look.band.top;
        if (Math.abs(away) <= NEARLY || (tries > 0 && away > 0 && away <= OVERLAP)) break;
        look = await this.#step(away);
      }
      if (!look || !this.#options.stillShows()) return this.#pieces > 0 ? done(true) : { none: 'failed' };
      const seen = meeting(look.message, { ...look.band, ...look.across });
      const height = heightOf(look.message);
      const top = seen ? seen.top - look.message.top : 0;
      // The page does not scroll there, or what lies over the list leaves nothing new to be seen.
      if (!seen || top > reached + NEARLY || seen.bottom - look.message.top <= reached + NEARLY) return this.#pieces > 0 ? done(true) : { none: 'not_in_view' };
      const answer = await this.#shoot(seen, Math.max(0, top));
      if (!answer.taken) return this.#pieces > 0 ? done(true) : { none: answer.why };
      this.#pieces++;
      reached = seen.bottom - look.message.top;
      if (reached >= height - NEARLY) return done(look.message.left < look.across.left - NEARLY || look.message.right > look.across.right + NEARLY);
      look = this.#look();
    }
    return done(true);
  }

  #shoot(seen: Box, top: number): Promise<ShotAnswer> {
    if (this.#options.signal.aborted) return Promise.resolve<{ taken: false; why: Why }>({ taken: false, why: 'failed' });
    const { left, top: y, right, bottom } = moved(seen, this.#frame.x, this.#frame.y);
    return this.#options.shoot({
      picture: this.#picture,
      piece: this.#pieces,
      crop: { x: left, y, width: Math.max(1, right - left), height: Math.max(1, bottom - y) },
      top,
      viewport: this.#frame.viewport,
    });
  }

  async #step(pixels: number): Promise<Look | null> {
    this.#scrollers.by(pixels);
    await this.#painted();
    return isConnected(this.#row) ? this.#look() : null;
  }

  #boxes(): (Box | null)[] {
    return this.#options.rows.map((row) => (isConnected(row) ? shownBox(row) : null));
  }

  #look(): Look | null {
    const message = shownBox(this.#row);
    const all = this.#scrollers.shown();
    const shown = all && meeting(all, this.#frame.seen);
    if (!message || !shown) return null;
    const band = freeBand(this.#options.view.document, { shown, across: message, row: this.#row, around: this.#scrollers.around });
    return band && heightOf(band) >= LEAST_BAND ? { message, band, across: { left: shown.left, right: shown.right } } : null;
  }
}

/** Parts of a row that are looked at, and how far down. */
const MOST_PARTS = 50;
const DOWN = 4;

/** An inline row has a box of one line, whatever stands in it, and one without a box none: there its parts tell. Null when it shows nothing. */
function shownBox(row: Element, down = DOWN): Box | null {
  if (down > 0 && /^(inline|contents)$/.test(getComputedStyle(row).display)) {
    const parts = flatElementsOf(row, MOST_PARTS).map((part) => shownBox(part, down - 1)).filter((part) => part !== null);
    if (parts.length > 0) return parts.reduce(joined);
  }
  const { left, top, right, bottom } = boxOf(row);
  return right - left >= 1 && bottom - top >= 1 ? { left, top, right, bottom } : null;
}

/** Twice: the first frame paints what was changed, the second comes when it is shown. A page in the background paints nothing. */
function framesPainted(view: Window): Promise<void> {
  return new Promise((resolve) => {
    const late = view.setTimeout(resolve, 300);
    view.requestAnimationFrame(() => view.requestAnimationFrame(() => {
      view.clearTimeout(late);
      resolve();
    }));
  });
}
