import type { Spot } from '../core/spot.ts';
import type { Anchor, Badge } from './badge.tsx';
import { clippersOf, paintableBox } from './boxes.ts';
import type { Box } from './placement.ts';

/** Something with a badge to be put in its place; the badge may be gone by then. */
export interface Placeable {
  badge: Badge | null;
  spot: Spot;
}

export interface PlacerOptions<P extends Placeable> {
  view: Window & typeof globalThis;
  all(): Iterable<P>;
  /** Reads where the badge belongs; null when it stands there or is not wanted. Writes nothing. */
  plan(item: P): Anchor | null;
  /** Puts the badge there; reads nothing of the layout. */
  mount(item: P, anchor: Anchor): void;
  /** The message is about to be seen, or it cannot be told when it is. */
  near(item: P): void;
  /** Called once a frame before anything is measured. */
  before(): void;
  signal: AbortSignal;
}

/** Badges made in one frame; the rest waits for the next, so that no frame takes long. */
const BATCH = 24;

/** How far from view a message gets its badge: far enough for Tab to go on from the last one seen. */
const MARGIN = '800px';

/**
 * Puts badges where they belong, once a frame: reads for all that wait, then writes for all, so that the page
 * is styled and laid out once however many there are. Does so again when a text wraps anew.
 */
export class Placer<P extends Placeable> {
  readonly #options: PlacerOptions<P>;
  readonly #waiting = new Set<P>();
  readonly #byAnchor = new Map<Element, P>();
  readonly #sizes: ResizeObserver | null;
  /** Badges come when their message is about to be seen: laying out a page of 10,000 anew for each costs more than all else. */
  readonly #sights: IntersectionObserver | null;
  readonly #unseen = new Map<Element, P>();
  #frame = 0;

  constructor(options: PlacerOptions<P>) {
    this.#options = options;
    const { view, signal } = options;
    this.#sizes = view.ResizeObserver
      ? new view.ResizeObserver((entries) => {
          for (const { target } of entries) {
            const item = this.#byAnchor.get(target);
            if (item) this.queue(item);
          }
        })
      : null;
    this.#sights = view.IntersectionObserver
      ? new view.IntersectionObserver((entries) => {
          for (const { target, isIntersecting, boundingClientRect: { width, height } } of entries) {
            // An empty box may hold others that stand elsewhere.
            const item = isIntersecting || (width === 0 && height === 0) ? this.#unseen.get(target) : undefined;
            if (!item) continue;
            options.near(item);
            if (!isIntersecting && view.getComputedStyle(target).display !== 'contents') continue;
            this.#overlook(target);
            this.#wait(item);
          }
        }, { rootMargin: MARGIN, scrollMargin: MARGIN } as IntersectionObserverInit)
      : null;
    view.addEventListener('resize', () => this.queueAll(), { signal });
    signal.addEventListener('abort', () => {
      view.cancelAnimationFrame(this.#frame);
      this.#sizes?.disconnect();
      this.#sights?.disconnect();
      this.#unseen.clear();
    }, { once: true });
  }

  queue(item: P): void {
    if (this.#options.signal.aborted) return;
    const { body } = item.spot;
    if (item.badge || !this.#sights) {
      this.#options.near(item);
      return this.#wait(item);
    }
    this.#unseen.set(body, item);
    this.#sights.observe(body);
  }

  #overlook(body: Element): void {
    this.#unseen.delete(body);
    this.#sights?.unobserve(body);
  }

  #wait(item: P): void {
    this.#waiting.add(item);
    this.#frame ||= this.#options.view.requestAnimationFrame(() => this.#settle());
  }

  queueAll(): void {
    for (const item of this.#options.all()) if (item.badge) this.queue(item);
  }

  /** Watches the box that the badge's line wraps in. */
  follow(item: P): void {
    if (!item.badge) return;
    this.#byAnchor.set(item.badge.anchor, item);
    this.#sizes?.observe(item.badge.anchor);
  }

  forget(item: P): void {
    this.#waiting.delete(item);
    if (this.#unseen.get(item.spot.body) === item) this.#overlook(item.spot.body);
    const anchor = item.badge?.anchor;
    if (!anchor || this.#byAnchor.get(anchor) !== item) return;
    this.#byAnchor.delete(anchor);
    this.#sizes?.unobserve(anchor);
  }

  #settle(): void {
    this.#frame = 0;
    const { view, before, plan, mount, signal } = this.#options;
    if (signal.aborted) return;
    attempt(before);
    const batch = [...this.#waiting].slice(0, BATCH);
    for (const item of batch) this.#waiting.delete(item);

    const anchors = batch.map((item) => attempt(() => plan(item)));
    batch.forEach((item, i) => attempt(() => anchors[i] && mount(item, anchors[i])));

    const clippers = new Map<Element, Element[]>();
    const boxes = new Map<Element[], Box>();
    const places = batch.map(({ badge, spot }) => attempt(() => {
      if (!badge) return null;
      const around = clippersOf(badge.anchor, clippers);
      let within = boxes.get(around);
      if (!within) boxes.set(around, (within = paintableBox(around, view.document)));
      return badge.measure(spot, within);
    }));
    batch.forEach(({ badge }, i) => attempt(() => places[i] && badge?.place(places[i])));

    if (this.#waiting.size > 0) this.#frame = view.requestAnimationFrame(() => this.#settle());
  }
}

/** One message that a page built to be unreadable must not cost the others of its batch their badges. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
