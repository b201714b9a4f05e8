import type { Author, Conversation } from '../core/message.ts';
import { readText } from './read-text.ts';
import { rowsBySelector } from './rows-by-selector.ts';
import { parseShownTime } from './shown-times.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

// The Lounge 4.5.2, run 2026-11-22. Rows are Vue's, in the light DOM, never virtualised.
const ROW = '#chat .msg';
/** Talk; everything else (`join`, `topic`, `mode` …) is the program's own. */
const TALK = new Set(['message', 'action', 'notice']);

export const thelounge: Site = {
  id: 'thelounge',
  version: '2026-11-22',
  trust: 'run',
  open(document) {
    if (!document.querySelector('#viewport #chat-container, #viewport .network')) return null;
    const page: OpenPage = {
      ...rowsBySelector(ROW),
      read: (row) => readRow(row, document),
      stands: () => document.querySelector('#viewport') !== null,
    };
    return page;
  },
};

function readRow(row: Element, document: Document): RowReading | null {
  const type = row.getAttribute('data-type') ?? '';
  const body = row.querySelector<HTMLElement>('.content');
  if (!TALK.has(type) || !body) return null;
  const { text, pieces } = readText(body, { skip: '.preview, .toggle-button' });
  const time = row.querySelector('.time');
  const sentAtShown = time?.getAttribute('aria-label') ?? time?.textContent?.trim() ?? '';
  const sentAt = parseShownTime(sentAtShown);
  const rowId = row.id || undefined;
  return {
    conversation: conversation(document),
    author: author(row),
    text,
    spot: { body, pieces },
    sentAtShown,
    kind: 'text',
    attachments: [],
    // `msg-N` counts anew at each server start: good for telling doubled rows, no good as a lasting id.
    ...(rowId === undefined ? {} : { rowId }),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

function author(row: Element): Author {
  const name = row.getAttribute('data-from') ?? row.querySelector('.from .user')?.getAttribute('data-name') ?? '';
  return { name, role: row.classList.contains('self') ? 'me' : 'them' };
}

function conversation(document: Document): Conversation {
  const active = document.querySelector('.channel-list-item.active');
  const title = document.querySelector('#chat .chat-view .header .title')?.textContent?.trim() ?? active?.getAttribute('data-name') ?? '';
  const network = active?.closest('.network')?.querySelector('.channel-list-item[data-type="lobby"]')?.getAttribute('data-name') ?? '';
  return { id: `${network}/${title}`, title };
}
