import type { Conversation } from '../core/message.ts';
import { documentOf, isConnected } from './dom.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

/**
 * A list that changes as a whole is given so long to settle: names and titles change a moment before or after the rows. In ms;
 * longer than an answer about the whole page holds.
 */
const SETTLE_MS = 250;
/** Words that come bit by bit have come when nothing more has for so long; never waited for longer than that, in ms. */
const QUIET_MS = 300;
const LONGEST_MS = 2_000;
/** Rows read last: when none of them stands as it stood, the list changed as a whole. */
const NEWEST = 12;

/** A row as it was read while its list changed. */
export interface Held {
  row: Element;
  raw: RowReading;
  site: Site;
  /** Key of the message whose words changed in this row, in their place. */
  before: string | undefined;
}

/**
 * Holds back what is read while a list changes as a whole. Read it is at once: rows of a list that is scrolled through quickly do not
 * wait. What their conversation is, is told once all stands still.
 */
export class Settling {
  readonly #release: (held: Held[]) => void;
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #held: Held[] = [];
  readonly #rows = new Set<Element>();

  constructor(release: (held: Held[]) => void, signal: AbortSignal) {
    this.#release = release;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#held = [];
      this.#rows.clear();
    }, { once: true });
  }

  get isOn(): boolean {
    return this.#timer !== undefined;
  }

  begin(): void {
    if (!this.#signal.aborted) this.#timer ??= setTimeout(() => this.#end(), SETTLE_MS);
  }

  /** Begins; or waits on, but not for ever. */
  goOn(): void {
    if (this.#signal.aborted) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), Math.max(0, Math.min(QUIET_MS, this.#since + LONGEST_MS - now)));
  }

  #end(): void {
    this.#timer = undefined;
    const held = this.#held;
    this.#held = [];
    this.#rows.clear();
    this.#release(held);
  }

  keep(held: Held): void {
    this.#held.push(held);
    this.#rows.add(held.row);
  }

  /** Something that this row showed is held. */
  holds(row: Element): boolean {
    return this.#rows.has(row);
  }
}

/** What a row said, without its place on the page. */
export type Said = Pick<RowReading, 'text' | 'author' | 'sentAtShown' | 'nativeId'>;

/** The rows read last. Not held on to: each would keep the whole of a chat that the page has let go. */
export class Newest {
  #rows: { ref: WeakRef<Element>; said: Said }[] = [];

  add(row: Element, { text, author, sentAtShown, nativeId }: RowReading): void {
    const said = { text, author, sentAtShown, ...(nativeId === undefined ? {} : { nativeId }) };
    this.#rows = [...this.#rows.filter(({ ref }) => ref.deref() !== row), { ref: new WeakRef(row), said }].slice(-NEWEST);
  }

  /** What this row said when it was read last. */
  saidBy(row: Element): Said | undefined {
    return this.#rows.find(({ ref }) => ref.deref() === row)?.said;
  }

  /** None stands as it stood. */
  areOthers(changed: ReadonlySet<Element>): boolean {
    return this.#rows.length > 0 && this.#rows.every(({ ref }) => {
      const row = ref.deref();
      return !row || changed.has(row) || !isConnected(row);
    });
  }
}

export interface Sorted {
  /** What rows showed last: to be read once more. */
  standing: Held[];
  /** What they showed before. Such a message has no row any more: where it stood another stands. */
  passed: Held[];
}

export function sorted(held: readonly Held[]): Sorted {
  const last = new Map(held.map((one) => [one.row, one]));
  const next = new Map<Element, Held>();
  const passed: Held[] = [];
  for (const one of held.toReversed()) {
    const after = next.get(one.row);
    next.set(one.row, one);
    if (after && !hasGrown(one.raw, after.raw) && !hasGrown(one.raw, last.get(one.row)!.raw)) passed.push(one);
  }
  return { standing: [...last.values()], passed: passed.toReversed() };
}

/** A held row as it is read now; as it was read where it has left, or shows something else. Null for one whose words are still coming. */
export function readAgain(held: Held, page: OpenPage | null): Held | null {
  const { row, raw } = held;
  const fresh = page && isConnected(row) && page.rowOf(row) === row ? page.read(row) : null;
  if (fresh?.text === raw.text) return { ...held, raw: fresh };
  return fresh && hasGrown(raw, fresh) ? null : nowhere(held);
}

/** Words that came bit by bit are one message; "OK" and "OK then" of two times, or of two people, are two. */
export function hasGrown(before: Said, after: Said): boolean {
  return after.text.startsWith(before.text) && isKept(before.sentAtShown, after.sentAtShown) && isKept(before.author.name, after.author.name)
    && isKept(before.author.id, after.author.id) && isKept(before.nativeId, after.nativeId);
}

/** What was not shown yet may come with the words. */
const isKept = (before: string | undefined, after: string | undefined): boolean => !before || before === after;

/** A message that has no row. */
export function nowhere(held: Held, conversation: Conversation = held.raw.conversation): Held {
  const row = documentOf(held.row)!.createElement('div');
  return { ...held, row, raw: { ...held.raw, conversation, spot: { body: row, pieces: [] } } };
}
