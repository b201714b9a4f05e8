import { DayLines } from '../day-lines.ts';
import { attributeOf, closest, documentOf, find, findAll, matches, textOf } from '../dom.ts';
import { readText } from '../read-text.ts';
import type { Program } from '../program.ts';
import type { RowReading } from '../site.ts';

/** What the page calls the reader in its labels, in the languages it is read in here. The page offers no other sign. */
const YOU = /^(?:you|you sent|你|您|你傳送了?|您傳送了?|你发送了?|您发送了?|你已傳送|你已发送|bạn|bạn đã gửi)$/i;
const CLOCK = String.raw`\d{1,2}[:.]\d{2}(?:[\s\u202f]?[ap]\.?m\.?)?`;
const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim();

const BODY = 'div[dir="auto"]';
const LIST = '[role="log"][aria-label], [role="grid"][aria-label]';

interface Label {
  time: string;
  sender: string;
}

/**
 * `At Tuesday 14:51, Name: words`: the only place with the sender and the time. Words, name and time may all hold colons and
 * commas: the time ends with the first clock, and the words are those of the bubble.
 */
function labelOf(row: Element): Label | null {
  const parts = new RegExp(String.raw`^(?:At\s+)?(.*?${CLOCK})[,，、\s]+(.+)$`, 'i').exec(squeezed(attributeOf(row, 'aria-label') ?? ''));
  if (!parts) return null;
  const [, time, rest] = parts as unknown as [string, string, string];
  const body = find(row, BODY);
  const words = body ? squeezed(readText(body, { trim: true }).text) : '';
  const head = words !== '' && rest.endsWith(words) ? rest.slice(0, -words.length) : rest.replace(/[:：]\s.*$/, '');
  return { time, sender: head.trim().replace(/[:：]$/, '') };
}

/** Until 2026 a heading for those who cannot see the page stood over the first of several. */
function heading(row: Element): string {
  const shown = [...findAll(row, 'h4, h5')].find((element) => closest(element, '[aria-hidden="true"]') === null);
  return shown ? textOf(shown) : '';
}

/** A label shows today's time alone. */
function stamp(row: Element): string {
  const time = labelOf(row)?.time ?? '';
  return new RegExp(`^${CLOCK}$`, 'i').test(time) ? `today ${time}` : '';
}

/** Chats may also lie over another page, so the list around the message goes first. */
function title(row: Element): string {
  const page = documentOf(row)!;
  const shown = closest(row, LIST) ?? find(page, LIST) ?? find(page, '[role="main"] h2');
  const words = shown ? (attributeOf(shown, 'aria-label') ?? textOf(shown)) : '';
  return words.trim().replace(/^(?:Messages in c|C)onversation (?:with|titled)\s+/i, '');
}

/** Without labels, only the lines between messages tell the time: of all that follow, up to the next. */
const BREAKS = new DayLines('[role="row"]', '[data-scope="date_break"]');

function mend(reading: RowReading): RowReading {
  const { author } = reading;
  return YOU.test(author.name.trim()) ? { ...reading, author: { name: author.name, role: 'me' } } : reading;
}

export const messenger: Program = {
  id: 'messenger',
  name: 'Messenger',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'ny-randriantsarafara/post-puller apps/messenger/DESIGN.md and the four saved threads beside its parser (9da3237, 2026-08; English page)',
    'public exporter and message tools (2026): data-message-id, aria-roledescription, labels that name the reader "You"',
    'public chat assistants (2023–2025): role=row, role=gridcell, heading h5 with the sender, data-scope=date_break',
  ],
  hosts: ['www.messenger.com', 'messenger.com', 'www.facebook.com', 'facebook.com', 'web.facebook.com'],
  marks: ['[role="log"] [data-message-id]', '[data-message-id][data-scope="messages_table"]', '[role="main"] [role="row"] [data-scope="messages_table"]', '[data-scope="messages_table"][role="gridcell"]'],
  rows: [
    // Mid 2026: one element with id, sender, time and words; far from the screen it is emptied.
    '[data-message-id][aria-label]',
    // Until early 2026.
    '[role="main"] [role="row"]',
  ],
  notMessages: ['[role="row"] [data-scope="date_break"]', '^[data-message-id] [data-message-id]', '^[dir="auto"] [role="row"]'],
  // The quoted message is in `span[dir="auto"] > div`, without a direction of its own.
  text: [BODY],
  skip: '[role="toolbar"], [role="button"][aria-label]',
  trim: true,
  author: { name: [(row) => labelOf(row)?.sender, heading], carried: true },
  time: [(row) => labelOf(row)?.time, (row) => (matches(row, '[role="row"]') ? BREAKS.above(row) : '')],
  stamp: [stamp],
  // `<account>@msgr.<message>` at one time, `<message>` alone at another; the account is the same for all.
  nativeId: [(row) => (attributeOf(row, 'data-message-id') ?? '').replace(/^\d+@msgr\./, '')],
  conversation: { id: [(row) => (closest(row, '[role="main"]') ? /\/t\/([^/]+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1] : '')], title: [title] },
  attachments: {
    image: '[href*="/messenger_media"] img',
    file: 'a[role="link"][aria-label^="Open attachment"]',
    quoted: '[role="button"] span[dir="auto"] > div:not([dir])',
  },
  mend,
};
