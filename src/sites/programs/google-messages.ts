import { attributeOf, closest, documentOf, find, findAll, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

const PART = 'mws-text-message-part, mws-image-message-part';
const QUOTE = '.embed-msg-part-container, mws-reply-message-part';

/** `Name said: words. Received on September 20, 2026 at 9:05 AM.`, on the part that is the message and not a quote. */
function label(row: Element): string {
  const part = [...findAll(row, PART)].find((each) => closest(each, QUOTE) === null);
  return (part && attributeOf(part, 'aria-label')) ?? '';
}

/** Only English labels are known; the sender stands first, so words that imitate one do not count. */
const sender = (row: Element): string => /^(.+?) (?:said|replied|sent|reacted)\b/.exec(label(row))?.[1] ?? '';
const isOwn = (row: Element): boolean => find(row, '[data-e2e-message-outgoing="true"]') !== null || attributeOf(row, 'is-outgoing') === 'true';

/** The last such words: what follows the sender's own. Chinese pages are believed to write the date as they do elsewhere. */
function sent(row: Element): string {
  const words = label(row);
  const english = [...words.matchAll(/\b(?:Sent|Received) (?:on )?([^.]*?\d{1,2}:\d{2}\s?[AP]M)/g)].pop()?.[1];
  return english ?? [...words.matchAll(/\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[^\d]{0,8}\d{1,2}:\d{2}/g)].pop()?.[0] ?? '';
}

/** The day may be left out, and a time alone fixes nothing. */
const stamp = (row: Element): string => (/\d{4}/.test(sent(row)) ? sent(row).replace(/\bat\b/, '') : '');

/** Strangers go by their number. */
function number(row: Element): string {
  const name = sender(row);
  return !isOwn(row) && /^\+?[\d\s().-]{7,}$/.test(name) ? name.replace(/[^\d+]/g, '') : '';
}

const TITLE = ['[data-e2e-header-title] h2', '[data-e2e-header-title]', 'mws-header .title'];

function nameByTitle(row: Element): string {
  const shown = isOwn(row) ? null : TITLE.map((selector) => find(documentOf(row)!, selector)).find((element) => element !== null);
  return shown ? textOf(shown) : '';
}

export const googleMessages: Program = {
  id: 'google-messages',
  name: 'Google Messages',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'Keepr-Compliance/Mad chrome-extension/extract.js and its tests of traced rows (0ebea08, 2026-09): data-e2e-message-outgoing, data-e2e-message-content, labels, quotes, data-e2e-header-title',
    'public parsing notes (2026-02): mws-text-message-part and its label, message ids, tmp_',
    'the page reader of the mautrix-amp bridge (2020): msg-id, is-outgoing, .text-msg, tombstones, mws-relative-timestamp',
  ],
  hosts: ['messages.google.com'],
  marks: ['mws-messages-list', 'mws-message-wrapper', '[data-e2e-conversation-container]'],
  rows: ['mws-message-wrapper'],
  notMessages: ['^mws-message-wrapper mws-message-wrapper'],
  // With the attribute since about 2026.
  text: [':not(.embed-msg-part-container) > mws-text-message-part [data-e2e-message-content]', '.text-msg-content', '.text-msg'],
  skip: `${QUOTE}, mw-message-reactions-display, mws-message-status, [data-e2e-link-preview]`,
  trim: true,
  author: { name: [(row) => (isOwn(row) ? '' : sender(row)), nameByTitle], id: [number] },
  mine: ['mws-message-wrapper > [data-e2e-message-outgoing="true"]', '^mws-message-wrapper[is-outgoing="true"]'],
  time: ['mws-absolute-timestamp', 'mws-message-status mws-relative-timestamp', sent],
  stamp: [stamp],
  // Other lines of the same kind say how one writes to each other now; they have no time.
  days: 'mws-tombstone-message-wrapper mws-relative-timestamp',
  // `tmp_` until the phone has sent it.
  nativeId: [(row) => (attributeOf(row, 'msg-id')?.startsWith('tmp_') ? '' : attributeOf(row, 'msg-id'))],
  conversation: { id: [(row) => /\/conversations\/([^/?#]+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1]], title: TITLE },
  attachments: {
    image: '[data-e2e-message-image], mws-image-message-part img.image-msg',
    link: '[data-e2e-link-preview]',
    quoted: '.embed-msg-part-container > span:last-child, .embed-msg-part-container [data-e2e-message-content], mws-reply-message-part > span:last-child',
  },
  // The label has day and time together; the line above the message then adds nothing.
  mend: (reading, row) => (sent(row) === '' ? reading : { ...reading, sentAtShown: sent(row) }),
};
