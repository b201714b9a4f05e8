import type { FlagChange } from '../core/flag.ts';
import type { HealthNote } from '../core/health.ts';
import type { Conversation } from '../core/message.ts';
import { chooseSite, GRACE_MS, safely, type Choice } from './choose-site.ts';
import { Departures } from './departures.ts';
import { childCountOf, isConnected, isElement, shadowOf } from './dom.ts';
import { Identities } from './identities.ts';
import { asReading } from './make-reading.ts';
import { MOST_TEXT } from './read-text.ts';
import { childrenOf, elementsIn, hasMany, isOnlyOurs } from './records.ts';
import { Roots } from './roots.ts';
import { rowsNear } from './rows-near.ts';
import { hasGrown, Newest, nowhere, readAgain, Settling, sorted, type Held } from './settling.ts';
import type { OpenContext, OpenPage, Reading, Site } from './site.ts';
import { Slices } from './slices.ts';
import { TypedWords } from './typed-words.ts';
import type { MessageChange, Watch } from './watch-state.ts';

export type { MessageChange, Watch, WatchState } from './watch-state.ts';

export interface WatchOptions {
  document: Document;
  sites: readonly Site[];
  signal: AbortSignal;
  /** A message, in the page's order; the same one again when its row was rendered anew or changed. */
  onReading(reading: Reading): void;
  onChange?(change: MessageChange): void;
  /** What is recognised, or what is to be said of it, may have changed. */
  onState?(): void;
  /** Nodes that we put on the page ourselves. */
  isOurs?(node: Node): boolean;
  now?: () => Date;
}

/** How often at most a page that is not recognised is looked at again, in ms; longer where looking takes long. */
const LOOK_AGAIN_MS = 250;
const LOOK_COSTS = 25;
/** How often it is looked whether a page read by its looks has become a known program's. */
const LOOK_ELSEWHERE_MS = 2_000;
/** A page may show its chat without any change that can be watched (a closed or late shadow root): looked at again after so long, in ms. */
const POLLS_MS = [400, 1_000, 3_000, 10_000, 30_000];
/** A look that took so long has had its share of the page's time, in ms: reading begins in the next turn. */
const LONG_LOOK_MS = 8;
/** Records looked at one by one; a page that makes more in one go has all its rows read again. */
const MOST_RECORDS = 5_000;
/** Added nodes taken at once, of all that came in one go; more are taken bit by bit. */
const MOST_ADDED = 2_000;

