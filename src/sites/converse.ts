import type { Author, Conversation } from '../core/message.ts';
import { readText } from './read-text.ts';
import { rowsBySelector } from './rows-by-selector.ts';
import type { OpenPage, RowReading, Site } from './site.ts';

// Converse.js 14.0.0, run 2026-11-22. Lit elements in the light DOM; the list is windowed (about 100 rows kept).
const ROW = 'converse-chat-message';
const TEXT = '.chat-msg__text';

export const converse: Site = {
  id: 'converse',
  name: 'Converse.js',
  version: '2026-11-22',
  trust: 'run',
  open(document) {
    if (!document.querySelector('converse-root, converse-chats, #conversejs')) return null;
    const page: OpenPage = {
      ...rowsBySelector(ROW),
      read: readRow,
      stands: () => document.querySelector('converse-root, converse-chats, #conversejs') !== null,
    };
    return page;
  },
};

function readRow(row: Element): RowReading | null {
  const box = row.querySelector('.chat-msg');
  const body = box?.querySelector<HTMLElement>(TEXT);
  // Rows are filled in after they are attached; they come again when they are.
  if (!box || !body) return null;
  const { text, pieces } = readText(body, { skip: '.chat-msg__edit-modal, converse-message-actions' });
  const time = box.querySelector('time');
  const iso = box.getAttribute('data-isodate') ?? time?.getAttribute('timestamp') ?? '';
  const nativeId = box.getAttribute('data-msgid') ?? undefined;
  const chat = conversation(row, box);
  return {
    conversation: chat,
    author: author(box, chat),
    text,
    spot: { body, pieces },
    // Only the first of a group shows its time; the others carry it unseen, and `sentAt` has it.
    sentAtShown: time?.getAttribute('title') ?? '',
    ...(Number.isNaN(Date.parse(iso)) ? {} : { sentAt: new Date(iso).toISOString() }),
    kind: 'text',
    attachments: [],
    ...(nativeId === undefined ? {} : { nativeId }),
  };
}

function author(box: Element, chat: Conversation): Author {
  const from = box.getAttribute('data-from') ?? '';
  const role = box.querySelector('.chat-msg__content--me') ? 'me' : 'them';
  const shown = box.querySelector('.chat-msg__author')?.textContent?.trim().replace(/^\*+/, '');
  const bare = from.split('/')[0]!;
  const inRoom = box.classList.contains('groupchat');
  // Follow-ups show no name. In a room the address is room/nick; in a direct chat person/device, and the device may change.
  const name = shown || (inRoom ? from.slice(bare.length + 1) : role === 'them' ? chat.title : bare);
  const id = inRoom ? from : bare;
  return { ...(id === '' ? {} : { id }), name, role };
}

function conversation(row: Element, box: Element): Conversation {
  const chat = row.closest('converse-muc, converse-chat');
  const id = chat?.getAttribute('jid') ?? (box.getAttribute('data-from') ?? '').split('/')[0]!;
  const title = chat?.querySelector('.chatbox-title__text')?.textContent?.trim() || id;
  return { id, title };
}
