import type { ChatShape } from './chat-shape.ts';
import { attributeOf, boxOf, classOf, closest, flatContains, tagOf, textOf } from './dom.ts';
import { readText, type ReadText } from './read-text.ts';
import { isTimeLine } from './shape-clock.ts';
import { wordsOf } from './shape-days.ts';
import { findAllInside } from './shape-within.ts';
import { isEmoji, STATUS_WORDS, TOKENS } from './shape-words.ts';

/** Never the sender's words, whatever the program. */
const NEVER = '[role="button"], [role="menu"], [role="toolbar"], [role="tooltip"], [hidden], .sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .screen-reader-only, .cdk-visually-hidden';
const QUOTES = 'blockquote, [class*="quot" i], [class*="repl" i]';
const CARDS = '[class*="preview" i], [class*="unfurl" i], [class*="embed" i], [class*="card" i], [class*="opengraph" i]';
const MOST_QUOTES = 5;

/** The sender's words in a body. What looks like a quote, a card or a time is left out, unless nothing else is there. */
export function messageText(body: Element, { skip }: Pick<ChatShape, 'skip'>): ReadText {
  const never = skip === '' ? NEVER : `${NEVER}, ${skip}`;
  const read = readText(body, { skip: never, skips: isNotWords, trim: true });
  if (read.text !== '') return read;
  const more = readText(body, { skip: never, skips: (element) => tagOf(element) === 'IMG' && !isWordPicture(element), trim: true });
  return more.text === '' && skip !== '' ? readText(body, { skip: `${NEVER}, img`, trim: true }) : more;
}

const LEFT_OVER = /^\s*(?:<\s*>|\[\s*\]|\(\s*\)|【\s*】|«\s*»|[:：]|[-–—>](?=\s))\s*/;

/** A name that stood in the words leaves its brackets or its colon behind. */
export function withoutNameSigns({ text, pieces }: ReadText): ReadText {
  const cut = LEFT_OVER.exec(text)?.[0].length ?? 0;
  if (cut === 0 || cut === text.length) return { text, pieces };
  return {
    text: text.slice(cut),
    pieces: pieces.filter(({ end }) => end > cut).map(({ node, start, end, nodeStart }) => ({ node, start: Math.max(0, start - cut), end: end - cut, nodeStart: nodeStart + Math.max(0, cut - start) })),
  };
}

function isNotWords(element: Element): boolean {
  if (tagOf(element) === 'IMG') return !isWordPicture(element);
  if (tagOf(element) === 'BLOCKQUOTE') return true;
  const names = classOf(element);
  if (names === '') return false;
  if (TOKENS.hidden.test(names) || TOKENS.quote.test(names) || TOKENS.reaction.test(names)) return true;
  if (TOKENS.preview.test(names)) return true;
  const status = TOKENS.status.test(names);
  if (!status && !TOKENS.time.test(names)) return false;
  const words = wordsOf(element, 80);
  return words !== '' && (isTimeLine(words) || (status && STATUS_WORDS.test(words)));
}

/** A drawn character or a small sticker stands for its word; a photo hangs on the message. */
function isWordPicture(image: Element): boolean {
  const alt = attributeOf(image, 'alt') ?? '';
  if (isEmoji(alt) || /^[:[(].{1,30}[:\])]$/.test(alt) || /emoji|emote|smil|sticker|twemoji|joypixel/i.test(classOf(image))) return true;
  const { width, height } = boxOf(image);
  return width > 0 && width <= 32 && height <= 32;
}

/** `quoted: …` and `link: …`: what hangs on the message and is not its words. */
export function hangingWords(unit: Element, body: Element | null, text: string, pierce: boolean): string[] {
  const found: string[] = [];
  for (const [selector, tokens, kind] of [[QUOTES, TOKENS.quote, 'quoted'], [CARDS, TOKENS.preview, 'link']] as const) {
    let last: Element | null = null;
    for (const element of findAllInside(unit, selector, pierce)) {
      if (found.length >= MOST_QUOTES) break;
      if (tagOf(element) !== 'BLOCKQUOTE' && !tokens.test(classOf(element))) continue;
      if ((last && flatContains(last, element)) || (body && flatContains(element, body)) || closest(element, 'button, [role="button"]')) continue;
      const words = wordsOf(element, 300);
      last = element;
      if (words !== '' && words !== text) found.push(`${kind}: ${words}`);
    }
  }
  return found;
}

/** Whether the unit says that its message was changed. */
export function saysEdited(unit: Element, text: string, said: RegExp): boolean {
  const whole = textOf(unit);
  return whole.length > text.length && whole.length < 4_000 && said.test(whole.replace(text, ' '));
}
