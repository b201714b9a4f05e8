import type { Author } from '../core/message.ts';
import type { ChatShape } from './chat-shape.ts';
import { attributeOf, boxOf, classOf, closest, documentOf, find, flatContains, flatParentOf, isConnected } from './dom.ts';
import { carriedField, cleanName, fieldOf, nameOf } from './shape-author.ts';
import { isDayLine, shownMoment, timeWords } from './shape-clock.ts';
import { ownWordsOf, ShownConversation } from './shape-conversation.ts';
import { DaysAbove, wordsOf } from './shape-days.ts';
import { mediaOf } from './shape-media.ts';
import type { ReadText } from './read-text.ts';
import { Sides } from './shape-side.ts';
import { hangingWords, messageText, saysEdited, withoutNameSigns } from './shape-text.ts';
import { findInside, hasRoots, listsOf, Units, unitSelector } from './shape-within.ts';
import { EDITED_WORDS, RECALLED, saysSystem, SYSTEM_WORDS, TOKENS } from './shape-words.ts';
import type { OpenContext, OpenPage, RowReading } from './site.ts';

export interface ShapeOptions {
  /** Of detection, 0 to 1. */
  confidence?: number;
  /** The list, where it is known already. */
  list?: Element;
  /** Names known to be the reader's. */
  ownNames?: ReadonlySet<string>;
  /** A message of which no rule tells whose it is was typed by the reader. */
  onTyped?(unit: Element, name: string, text: string): void;
}

/** Units looked at when a page is opened. */
const SAMPLE = 24;
/** Of so many units read last, most without words: the page has changed. */
const LAST = 16;
const MOST_BARE = 13;
const LOOK_AGAIN_MS = 500;

/** Reads a page by a shape, inferred or taught. Null when the page has no such list, or its messages are not like that. */
export function openByShape(document: Document, shape: ChatShape, context: OpenContext, options: ShapeOptions = {}): OpenPage | null {
  const selector = unitSelector(shape);
  const given = options.list && isConnected(options.list) ? [options.list] : [];
  const open = [...given, ...listsOf(document, shape.list)].filter(isShown).map((list) => new Units(list, selector, isBackwards(list, selector)));
  const units = open.find((one) => one.edgeInside(one.list, true) !== null) ?? open[0];
  if (!units) return null;
  const reader = new ShapeReader(document, shape, context, units, options);
  if (!reader.fits()) return null;
  return {
    rowOf: (node) => reader.rowOf(node),
    rowsIn: (root) => reader.rowsIn(root),
    read: (unit) => reader.read(unit),
    stands: () => reader.stands(),
    ...(options.confidence === undefined ? {} : { confidence: options.confidence }),
  };
}

function isShown(list: Element): boolean {
  return typeof list.checkVisibility !== 'function' || Element.prototype.checkVisibility.call(list);
}

/** `column-reverse`, or all turned upside down: the newest stands first in the document. Empty rows at either end tell nothing. */
function isBackwards(list: Element, selector: string): boolean {
  const first = firstDrawn(new Units(list, selector, false));
  const last = firstDrawn(new Units(list, selector, true));
  if (!first || !last || first === last) return getComputedStyle(list).flexDirection === 'column-reverse';
  const [above, below] = [boxOf(first), boxOf(last)];
  return above.top >= below.bottom - 1 && above.top > below.top;
}

function firstDrawn(units: Units): Element | null {
  let looked = 0;
  for (const unit of units.inside(units.list)) {
    if (boxOf(unit).height > 0) return unit;
    if (looked++ >= SAMPLE) break;
  }
  return null;
}

