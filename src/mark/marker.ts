import type { Spot } from '../core/spot.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Language } from '../locales/language.ts';
import { anchorOf, Badge, type Anchor, type BadgeView } from './badge.tsx';
import { CardDesk } from './card-desk.tsx';
import { contains, isConnected } from './dom.ts';
import { Pointer } from './guard.ts';
import { standsOnDark } from './ground.ts';
import { WordMarks } from './highlight.ts';
import { Limiter } from './limiter.ts';
import type { MarkActs, MarkState } from './mark-state.ts';
import { Placer } from './placer.ts';
import { imprint } from './spans.ts';
import { badgeName, familiesOf, stateName } from './wording.ts';

export interface Marker {
  /** Idempotent and cheap. Anchors anew when the element was re-rendered or re-used. */
  show(key: string, spot: Spot, verdict: Verdict, state: MarkState): void;
  setState(key: string, state: MarkState): void;
  remove(key: string): void;
  has(key: string): boolean;
  /** Where a message stands that has a mark, and how it stands with it. */
  placeOf(key: string): { spot: Spot; state: MarkState } | null;
  /** What is marked on the page now. */
  marked(): string[];
  /** The message whose card is open or whose sign has the focus. */
  chosen(): string | null;
  clear(): void;
}

export interface MarkerOptions extends MarkActs {
  document: Document;
  language: Language;
  /** The card hides the decided words until asked. */
  calm: boolean;
  /** When it aborts, nothing of ours is left on the page. */
  signal: AbortSignal;
  /** Milliseconds, for limits and guards. */
  now?: () => number;
  /** From 0 to 1, for names that no page can guess. */
  random?: () => number;
}

interface Mark {
  key: string;
  spot: Spot;
  verdict: Verdict;
  state: MarkState;
  /** What the page showed at the decided words when they were marked. */
  imprint: string;
  /** What the badge tells; differs from `state` while the card shows an answer ahead of time. */
  badgeState?: MarkState;
  limiter: Limiter;
  badge: Badge | null;
}

/** How often at most the page's ground and vanished messages are looked at, in ms. */
const LOOK_MS = 2_000;

