import { attributeOf, closest, find, findAll, textOf } from '../dom.ts';
import type { Program } from '../program.ts';
import type { RowReading } from '../site.ts';

/** Written for copying: `[12:30, 22/11/2026] Name: `, in the order and the clock of the page's language. */
const PLAIN = /^\s*\[([^\]]+)\]\s*([\s\S]*?):\s*$/;
/** Names of the ticks and the little clock: only the reader's own messages have them. */
const TICK = /^(?:wds-)?(?:ic-)?(?:msg-|status-)?(?:read|delivered|sent|check|dblcheck|time|clock|pending)$/;
const PHONE = /^\+?[\d\s().-]{7,}$/;

function plain(row: Element): RegExpExecArray | null {
  const holder = find(row, '[data-pre-plain-text]');
  return holder && PLAIN.exec(attributeOf(holder, 'data-pre-plain-text') ?? '');
}

/** `12:33 a. m., 26/8/2026` and its like, or the other way about. */
const clock = (row: Element): string | undefined => plain(row)?.[1]!.split(/,\s*/).find((part) => /\d:\d\d/.test(part));

/** Until 2026 the row's id was `false_<chat>_<message>`, in groups followed by the sender; then the message alone. */
function addresses(row: Element): string[] {
  const holder = closest(row, '[data-id]');
  const [, ...parts] = /^(?:true|false)_/.test((holder && attributeOf(holder, 'data-id')) ?? '') ? attributeOf(holder!, 'data-id')!.split('_') : [];
  return parts.filter((part) => part.includes('@'));
}

function senderId(row: Element): string {
  const [chat = '', sender] = addresses(row);
  if (sender ?? chat) return sender ?? (chat.endsWith('@g.us') ? '' : chat);
  // People whom the reader has not saved go by their number.
  const name = plain(row)?.[2] ?? '';
  return PHONE.test(name) ? `+${name.replace(/\D/g, '')}` : '';
}

/** Above the first of several; inside a quote the name is another's. */
function shownName(row: Element): string {
  const shown = [...findAll(row, '[data-testid="author"]')].find((author) => closest(author, '[data-testid="quoted-message"]') === null);
  return shown ? textOf(shown) : '';
}

/** What the page adds to a message, not what stands in its words. */
const beside = (row: Element, selector: string): Element[] => [...findAll(row, selector)].filter((element) => closest(element, '[data-pre-plain-text]') === null);

/** Builds without attributes for tests: the last line that is but a time. */
function lastClock(row: Element): string {
  const lines = beside(row, '[dir="auto"]').map((line) => textOf(line).trim());
  return lines.filter((words) => /^\D{0,4}\d{1,2}[:.]\d{2}\D{0,8}$/.test(words)).pop() ?? '';
}

/** Since 2026 nothing on a message says whose it is but its tail, which only the first of several has, and its ticks. */
function isOwn(row: Element): boolean {
  const [tail] = beside(row, '[data-testid^="tail-"], [data-icon^="tail-"]');
  if (tail) return (attributeOf(tail, 'data-testid') ?? attributeOf(tail, 'data-icon')) === 'tail-out';
  return beside(row, '[data-testid="msg-meta"] [data-icon], [data-testid="msg-meta"] title, [data-icon^="msg-"]').some((icon) => TICK.test((attributeOf(icon, 'data-icon') ?? textOf(icon)).trim()));
}

function mend(reading: RowReading, row: Element): RowReading {
  const { author } = reading;
  // In a chat between two, ids name the other side.
  return author.role === 'me' || isOwn(row) ? { ...reading, author: { name: author.name, role: 'me' } } : reading;
}

export const whatsapp: Program = {
  id: 'whatsapp',
  name: 'WhatsApp Web',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'shiftgeist/userscripts web.whatsapp.com/export/script.user.js (2026-10-01): conv-msg-, msg-container, author, msg-meta, msg-notification-container',
    'the message wrapper of the page\'s own script as archived in public (2026): conv-msg- and data-id, tails, data-virtualized',
    'public tests of extensions holding a row saved from the page (2026-08-26): ticks named in svg titles, the time repeated aria-hidden',
    'sanand0/cyborg-scraping whatsappmessages (2024-03-30): role=row, data-id, message-out, data-icon recalled',
  ],
  hosts: ['web.whatsapp.com'],
  marks: ['#main [data-testid="conversation-panel-messages"]', '#main [data-pre-plain-text]', '#pane-side'],
  rows: [
    // 2026: each row carries its id twice; `message-in` and `message-out` are gone.
    '#main [data-testid^="conv-msg-"]',
    // Until early 2026.
    '#main .message-in, #main .message-out',
    // Builds without attributes for tests.
    '#main [role="row"] [data-id]',
  ],
  notMessages: ['[data-testid="msg-notification-container"]', '[data-testid="system_message"]', '^[data-id] [data-id]', '^.message-in .message-in', '^.message-in .message-out'],
  text: ['[data-pre-plain-text]', '[data-testid="media-caption"]', 'span.selectable-text.copyable-text'],
  // The time stands once more, unseen, behind the words, to keep its place free.
  skip: '[aria-hidden="true"], [data-testid="author"], [data-testid="quoted-message"], [role="button"][aria-label], .read-more-button',
  trim: true,
  author: { name: [(row) => plain(row)?.[2], shownName], id: [senderId] },
  mine: ['^.message-out', '^[data-id^="true_"]'],
  time: [clock, '[data-testid="msg-meta"] [dir="auto"]', lastClock],
  stamp: [(row) => plain(row)?.[1]],
  nativeId: ['^[data-id]@data-id'],
  conversation: {
    id: [(row) => addresses(row)[0]],
    title: ['#main header [data-testid="conversation-info-header-chat-title"]', '#main header span[dir="auto"]', '#main header span[title]'],
  },
  attachments: {
    image: '[data-testid="image-thumb"], .message-in img[src^="blob:"], .message-out img[src^="blob:"]',
    voice: '[role="slider"][aria-valuetext]',
    file: '[data-testid="document-thumb"], [data-testid="video-content"]',
    call: '[data-testid="call-log-system-message"]',
    link: '[data-testid="link-preview-container"]',
    quoted: '.quoted-mention, [data-testid="quoted-message"] span[data-testid="selectable-text"]:not(.quoted-mention)',
    forwarded: '[data-testid="forwarded-header"]',
  },
  recalled: ['[data-icon="recalled"]', '[data-testid="recalled"]', '[data-icon="recalled-in"]', '[data-icon="recalled-out"]'],
  mend,
};