class ShapeReader implements OpenPage {
  readonly #shape: ChatShape;
  readonly #context: OpenContext;
  readonly #units: Units;
  readonly #options: ShapeOptions;
  readonly #pierce: boolean;
  readonly #conversation: ShownConversation;
  readonly #days: DaysAbove | null;
  readonly #sides: Sides;
  readonly #lang: string | undefined;
  /** Most units are not the program's own lines, so that one that says it is may be passed over. */
  readonly #namesSystem: boolean;
  #bare: boolean[] = [];
  #broken = false;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(document: Document, shape: ChatShape, context: OpenContext, units: Units, options: ShapeOptions) {
    this.#shape = shape;
    this.#context = context;
    this.#units = units;
    this.#options = options;
    const sample = this.#sample();
    this.#pierce = hasRoots(sample.slice(0, 6));
    this.#conversation = new ShownConversation(document, units.list, shape.title);
    this.#days = shape.day === null ? null : new DaysAbove(units, shape.day, this.#pierce, (line) => isDayLine(wordsOf(line), this.#about()) && !this.#isSaid(line));
    this.#sides = new Sides(units, shape.mine, this.#pierce, (unit) => this.#bodyOf(unit), options.ownNames ?? new Set());
    this.#lang = (documentOf(units.list)?.documentElement && attributeOf(documentOf(units.list)!.documentElement, 'lang')) || undefined;
    this.#namesSystem = sample.filter((unit) => saysSystem(unit)).length < sample.length / 4;
  }

  /** Whether most messages there can be read. An empty list fits: the chat may have no message yet. */
  fits(): boolean {
    const sample = this.#sample();
    return sample.length === 0 || sample.filter((unit) => this.#bodyOf(unit) !== null).length >= sample.length * 0.4;
  }

  rowOf(node: Node): Element | null {
    return this.#units.of(node);
  }

  rowsIn(root: Node): Iterable<Element> {
    return this.#units.inside(root);
  }

  stands(): boolean {
    if (this.#broken || !isConnected(this.#units.list)) return false;
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_AGAIN_MS) return true;
    this.#lookedAt = now;
    // Another conversation's list may be shown while this one stays in the document.
    return isShown(this.#units.list);
  }

  read(unit: Element): RowReading | null {
    const body = this.#bodyOf(unit);
    const { text, pieces } = body ? this.#words(unit, body) : { text: '', pieces: [] };
    const recalled = isRecalled(text === '' ? wordsOf(unit, 200) : text);
    if (this.#namesSystem && !recalled && this.#isSystem(unit, pieces[0]?.node)) return null;
    const media = text === '' || find(unit, 'img, video, audio, a[download]') ? mediaOf(unit, body, this.#pierce) : { kind: 'text' as const, attachments: [] };
    this.#note(text === '' && media.attachments.length === 0 && wordsOf(unit, 10) !== '');
    if (text === '' && media.attachments.length === 0 && !recalled) return null;
    const author = this.#author(unit, text);
    if (author.name === '' && author.role !== 'me' && text.length < 120 && (body === unit || this.#shape.author?.scope === 'unit') && SYSTEM_WORDS.test(text)) return null;
    const spot = text === '' && recalled ? messageText(unit, { skip: '' }) : { text, pieces };
    const nativeId = this.#nativeId(unit);
    return {
      conversation: this.#conversation.now,
      author,
      text: spot.text,
      spot: { body: body ?? (unit as HTMLElement), pieces: spot.pieces },
      ...this.#moment(unit),
      ...(nativeId === undefined ? {} : { nativeId }),
      // A file is shown by its name.
      kind: recalled ? 'recall' : text === '' || media.attachments.includes(`${media.kind}: ${text}`) ? media.kind : 'text',
      attachments: [...media.attachments, ...hangingWords(unit, body, text, this.#pierce)],
      ...(saysEdited(unit, text, EDITED_WORDS) ? { edited: true } : {}),
    };
  }

  #sample(): Element[] {
    const found: Element[] = [];
    for (const unit of this.#units.inside(this.#units.list)) if (found.push(unit) >= SAMPLE) break;
    const newest = this.#units.edgeInside(this.#units.list, true);
    return newest && !found.includes(newest) ? [...found, newest] : found;
  }

  #bodyOf(unit: Element): HTMLElement | null {
    return findInside(unit, this.#shape.text, this.#pierce);
  }

  #words(unit: Element, body: Element): ReadText {
    const read = messageText(body, this.#shape);
    const { author } = this.#shape;
    const holder = author && author.attribute === null && author.selector !== '' ? findInside(unit, author.selector, this.#pierce) : null;
    return holder && holder !== body && flatContains(body, holder) ? withoutNameSigns(read) : read;
  }

  #author(unit: Element, text: string): Author {
    const { author } = this.#shape;
    const name = author === null ? '' : this.#name(unit);
    const { named } = this.#conversation;
    let role = this.#sides.role(unit, name, named);
    if (role === 'unknown' && text !== '' && this.#context.typed(text)) {
      role = 'me';
      this.#options.onTyped?.(unit, name, text);
    }
    // A talk of two without names: the title says who the other is.
    return { name: name === '' && role === 'them' && author === null ? named : name, role };
  }

  #name(unit: Element): string {
    const author = this.#shape.author!;
    const { bySign } = this.#sides;
    const own = bySign ? this.#sides.sign(unit) : null;
    const words = author.scope === 'unit' ? nameOf(unit, author, this.#pierce) : carriedField(this.#units, unit, author, this.#pierce, (other) => own === null || this.#sides.sign(other) === own, true);
    return cleanName(words);
  }

  #moment(unit: Element): Pick<RowReading, 'sentAtShown' | 'sentAt' | 'fleeting'> {
    const { time } = this.#shape;
    const holder = time === null ? null : findInside(unit, time.selector, this.#pierce);
    const own = time === null || holder === null ? '' : timeWords(fieldOf(unit, time, this.#pierce), time.attribute === null ? ownWordsOf(holder) : '', this.#about());
    const shown = own !== '' || time === null || time.scope === 'unit' ? own : carriedField(this.#units, unit, time, this.#pierce, () => true);
    return shownMoment(shown, this.#days?.above(unit) ?? '', this.#about(), holder && own !== '' ? stampsOf(holder, unit) : []);
  }

  /** "20 November" may be all that somebody says. */
  #isSaid(line: Element): boolean {
    const unit = this.#units.of(line);
    const body = unit && this.#bodyOf(unit);
    if (!body || !flatContains(body, line)) return false;
    return this.#shape.skip === '' || !closest(line, this.#shape.skip);
  }

  #about(): { now: Date; lang?: string } {
    return { now: this.#context.now(), ...(this.#lang === undefined ? {} : { lang: this.#lang }) };
  }

  #nativeId(unit: Element): string | undefined {
    const { idAttribute } = this.#shape;
    if (idAttribute === null) return undefined;
    return attributeOf(unit, idAttribute) || undefined;
  }

  #isSystem(unit: Element, words: Node | undefined): boolean {
    if (saysSystem(unit)) return true;
    const holder = words && flatParentOf(words);
    return holder ? holder !== unit && TOKENS.system.test(classOf(holder)) : false;
  }

  #note(bare: boolean): void {
    this.#bare.push(bare);
    if (this.#bare.length > LAST) this.#bare.shift();
    if (this.#bare.length === LAST && this.#bare.filter(Boolean).length >= MOST_BARE) this.#broken = true;
  }
}

const STAMPS = ['datetime', 'title', 'data-timestamp', 'data-time', 'data-ts', 'data-date', 'aria-label'] as const;

/** Whole dates that stand unseen on an element that shows a time, inside it or right around it. */
function stampsOf(holder: Element, unit: Element): string[] {
  const stamps: string[] = [];
  const inner = find<Element>(holder, 'time, [datetime], [title]');
  const outer = holder === unit ? null : flatParentOf(holder);
  for (const element of [holder, inner, outer === unit ? null : outer]) {
    if (!element) continue;
    for (const name of STAMPS) {
      const value = attributeOf(element, name);
      if (value !== null && value.length >= 8 && value.length <= 80) stamps.push(value);
    }
  }
  return stamps;
}

function isRecalled(words: string): boolean {
  return words.length > 0 && words.length <= 120 && RECALLED.test(words);
}
