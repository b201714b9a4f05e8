import { LIMITS } from '../core/limits.ts';
import type { TextPiece } from '../core/spot.ts';
import { attributeOf, flatChildrenBackwards, isElement, isText, matches, tagOf } from './dom.ts';

const BLOCKS = new Set(['ADDRESS', 'ARTICLE', 'ASIDE', 'BLOCKQUOTE', 'DD', 'DETAILS', 'DIV', 'DL', 'DT', 'FIGURE', 'FOOTER', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HEADER', 'HR', 'LI', 'MAIN', 'OL', 'P', 'PRE', 'SECTION', 'SUMMARY', 'TABLE', 'TR', 'UL']);
const SILENT = new Set(['AUDIO', 'BUTTON', 'CANVAS', 'DATALIST', 'IFRAME', 'INPUT', 'METER', 'NOSCRIPT', 'OBJECT', 'PROGRESS', 'RP', 'RT', 'SCRIPT', 'SELECT', 'STYLE', 'SVG', 'TEMPLATE', 'TEXTAREA', 'VIDEO']);

/** A hostile page may hold a message of any length; beyond this nothing more of it is read. */
export const MOST_TEXT = LIMITS.text;

export interface ReadText {
  text: string;
  pieces: TextPiece[];
}

export interface ReadTextOptions {
  /** Elements that stand inside but are not the sender's words (times, menus, quotes). */
  skip?: string;
  /** The same, for what no selector can say. */
  skips?: (element: Element) => boolean;
  /** Drop white space at both ends: for pages whose markup is indented around the text. */
  trim?: boolean;
}

/**
 * The text of an element as a reader sees it written, with the way back to the page's text nodes; shadow roots are read as
 * they are shown. Line breaks and block edges become `\n`; pictures give their alt text (emoji are often pictures).
 */
export function readText(body: Element, { skip = '', skips, trim = false }: ReadTextOptions = {}): ReadText {
  let text = '';
  const pieces: TextPiece[] = [];
  /** Line ends and indents of the markup: white space between inline parts, nothing beside blocks. */
  let indent: Text | null = null;
  const take = (node: Text, value: string) => {
    pieces.push({ node, start: text.length, end: text.length + value.length, nodeStart: 0 });
    text += value;
  };
  const edge = () => {
    indent = null;
    if (text !== '' && !text.endsWith('\n') && text.length < MOST_TEXT) text += '\n';
  };
  // Iterative: a hostile page nests deeper than the stack.
  const stack: (Node | 'edge')[] = [body];
  while (stack.length > 0 && text.length < MOST_TEXT) {
    const node = stack.pop()!;
    if (node === 'edge') {
      edge();
    } else if (isText(node)) {
      const { data } = node;
      const value = wholeCharacters(data, MOST_TEXT - text.length);
      // After a cut nothing more: what follows would stand where something is missing.
      if (value.length < data.length) stack.length = 0;
      if (value === '') continue;
      if (value.includes('\n') && value.trim() === '') {
        if (text !== '' && !text.endsWith('\n')) indent = node;
        continue;
      }
      if (indent) take(indent, wholeCharacters(indent.data, MOST_TEXT - text.length - value.length));
      indent = null;
      take(node, value);
    } else if (isElement(node)) {
      const tag = tagOf(node);
      if (node !== body && (SILENT.has(tag) || (skip !== '' && matches(node, skip)) || skips?.(node))) continue;
      if (tag === 'BR') {
        indent = null;
        text += '\n';
      } else if (tag === 'IMG') text += wholeCharacters(attributeOf(node, 'alt') ?? '', Math.max(0, MOST_TEXT - 1 - text.length));
      else {
        const block = node !== body && BLOCKS.has(tag);
        if (block) {
          edge();
          stack.push('edge');
        }
        for (const child of flatChildrenBackwards(node)) stack.push(child);
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
