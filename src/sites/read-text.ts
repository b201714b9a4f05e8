import { LIMITS } from '../core/limits.ts';
import type { TextPiece } from '../core/spot.ts';

const BLOCKS = new Set(['ADDRESS', 'ARTICLE', 'BLOCKQUOTE', 'DD', 'DIV', 'DL', 'DT', 'FIGURE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LI', 'OL', 'P', 'PRE', 'SECTION', 'TABLE', 'TR', 'UL']);
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'BUTTON', 'TEXTAREA', 'SELECT', 'SVG']);

/** A hostile page may hold a message of any length; beyond this nothing more of it is read. */
export const MOST_TEXT = LIMITS.text;

export interface ReadText {
  text: string;
  pieces: TextPiece[];
}

/**
 * The text of an element as a reader sees it written, with the way back to the page's text nodes.
 * Line breaks and block edges become `\n`; pictures give their alt text (emoji are often pictures).
 * @param skip elements that stand inside but are not the sender's words (times, menus, quotes)
 * @param trim drop white space at both ends: for pages whose markup is indented around the text
 */
export function readText(body: Element, { skip = '', trim = false }: { skip?: string; trim?: boolean } = {}): ReadText {
  let text = '';
  const pieces: TextPiece[] = [];
  const edge = () => {
    if (text !== '' && !text.endsWith('\n') && text.length < MOST_TEXT) text += '\n';
  };
  // Iterative: a hostile page nests deeper than the stack.
  const stack: (Node | 'edge')[] = [body];
  while (stack.length > 0 && text.length < MOST_TEXT) {
    const node = stack.pop()!;
    if (node === 'edge') {
      edge();
    } else if (node.nodeType === 3) {
      const { data } = node as Text;
      const value = wholeCharacters(data, MOST_TEXT - text.length);
      // After a cut nothing more: what follows would stand where something is missing.
      if (value.length < data.length) stack.length = 0;
      if (value === '') continue;
      pieces.push({ node: node as Text, start: text.length, end: text.length + value.length, nodeStart: 0 });
      text += value;
    } else if (node.nodeType === 1) {
      const element = node as Element;
      const tag = element.tagName.toUpperCase();
      if (element !== body && (SILENT.has(tag) || (skip !== '' && element.matches(skip)))) continue;
      if (tag === 'BR') text += '\n';
      else if (tag === 'IMG') text += wholeCharacters(element.getAttribute('alt') ?? '', Math.max(0, MOST_TEXT - 1 - text.length));
      else {
        const block = element !== body && BLOCKS.has(tag);
        if (block) {
          edge();
          stack.push('edge');
        }
        for (let child = element.lastChild; child; child = child.previousSibling) stack.push(child);
      }
    }
  }
  return trim ? trimmed(text, pieces) : { text: text.endsWith('\n') ? text.slice(0, -1) : text, pieces };
}

/** The beginning of a text, never half a surrogate pair. */
function wholeCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return text.slice(0, end);
}

function trimmed(text: string, pieces: TextPiece[]): ReadText {
  const start = text.length - text.trimStart().length;
  const kept = text.trim();
  const inside: TextPiece[] = [];
  for (const piece of pieces) {
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.end, start + kept.length);
    if (from < to) {
      inside.push({ node: piece.node, start: from - start, end: to - start, nodeStart: piece.nodeStart + from - piece.start });
    }
  }
  return { text: kept, pieces: inside };
}
