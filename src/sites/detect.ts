import type { Author } from '../core/message.ts';
import { SURE_ENOUGH } from './detect-list.ts';
import { findChatList, sideOf, TIME_OF_DAY } from './detect-page.ts';
import { readText } from './read-text.ts';
import { parseShownTime } from './shown-times.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

const AUTHOR = '[class*="author" i], [class*="sender" i], [class*="nick" i], [class*="username" i], [class*="name" i], [data-author], [data-sender]';
const TIME = 'time, [class*="time" i], [class*="stamp" i], [class*="date" i]';
const TEXT = '[class*="text" i], [class*="body" i], [class*="content" i], [class*="bubble" i], p, blockquote';
const NOT_WORDS = `button, [role="button"], [role="menu"], [class*="avatar" i], [class*="reaction" i], ${TIME}`;

/** A first general reader for chats that no adapter knows. It reads only when it is sure enough; see `SURE_ENOUGH`. */
export const detected: Site = {
  id: 'detected',
  version: '2026-11-22',
  trust: 'detected',
  open(document) {
    const found = findChatList(document);
    if (!found || found.confidence < SURE_ENOUGH) return null;
    const { list } = found;
    const page: OpenPage = {
      rowOf(node) {
        let element: Node | null = node;
        while (element && element.parentNode !== list) element = element.parentNode;
        return element?.nodeType === 1 ? (element as Element) : null;
      },
      rowsIn: (root) => (root.contains(list) ? [...list.children] : root.nodeType === 1 && root.parentNode === list ? [root as Element] : []),
      read: (row) => readRow(row, document),
      stands: () => list.isConnected,
    };
    return page;
  },
};

function readRow(row: Element, document: Document): RowReading | null {
  const body = bodyOf(row);
  if (!body) return null;
  const { text, pieces } = readText(body, { skip: body === row ? `${NOT_WORDS}, ${AUTHOR}` : NOT_WORDS, trim: true });
  if (text === '') return null;
  const time = row.querySelector(TIME);
  const stamp = time?.getAttribute('datetime') ?? time?.getAttribute('title') ?? '';
  const sentAt = parseShownTime(stamp);
  const sentAtShown = time?.textContent?.trim() || TIME_OF_DAY.exec(row.textContent ?? '')?.[0] || '';
  const nativeId = row.getAttribute('data-message-id') ?? row.getAttribute('data-id') ?? row.getAttribute('data-msgid') ?? undefined;
  return {
    // Many programs name the chat in the query or behind the #.
    conversation: { id: document.location.pathname + document.location.search + document.location.hash, title: document.title.slice(0, 300) },
    author: author(row, body),
    text,
    spot: { body, pieces },
    sentAtShown,
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(nativeId === undefined ? {} : { nativeId }),
    kind: 'text',
    attachments: [],
  };
}

/** The element that holds the words: the first of the usual names with words in it, else the row itself. */
function bodyOf(row: Element): HTMLElement | null {
  for (const element of row.querySelectorAll<HTMLElement>(TEXT)) {
    if (element.matches(`${AUTHOR}, ${TIME}`)) continue;
    if ((element.textContent ?? '').trim() !== '') return element;
  }
  return (row.textContent ?? '').trim() === '' ? null : (row as HTMLElement);
}

function author(row: Element, body: Element): Author {
  const named = [...row.querySelectorAll(AUTHOR)].find((element) => !body.contains(element) && !element.contains(body));
  const name = (row.getAttribute('data-author') ?? named?.textContent ?? '').trim().slice(0, 200);
  return { name, role: sideOf(row) === 'unknown' ? 'unknown' : (sideOf(row) as 'me' | 'them') };
}
