import type { Conversation } from '../core/message.ts';
import { attributeOf, find, firstChildOf, isConnected, isShadowRoot, isText, nextSiblingOf, rootOf, textOf, titleOf } from './dom.ts';

/** How often at most the title is looked at again, in ms. */
const LOOK_AGAIN_MS = 120;
const MOST_TITLE = 300;

/** Words that come and go where the title stands. */
const PRESENCE = /^(?:(?:is )?typing(?: a message)?|(?:正在|对方正在|對方正在)?(?:输入|輸入)(?:中|文字)?|(?:刚刚|剛剛)?(?:在线|在線|上线|上線|離線|离线)|online|offline|away|busy|last seen\b.*|active (?:now|\d.*)|connecting|connected|loading|加载中|載入中|连接中|連線中)[\s.…]*$/i;

/** A title without counters and the like, or '' when nothing lasting is left. */
export function lastingTitle(words: string): string {
  const plain = words.replace(/\s+/g, ' ').trim()
    .replace(/^[([（【]\d{1,4}\+?[)\]）】]\s*/, '')
    .replace(/\s*[([（【]\d{1,4}\+?[)\]）】]$/, '')
    .replace(/\s*[-–—·|:：,，]?\s*(?:(?:is )?typing|正在输入|正在輸入|對方正在輸入|对方正在输入)[\s.…]*$/i, '')
    .trim();
  return PRESENCE.test(plain) ? '' : plain.slice(0, MOST_TITLE);
}

/**
 * Which conversation an open list shows. Chosen when the list is opened and again when the address or the title changes:
 * a program may put another conversation into the same list, row by row.
 */
export class ShownConversation {
  readonly #document: Document;
  readonly #list: Element;
  readonly #selector: string | null;
  readonly #clock: () => number;
  #titleElement: Element | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #href = '';
  #address = '';
  #shown: Conversation = { id: '', title: '' };
  /** As found in the page's header; '' where only the tab has a title. */
  #named = '';

  constructor(document: Document, list: Element, selector: string | null, clock: () => number = () => performance.now()) {
    this.#document = document;
    this.#list = list;
    this.#selector = selector;
    this.#clock = clock;
  }

  get now(): Conversation {
    this.#look();
    return this.#shown;
  }

  /** The name in the header; '' where the page shows none. */
  get named(): string {
    this.#look();
    return this.#named;
  }

  #look(): void {
    const href = this.#document.location?.href ?? '';
    const clock = this.#clock();
    if (href === this.#href && clock - this.#lookedAt < LOOK_AGAIN_MS) return;
    this.#href = href;
    this.#lookedAt = clock;
    // Many programs name the chat in the query or behind the #.
    const { pathname = '', search = '', hash = '' } = this.#document.location ?? {};
    const address = pathname + search + hash;
    const named = this.#title() || (address === this.#address ? this.#named : '');
    if (address === this.#address && named === this.#named && this.#shown.title !== '') return;
    this.#address = address;
    this.#named = named;
    const title = named || lastingTitle(titleOf(this.#document));
    this.#shown = { id: named === '' ? address : `${address} ${named}`, title };
  }

  #title(): string {
    if (this.#selector === null) return '';
    if (!this.#titleElement || !isConnected(this.#titleElement)) this.#titleElement = findTitle(this.#document, this.#list, this.#selector);
    const element = this.#titleElement;
    return element ? lastingTitle(ownWordsOf(element) || textOf(element).slice(0, 1_000) || attributeOf(element, 'title') || '') : '';
  }
}

/** In the shadow trees around the list, the nearest first, then in the document. */
export function findTitle(document: Document, list: Element, selector: string): Element | null {
  for (let root = rootOf(list), up = 0; up < 10; up++) {
    const found = find<Element>(root, selector);
    if (found) return found;
    if (!isShadowRoot(root)) break;
    root = rootOf(root.host);
  }
  return find<Element>(document, selector);
}

/** Without what stands inside in elements of its own: "online", a counter. */
export function ownWordsOf(element: Element): string {
  let words = '';
  for (let child = firstChildOf(element); child && words.length < 1_000; child = nextSiblingOf(child)) if (isText(child)) words += child.data;
  return words.replace(/\s+/g, ' ').trim();
}