/** Reads messages once now and whenever rows come or change, until the signal aborts. Leaves nothing behind. */
export function watch(options: WatchOptions): Watch {
  const { document, sites, signal, onReading, now = () => new Date() } = options;
  const typed = new TypedWords(document, signal, () => now().getTime());
  const context: OpenContext = { now, typed: (text) => typed.has(text) };
  const identities = new Identities();
  const gone = new Set<string>();
  let page: OpenPage | null = null;
  let choice: Choice | null = null;
  let fitsSince: number | null = null;
  let unreadSince: number | null = null;
  let note: HealthNote | null = null;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let lookedAt = -Infinity;
  let lookCost = 0;
  /** How many `choice` was made by. They themselves are not held on to: each would keep the whole of a chat that the page has let go. */
  let rowsTried = 0;
  const newest = new Newest();
  /** Rows that changed in their place, while no other did and nothing was scrolled: what they say now has become of what they said. */
  const inPlace = new WeakSet<Element>();

  const change = (what: FlagChange['what'], key: string, more: { words?: string } = {}) => options.onChange?.({ key, what, at: now().toISOString(), ...more });
  const setNote = (next: HealthNote | null) => {
    if (note === next || (note === 'cut' && next === null)) return;
    note = next;
    options.onState?.();
  };

  const slices: Slices<Element | (() => void)> = new Slices<Element | (() => void)>({
    work: (item) => safely(() => (typeof item === 'function' ? item() : handle(item))),
    signal,
    onFlood: () => setNote('flooded'),
    onDone: () => {
      if (note !== 'flooded') return;
      // Some found no room: the whole list once more, now that there is time.
      setNote(null);
      rereadAll('newest first');
    },
  });
  const release = (held: Held[]) => {
    const { standing, passed } = sorted(held);
    /** Conversations under which rows were read whose title had not come yet. */
    const titles = new Map<string, Conversation>();
    slices.add(standing.map((one) => () => {
      const then = readAgain(one, page);
      if (!then) return;
      if (then.raw.conversation.id !== one.raw.conversation.id) titles.set(one.raw.conversation.id, then.raw.conversation);
      tell(then);
    }));
    slices.addList(passed.map((one) => () => tell(nowhere(one, titles.get(one.raw.conversation.id)))));
  };
  const settling = new Settling(release, signal);
  /** Rows whose words come bit by bit. */
  const growing = new Settling(release, signal);
  const departures = new Departures({
    document,
    keyOfRow: (element) => identities.keyOfRow(element),
    isShown: (key) => identities.isShown(key),
    onGone: (key) => {
      gone.add(key);
      change('gone', key);
    },
    signal,
  });

  /** A row, or an element that came and may hold rows: it is opened in its own time, for a page may add 10,000 at once. */
  function handle(element: Element): void {
    if (!page || !isConnected(element)) return;
    const isLeaf = childCountOf(element) === 0 && !(isByLooks() && shadowOf(element));
    const many = !isLeaf && hasMany(element, isByLooks());
    if (isByLooks() && !isLeaf) roots.search(element, many ? 1 : undefined);
    if (page.rowOf(element) === element) return read(element, page);
    if (!isLeaf) slices.addList(many ? childrenOf(element) : page.rowsIn(element));
  }

  /** Adapters read the document itself; these look into shadow roots. */
  function isByLooks(): boolean {
    return choice?.site?.trust === 'detected' || choice?.site?.trust === 'taught';
  }

  function read(row: Element, opened: OpenPage): void {
    const raw = opened.read(row);
    const site = choice?.site;
    if (!raw || !site || (raw.kind === 'text' && raw.text.trim() === '' && raw.attachments.length === 0)) return;
    const before = inPlace.delete(row) ? identities.keyOfRow(row) : undefined;
    if (!choice!.reads) {
      choice = { ...choice!, reads: true };
      unreadSince = null;
      options.onState?.();
    }
    const said = newest.saidBy(row);
    newest.add(row, raw);
    const held = { row, raw, site, before };
    if (identities.isFirm(row)) return tell(held);
    if (settling.isOn) return settling.keep(held);
    const grows = said && said.text !== raw.text && !raw.edited && hasGrown(said, raw);
    if (grows) growing.goOn();
    if (grows || growing.holds(row)) growing.keep(held);
    else tell(held);
  }

  function tell({ row, raw, site, before }: Held): void {
    if (raw.author.role === 'unknown' && context.typed(raw.text)) raw.author = { ...raw.author, role: 'me' };
    const { reading, editOf } = asReading({ raw, row, site, document, identities, seenAt: now().toISOString() });
    const { key, text, kind } = reading.message;
    if (text.length >= MOST_TEXT) setNote('cut');
    const earlier = editOf ?? (kind === 'recall' || raw.edited ? before : undefined);
    if (earlier !== undefined && earlier !== key) change(kind === 'recall' ? 'recalled' : 'edited', earlier, { words: text });
    if (gone.delete(key)) change('back', key);
    onReading(reading);
  }

  function look(): void {
    clearTimeout(lookTimer);
    lookTimer = undefined;
    if (signal.aborted) return;
    const started = performance.now();
    const stands = page !== null && safely(() => page!.stands()) === true;
    const known = stands && choice?.reads === true;
    if (known && choice!.site!.trust !== 'detected') return;
    // A root that came without a sign brings rows that nobody told of.
    if ((safely(() => roots.search(document)) ?? []).length > 0 && known) rereadAll();
    const asked = known ? sites.filter(({ trust }) => trust !== 'detected') : sites;
    const found = chooseSite(asked, document, context, fitsSince === null ? 0 : started - fitsSince);
    lookedAt = performance.now();
    lookCost = lookedAt - started;
    const fits = found.fellBackFrom !== null || (found.site !== null && found.site.trust !== 'detected' && !found.reads);
    fitsSince = fits ? (fitsSince ?? started) : null;
    // What was read by its looks goes on until a known program reads something.
    if (known && !found.reads) {
      if (choice!.fellBackFrom === null && fits && started - fitsSince! >= GRACE_MS) {
        choice = { ...choice!, fellBackFrom: found.site!.name };
        options.onState?.();
      }
      return;
    }
    if (fits && !found.reads) lookSoon(LOOK_ELSEWHERE_MS);
    if (choice?.reads && found.page) identities.anew();
    choice = { ...found, rows: [] };
    page = found.page;
    rowsTried = found.rows.length;
    unreadSince = rowsTried > 0 && !found.reads ? (unreadSince ?? started) : null;
    if (lookCost > LONG_LOOK_MS) slices.hold(1);
    if (page) slices.addList(found.rows);
    options.onState?.();
  }

  function lookSoon(ms: number): void {
    lookTimer ??= setTimeout(look, Math.max(ms, LOOK_COSTS * lookCost));
  }

  function onRecords(records: MutationRecord[]): void {
    const stands = page !== null && safely(() => page!.stands()) === true;
    // Also by a page that is to be looked at anew: until then it reads what it can.
    if (page && safely(() => take(records)) === null) rereadLost();
    if (stands && choice?.reads) {
      if (choice.site!.trust === 'detected') lookSoon(LOOK_ELSEWHERE_MS);
    } else if (page && !stands && performance.now() - lookedAt > LOOK_AGAIN_MS + LOOK_COSTS * lookCost) {
      // Torn down and perhaps built anew in the same breath.
      settling.begin();
      look();
    } else lookSoon(LOOK_AGAIN_MS);
  }

  /** @returns true, where nothing broke */
  function take(records: MutationRecord[]): true {
    if (records.length > MOST_RECORDS) {
      settling.begin();
      rereadLost();
      return true;
    }
    departures.look(records);
    const touched = new Set<Element>();
    const changed = new Set<Element>();
    const many: NodeList[] = [];
    let added = 0;
    /** A page may change one place deep in its tree thousands of times. */
    const rows = new Map<Node, Element | null>();
    for (const record of records) {
      if (options.isOurs && isOnlyOurs(record, options.isOurs)) continue;
      // Something in a row changed: it is another reading. Elsewhere rows may have come with the added nodes.
      const { target, addedNodes } = record;
      let around = rows.get(target);
      if (around === undefined) rows.set(target, (around = page!.rowOf(target)));
      if (around) {
        if (identities.keyOfRow(around) !== undefined) changed.add(around);
        identities.loosen(around);
        touched.add(around);
      } else if ((added += addedNodes.length) > MOST_ADDED) many.push(addedNodes);
      else for (const node of addedNodes) if (isElement(node)) touched.add(node);
    }
    for (const row of changed) {
      if (changed.size === 1 && departures.isStill) inPlace.add(row);
      else inPlace.delete(row);
    }
    if (newest.areOthers(changed)) settling.begin();
    slices.add(touched);
    if (many.length > 0) slices.addList(elementsIn(many));
    return true;
  }

  /** What changed is not known row by row. */
  function rereadLost(): void {
    identities.loosenAll();
    if (isByLooks()) safely(() => roots.search(document));
    rereadAll();
  }

  function rereadAll(order?: 'newest first'): void {
    if (!page || signal.aborted) return;
    slices.addList(order ? [...page.rowsIn(document)].toReversed() : page.rowsIn(document));
  }

  function readNear(node: Node, most: number): void {
    if (page && !signal.aborted) safely(() => rowsNear(page!, document, node, most).forEach((one) => read(one, page!)));
  }

  const roots = new Roots(document, signal, onRecords);
  const polls = POLLS_MS.map((ms) => setTimeout(() => {
    if (choice?.reads && choice.site!.trust !== 'detected' && choice.site!.trust !== 'taught') return;
    // A root that came without a sign brings rows that nobody told of.
    if ((safely(() => roots.search(document)) ?? []).length > 0) rereadAll();
    if (!choice?.reads) look();
  }, ms));
  // What the reader does may open a chat where no change can be watched.
  document.addEventListener('pointerdown', (event) => {
    if (event.isTrusted && !choice?.reads) lookSoon(LOOK_AGAIN_MS);
  }, { capture: true, passive: true, signal });
  signal.addEventListener('abort', () => {
    for (const poll of polls) clearTimeout(poll);
    clearTimeout(lookTimer);
    page = null;
  }, { once: true });
  look();

  return {
    rereadAll: () => rereadAll(),
    readNear,
    state: () => ({
      site: page && choice ? choice.site : null,
      confidence: page?.confidence ?? null,
      fellBackFrom: choice?.fellBackFrom ?? null,
      unsure: choice?.unsure ?? null,
      reads: choice?.reads ?? false,
      rows: choice ? rowsTried : 0,
      unreadForMs: unreadSince === null ? 0 : performance.now() - unreadSince,
      note,
    }),
  };
}
