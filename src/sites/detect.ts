import { attributeOf, classOf, isConnected, tagOf } from './dom.ts';
import type { ChatShape } from './chat-shape.ts';
import { nearnessTo, wordsBeside, writingBoxes } from './detect-boxes.ts';
import { leavesOf, stableNames } from './detect-leaves.ts';
import { beginsWithDay, lookAt, type LookedAt, type LookHints } from './detect-look.ts';
import { panesOf, promising } from './detect-panes.ts';
import { PERHAPS, SURE_ENOUGH } from './detect-score.ts';
import { withAtomsKept } from './detect-selectors.ts';
import { within } from './detect-units.ts';
import { openByShape } from './shape-reader.ts';
import type { OpenContext, OpenPage, Site } from './site.ts';

/** What is remembered of a page between looks; nothing of what it says but names of the reader. */
interface Memory {
  shape: ChatShape | null;
  list: WeakRef<Element> | null;
  confidence: number;
  /** Messages looked at when the shape was inferred, or for which it was inferred anew. */
  messages: number;
  ownNames: Set<string>;
  typed: WeakRef<Element>[];
  /** All messages seen are of one side. */
  oneSided: boolean;
  /** How rows seen so far are built. */
  kinds: Set<string>;
  newKinds: number;
  lengths: WeakMap<Element, number>;
  /** The last look, for who asks twice in one breath. */
  look: { at: number; found: ChatLook | null };
}

const memories = new WeakMap<Document, Memory>();
/** Messages at which a shape that was inferred from fewer is inferred anew. */
const LOOK_AGAIN_AT = [3, 8, 20];
const SAME_LOOK_MS = 20;
/** A score that leaves no doubt. */
const PLAIN = 0.9;

export interface ChatLook {
  /** The page may be read without asking. */
  sure: boolean;
  /** 0 to 1. */
  confidence: number;
  list: Element;
  shape: ChatShape;
  units: Element[];
  /** Only messages of one side were found, or sides cannot be told. */
  oneSided: boolean;
}

/** What on this page looks most like a chat; null when nothing does at all. */
export function lookForChat(document: Document, context: OpenContext): ChatLook | null {
  return withAtomsKept(() => lookedFor(document, context));
}

function lookedFor(document: Document, context: OpenContext): ChatLook | null {
  const memory = memoryOf(document);
  const { panes, fields } = panesOf(document);
  const boxes = writingBoxes(fields);
  const near = (list: Element) => {
    const nearness = nearnessTo(list);
    return Math.max(0, ...boxes.map(({ element, says }) => nearness(element) * (says < 0 ? 0.5 : 1)));
  };
  const mine = memory.typed.map((ref) => ref.deref()).filter((unit) => unit !== undefined && isConnected(unit)) as Element[];
  const lang = (document.documentElement && attributeOf(document.documentElement, 'lang')) || undefined;
  const besideBox = boxes.slice(0, 6).flatMap(({ element }) => wordsBeside(element));
  let best: LookedAt | null = null;
  let bestPromise = 0;
  for (const pane of promising(panes, near)) {
    // Where one is surely a chat, others are looked at only if they promise nearly as much.
    if (best && best.score >= PLAIN && best.units.length >= 6 && pane.promise < bestPromise * 0.75) break;
    // Inside a message of a list that is sure, nothing better stands.
    if (best && best.confidence >= SURE_ENOUGH && best.units.length > 2 && best.units.some((unit) => within(unit, pane.list))) continue;
    const before = memory.lengths.get(pane.list);
    const hints: LookHints = { boxes, now: context.now(), mine, hints: { besideBox }, ...(lang === undefined ? {} : { lang }), ...(before === undefined ? {} : { before }) };
    const looked = safely(() => lookAt(document, pane, hints));
    if (!looked) continue;
    memory.lengths.set(pane.list, looked.units.length);
    if (best && !isBetter(looked, best)) continue;
    best = looked;
    bestPromise = pane.promise;
  }
  const found: ChatLook | null = best && best.confidence >= PERHAPS ? chosen(best) : null;
  memory.look = { at: performance.now(), found };
  return found;
}

/** A list that is made to break us must not hide the others. */
function safely<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

const chosen = (best: LookedAt): ChatLook => ({
  sure: best.confidence >= SURE_ENOUGH, confidence: best.confidence, list: best.list, shape: best.shape, units: best.units, oneSided: best.oneSided,
});

/** Of a list and one inside it the outer has more to read; what stands inside a message is no list. */
function isBetter(one: LookedAt, other: LookedAt): boolean {
  return worthOf(one, other) > worthOf(other, one);
}

function worthOf({ score, units, list }: LookedAt, other: LookedAt): number {
  const worth = score + Math.min(0.12, Math.log2(units.length + 1) * 0.02);
  if (units.some((unit) => within(unit, other.list))) return worth + (units.length >= 4 || units.length > other.units.length ? 0.4 : 0);
  const outer = list !== other.list && within(list, other.list) && other.units.every((unit) => within(list, unit));
  if (!outer) return worth;
  // More of the same makes the outer the list; something else beside them, a header, does not.
  const kinds = new Set(other.units.map(kindOf));
  const more = units.filter((unit) => !within(other.list, unit));
  return more.length === 0 ? worth : worth + (more.filter((unit) => kinds.has(kindOf(unit))).length >= more.length / 2 ? 0.15 : -0.25);
}