/** Shows verdicts on the page: words underlined, a badge after the message, a card when it is asked for. */
export function createMarker(options: MarkerOptions): Marker {
  const { document, language, signal } = options;
  const now = options.now ?? (() => performance.now());
  const random = options.random ?? Math.random;
  const view = document.defaultView!;
  const marks = new Map<string, Mark>();
  const owners = new WeakMap<Element, string>();
  const pointer = new Pointer(view, signal);
  const desk = new CardDesk<Mark>({ ...options, now, pointer }, cardChanged);
  const placer = new Placer({ view, all: () => marks.values(), near: (mark) => words?.comesNear(mark.key), before: look, plan: (mark) => (wantsBadge(mark) && !hasBadge(mark) ? anchorOf(mark.spot) : null), mount, signal });
  let words: WordMarks | null = null;
  let dark = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function show(key: string, spot: Spot, verdict: Verdict, state: MarkState): void {
    if (signal.aborted) return;
    const owner = owners.get(spot.body);
    if (owner !== undefined && owner !== key) remove(owner);
    const known = marks.get(key);
    // The same message twice on the page: the first place keeps the mark, or the two would pull it to and fro.
    if (known && known.spot.body !== spot.body && stands(known)) return setState(key, state);

    const trace = imprint(spot, verdict.spans);
    const carded = desk.mark?.key === key ? desk.mark : null;
    const mark = known ?? carded ?? { key, spot, verdict, state, imprint: '', limiter: new Limiter(now), badge: null };
    const same = known && known.verdict === verdict && known.imprint === trace && known.spot.body === spot.body
      && known.spot.pieces.length === spot.pieces.length && known.spot.pieces.every(({ node }, i) => node === spot.pieces[i]!.node);
    if (owners.get(mark.spot.body) === key) owners.delete(mark.spot.body);
    owners.set(spot.body, key);
    marks.set(key, mark);
    mark.spot = spot;
    mark.verdict = verdict;
    mark.imprint = trace;
    if (!same) paint(mark, state);
    setState(key, state);
    anchor(mark);
  }

  /** Whether what was marked is still on the page as it was. */
  function stands({ spot, verdict, imprint: trace }: Mark): boolean {
    return isConnected(spot.body) && spot.pieces.every(({ node }) => contains(spot.body, node)) && imprint(spot, verdict.spans) === trace;
  }

  function paint(mark: Mark, state: MarkState): void {
    if (!words) {
      look();
      words = new WordMarks(document, dark, random, now);
    }
    words.ensure();
    if (state.flag === 'dismissed') words.delete(mark.key);
    else words.set(mark.key, mark.spot, mark.verdict.spans);
  }

  function setState(key: string, state: MarkState): void {
    if (signal.aborted) return;
    if (desk.mark?.key === key) {
      desk.mark.state = state;
      desk.setState(state);
    }
    const mark = marks.get(key);
    if (!mark) return;
    const before = mark.badgeState ?? null;
    mark.state = state;
    mark.badgeState = state;
    if (before === state) return;
    mark.badge?.update(badgeView(mark));
    if (before && before.flag !== state.flag) {
      paint(mark, state);
      anchor(mark);
    }
  }

  function badgeView(mark: Mark): BadgeView {
    const { verdict, state } = mark;
    return { families: familiesOf(verdict), state: stateName(state), name: badgeName(verdict, state, language), dark, expanded: desk.mark === mark, language };
  }

  /** Has the badge put after the message's text, or takes it away. Nothing is written when all is well. */
  function anchor(mark: Mark): void {
    if (!wantsBadge(mark)) dropBadge(mark);
    else if (!hasBadge(mark)) placer.queue(mark);
  }

  function wantsBadge(mark: Mark): boolean {
    return marks.get(mark.key) === mark && isConnected(mark.spot.body) && (mark.state.flag !== 'dismissed' || desk.mark === mark);
  }

  function hasBadge({ badge, spot }: Mark): boolean {
    return badge !== null && (contains(spot.body, badge.anchor) || contains(badge.anchor, spot.body)) && badge.stands(spot);
  }

  function mount(mark: Mark, place: Anchor): void {
    // The page keeps taking it away: the words stay underlined, and that is all.
    if (!mark.limiter.take()) return dropBadge(mark);
    if (mark.badge?.anchor !== place.element) {
      dropBadge(mark);
      mark.badge = new Badge(place, badgeView(mark), () => desk.toggle(mark, dark), pointer, now);
      placer.follow(mark);
    }
    mark.badge!.mount();
  }

  function dropBadge(mark: Mark): void {
    placer.forget(mark);
    mark.badge?.remove();
    mark.badge = null;
  }

  function cardChanged(mark: Mark): void {
    if (signal.aborted || marks.get(mark.key) !== mark) return;
    mark.badge?.update(badgeView(mark));
    anchor(mark);
  }

  /** Now and then: messages that a list threw away are let go, and light or dark is decided anew. */
  function look(): void {
    if (now() - lookedAt < LOOK_MS) return;
    lookedAt = now();
    // They come back through `show`; until then they must not hold the page's nodes.
    for (const { key, spot } of marks.values()) if (!isConnected(spot.body)) remove(key);
    const sample = marks.values().next().value?.spot.body;
    if (sample) setDark(standsOnDark(sample));
  }

  function setDark(next: boolean): void {
    if (next === dark) return;
    dark = next;
    words?.setDark(dark);
    for (const mark of marks.values()) mark.badge?.update(badgeView(mark));
    desk.setDark(dark);
  }

  function remove(key: string): void {
    const mark = marks.get(key);
    if (!mark) return;
    marks.delete(key);
    if (owners.get(mark.spot.body) === key) owners.delete(mark.spot.body);
    words?.forget(key);
    dropBadge(mark);
    // The reader's word on the chat may take the mark away; the card stays, so that the word can be taken back.
    if (desk.mark === mark && !stands(mark)) desk.close();
  }

  function clear(): void {
    desk.close();
    for (const key of marks.keys()) remove(key);
  }

  view.matchMedia?.('(prefers-color-scheme: dark)').addEventListener('change', () => {
    lookedAt = Number.NEGATIVE_INFINITY;
    placer.queueAll();
  }, { signal });
  signal.addEventListener('abort', () => {
    clear();
    words?.dispose();
  }, { once: true });

  return {
    show,
    setState,
    remove,
    has: (key) => marks.has(key),
    placeOf: (key) => marks.get(key) ?? null,
    marked: () => [...marks.values()].filter(({ state, spot }) => state.flag !== 'dismissed' && isConnected(spot.body)).map(({ key }) => key),
    chosen: () => desk.mark?.key ?? [...marks.values()].find(({ badge }) => badge?.hasFocus)?.key ?? null,
    clear,
  };
}
