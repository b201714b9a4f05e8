import type { Author, Conversation } from '../core/message.ts';
import { briefly } from './briefly.ts';
import { attributeOf, closest, find, matches, textOf } from './dom.ts';
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
  name: 'The Lounge',
  version: '2026-11-22',
  trust: 'run',
  open(document) {
    if (!find(document, '#viewport #chat-container, #viewport .network')) return null;
    const chat = briefly(() => conversation(document));
    const page: OpenPage = {
      ...rowsBySelector(ROW),
      read: (row) => readRow(row, chat),
      stands: () => find(document, '#viewport') !== null,
    };
    return page;
  },
};

function readRow(row: Element, chat: () => Conversation): RowReading | null {
  const type = attributeOf(row, 'data-type') ?? '';
  const body = find(row, '.content');
  if (!TALK.has(type) || !body) return null;
  const { text, pieces } = readText(body, { skip: '.preview, .toggle-button' });
  const time = find(row, '.time');
  const sentAtShown = (time && (attributeOf(time, 'aria-label') ?? textOf(time).trim())) ?? '';
  const sentAt = parseShownTime(sentAtShown);
  const rowId = attributeOf(row, 'id') || undefined;
  return {
    conversation: chat(),
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
  const user = find(row, '.from .user');
  const name = attributeOf(row, 'data-from') ?? (user && attributeOf(user, 'data-name')) ?? '';
  return { name, role: matches(row, '.self') ? 'me' : 'them' };
}

function conversation(document: Document): Conversation {
  const active = find(document, '.channel-list-item.active');
  const header = find(document, '#chat .chat-view .header .title');
  const title = (header && textOf(header).trim()) ?? (active && attributeOf(active, 'data-name')) ?? '';
  const network = active && closest(active, '.network');
  const lobby = network && find(network, '.channel-list-item[data-type="lobby"]');
  return { id: `${(lobby && attributeOf(lobby, 'data-name')) ?? ''}/${title}`, title };
}