/** A general reader for chats that no adapter knows. It reads only when it is sure enough; see `SURE_ENOUGH`. */
export const detected: Site = {
  id: 'detected',
  name: '',
  version: '2026-11-22',
  trust: 'detected',
  open(document, context) {
    const memory = memoryOf(document);
    return again(document, context, memory) ?? anew(document, context, memory);
  },
  glimpse(document, context) {
    const { look } = memoryOf(document);
    return (performance.now() - look.at < SAME_LOOK_MS ? look.found : lookForChat(document, context))?.confidence ?? null;
  },
};

function memoryOf(document: Document): Memory {
  let memory = memories.get(document);
  if (!memory) memories.set(document, (memory = { shape: null, list: null, confidence: 0, messages: 0, ownNames: new Set(), typed: [], oneSided: false, kinds: new Set(), newKinds: 0, lengths: new WeakMap(), look: { at: Number.NEGATIVE_INFINITY, found: null } }));
  return memory;
}

/** How often what was inferred is looked at anew because a row is built as none was before. */
const MOST_NEW_KINDS = 6;

function isNewKind(row: Element, memory: Memory): boolean {
  const kind = kindOf(row);
  if (memory.kinds.has(kind) || memory.newKinds >= MOST_NEW_KINDS) return false;
  memory.newKinds++;
  memory.kinds.add(kind);
  return true;
}

/** The first row that a date stands in: where one is drawn inside a message's row, nothing told of it before. */
function isNewDay(row: Element, memory: Memory): boolean {
  if (memory.newKinds >= MOST_NEW_KINDS || !beginsWithDay({ leaves: leavesOf(row, 4) })) return false;
  memory.newKinds++;
  return true;
}

const kindOf = (row: Element) => `${tagOf(row)} ${stableNames(classOf(row)).join(' ')}`;

/** By the shape found before: a list that is torn down and built anew is read on at once. */
function again(document: Document, context: OpenContext, memory: Memory): OpenPage | null {
  if (!memory.shape) return null;
  const page = openWith(document, context, memory, memory.shape);
  const some = page?.rowsIn(document)[Symbol.iterator]().next();
  return some && !some.done ? page : null;
}

function anew(document: Document, context: OpenContext, memory: Memory): OpenPage | null {
  const look = lookForChat(document, context);
  if (!look?.sure) return null;
  memory.shape = look.shape;
  memory.confidence = look.confidence;
  const sameList = memory.list?.deref() === look.list;
  if (!sameList) [memory.kinds, memory.newKinds] = [new Set(), 0];
  memory.messages = Math.max(look.units.length, sameList ? memory.messages : 0);
  memory.list = new WeakRef(look.list);
  memory.oneSided = look.oneSided;
  for (const unit of look.units) memory.kinds.add(kindOf(unit));
  const page = openWith(document, context, memory, look.shape);
  let rows = 0;
  // Pictures without words are messages too, and were not looked at.
  for (const _ of page?.rowsIn(document) ?? []) if (++rows >= LOOK_AGAIN_AT.at(-1)!) break;
  memory.messages = Math.max(memory.messages, rows);
  return page;
}

function openWith(document: Document, context: OpenContext, memory: Memory, shape: ChatShape): OpenPage | null {
  let stale = false;
  let readAny = 0;
  const list = memory.list?.deref();
  const page = openByShape(document, shape, context, {
    confidence: memory.confidence,
    ownNames: memory.ownNames,
    ...(list && isConnected(list) ? { list } : {}),
    onTyped(unit, name) {
      if (name !== '' && !memory.ownNames.has(name)) memory.ownNames.add(name);
      else if (memory.typed.length < 8 && !memory.typed.some((ref) => ref.deref() === unit)) memory.typed.push(new WeakRef(unit));
      else return;
      forget();
    },
  });
  if (!page) return null;
  const forget = () => {
    stale = true;
    memory.shape = null;
  };
  const seen = new WeakSet<Element>();
  const unsure = shape.mine === null || shape.mine.by === 'place' || memory.oneSided || memory.messages < LOOK_AGAIN_AT.at(-1)!;
  return {
    ...page,
    read(row) {
      const reading = page.read(row);
      if (!reading || stale || seen.has(row)) return reading;
      seen.add(row);
      // What was inferred from two messages may be wrong for twenty, and from one side for the other.
      if (++readAny === LOOK_AGAIN_AT.find((count) => count > memory.messages) || (unsure && isNewKind(row, memory)) || (shape.day === null && isNewDay(row, memory))) {
        memory.messages = Math.max(memory.messages, readAny);
        forget();
      }
      return reading;
    },
    stands() {
      if (stale) return false;
      if (page.stands()) return true;
      if (list && isConnected(list)) memory.shape = null;
      return false;
    },
  };
}

export { SURE_ENOUGH };
