import { seenPart, messageBox, clippersOf } from '../mark/boxes.ts';
import { documentOf, isConnected } from '../mark/dom.ts';
import type { Marker } from '../mark/marker.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import type { Reading } from '../sites/site.ts';
import { deepestAt } from './capture-cover.ts';

/** What the reader means by "archive this". */
export type Target = { keys: string[] } | { unmarked: Reading } | null;

/** Messages archived in one go. */
const MOST_AT_ONCE = 30;

export interface TargetsOptions {
  document: Document;
  marks: Pick<Marker, 'placeOf' | 'marked' | 'chosen'>;
  /** Reads the row that holds this node now; null when none does. */
  readAt(node: Node): Reading | null;
  signal: AbortSignal;
}

/** Remembers where the reader last asked for the browser's menu, and where the pointer is. What the page makes up counts for nothing. */
export class Targets {
  readonly #options: TargetsOptions;
  #menu: WeakRef<Node> | null = null;
  #pointer: { x: number; y: number } | null = null;

  constructor(options: TargetsOptions) {
    this.#options = options;
    const { document, signal } = options;
    const view = document.defaultView!;
    const listening = { capture: true, passive: true, signal };
    view.addEventListener('contextmenu', (event) => {
      if (!event.isTrusted) return;
      const { clientX, clientY, target } = event;
      // Into closed shadow trees the event does not say the way. Asked for by key it has no place.
      const hit = clientX > 0 || clientY > 0 ? deepestAt(document, clientX, clientY) : null;
      const node = hit ?? (target instanceof Node ? target : null);
      this.#menu = node && new WeakRef(node);
    }, listening);
    view.addEventListener('pointermove', (event) => {
      if (event.isTrusted) this.#pointer = { x: event.clientX, y: event.clientY };
    }, listening);
    // Out of the window it is over nothing.
    document.documentElement.addEventListener('pointerleave', (event) => {
      if (event.isTrusted) this.#pointer = null;
    }, { passive: true, signal });
  }

  find(trigger: ArchiveTrigger): Target {
    const { marks } = this.#options;
    if (trigger === 'menu') return this.#of(this.#menu?.deref() ?? null);
    if (trigger === 'shortcut') {
      const key = marks.chosen();
      const chosen = key !== null && this.#shows(key) ? { keys: [key] } : null;
      // A sign keeps the focus after its message was archived, and when it scrolls away: then the reader may mean another.
      if (chosen && marks.placeOf(chosen.keys[0]!)?.state.flag !== 'archived') return chosen;
      const pointed = this.#of(this.#pointer && deepestAt(this.#options.document, this.#pointer.x, this.#pointer.y));
      if (pointed && 'keys' in pointed) return pointed;
      return chosen ?? this.#inView() ?? pointed;
    }
    return this.#inView();
  }

  #of(node: Node | null): Target {
    if (!node || !isConnected(node)) return null;
    const { marks, readAt } = this.#options;
    const reading = readAt(node);
    if (!reading) return null;
    const { key, author } = reading.message;
    const place = marks.placeOf(key);
    if (place && place.state.flag !== 'dismissed') return { keys: [key] };
    return author.role === 'me' ? null : { unmarked: reading };
  }

  /** Every marked message of which some shows. */
  #inView(): Target {
    const keys = this.#options.marks.marked().filter((key) => this.#shows(key)).slice(0, MOST_AT_ONCE);
    return keys.length > 0 ? { keys } : null;
  }

  #shows(key: string): boolean {
    const spot = this.#options.marks.placeOf(key)?.spot;
    const box = spot && messageBox(spot);
    return Boolean(box && seenPart(box, clippersOf(spot.body), documentOf(spot.body)) !== null);
  }
}
