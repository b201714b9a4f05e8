import type { MessageKind } from '../core/message.ts';
import { attributeOf, findAll, tagOf, textOf } from './dom.ts';

/** Selectors inside a row for what hangs on a message. What they find is no part of its words. */
export interface AttachmentSelectors {
  image?: string;
  voice?: string;
  file?: string;
  call?: string;
  /** Card of a link's title and picture. */
  link?: string;
  /** The message this one answers: another's words. */
  quoted?: string;
  /** The line that names where the words came from; the words themselves are the message. */
  forwarded?: string;
}

export interface Attachments {
  /** `image: photo.jpg` and the like. */
  words: string[];
  /** What the message is when it has no words. */
  kind: MessageKind;
  /** What to leave out of the text. */
  skip: string;
}

const KINDS = ['image', 'voice', 'file', 'call', 'link', 'quoted', 'forwarded'] as const;
const IS_MESSAGE: Partial<Record<(typeof KINDS)[number], MessageKind>> = { image: 'image', voice: 'voice', file: 'file', call: 'call' };
const MOST_WORDS = 500;
const MOST_OF_A_KIND = 20;

export function attachmentsOf(row: Element, selectors: AttachmentSelectors = {}): Attachments {
  const found: Attachments = { words: [], kind: 'text', skip: KINDS.map((kind) => selectors[kind]).filter(Boolean).join(', ') };
  for (const kind of KINDS) {
    const selector = selectors[kind];
    if (selector === undefined) continue;
    for (const element of [...findAll(row, selector)].slice(0, MOST_OF_A_KIND)) {
      found.words.push(`${kind}: ${wordsOf(element)}`.trim());
      if (found.kind === 'text') found.kind = IS_MESSAGE[kind] ?? 'text';
    }
  }
  return found;
}

function wordsOf(element: Element): string {
  const said = tagOf(element) === 'IMG' ? attributeOf(element, 'alt') : (attributeOf(element, 'aria-label') ?? attributeOf(element, 'title') ?? textOf(element));
  return (said ?? '').replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
}
