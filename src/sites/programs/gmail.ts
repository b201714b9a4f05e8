import { attributeOf, documentOf, find, titleOf } from '../dom.ts';
import type { Program } from '../program.ts';
import { readText } from '../read-text.ts';

/** Addresses hold no spaces; the account's own is the last in the title: `Subject - mei@example.org - Gmail`. */
const LAST_ADDRESS = /([^\s<>()]+@[^\s<>()]+)(?=[^@]*$)/;
const BODY = '.ii.gt .a3s';

export const gmail: Program = {
  id: 'gmail',
  name: 'Gmail',
  version: '2026-11-22',
  trust: 'sourced',
  source: ['KartikTalwar/gmail.js src/gmail.js (2026-03-25)', 'InboxSDK/InboxSDK src/platform-implementation-js/dom-driver/gmail/views/gmail-message-view.ts, gmail-attachment-card-view.ts (2026-07-23)'],
  hosts: ['mail.google.com'],
  marks: ['h2.hP', '.adn[data-message-id]', '[gh="tm"]'],
  // One opened mail each; folded ones have no body yet.
  rows: ['.adn[data-message-id]', '.adn[data-legacy-message-id]'],
  notMessages: ['^.a3s .adn'],
  text: [BODY, '.a3s'],
  skip: '.gmail_quote, .gmail_attr, blockquote[type="cite"], .gmail_signature',
  author: { name: ['.gD@name', '.gD'], id: ['.gD@email'] },
  // The title has the whole date; the words beside it change ("3 hours ago").
  time: ['.gK .g3@title', '.g3@title', '.g3'],
  nativeId: ['@data-legacy-message-id', '@data-message-id'],
  conversation: { id: ['h2.hP@data-legacy-thread-id', 'h2.hP@data-thread-perm-id'], title: ['h2.hP'] },
  attachments: { file: '.aQH .aV3', quoted: '.ii :not(.gmail_quote) > .gmail_quote' },
  mend(reading, row) {
    const own = ownAddress(documentOf(row));
    const mine = own !== '' && reading.author.id?.toLowerCase() === own;
    // A mail that is nothing but a quote says what is quoted.
    const body = reading.text === '' ? find(row, BODY) : null;
    const { text, pieces } = body ? readText(body, { trim: true }) : { text: '', pieces: [] };
    return {
      ...reading,
      ...(mine ? { author: { ...reading.author, role: 'me' as const } } : {}),
      ...(body && text !== '' ? { text, spot: { body, pieces }, kind: 'text' as const, attachments: reading.attachments.filter((words) => !words.startsWith('quoted:')) } : {}),
    };
  },
};

function ownAddress(document: Document | null): string {
  if (!document) return '';
  const button = find(document, 'a[href*="accounts.google.com/SignOutOptions"]');
  const shown = LAST_ADDRESS.exec((button && attributeOf(button, 'aria-label')) ?? '') ?? LAST_ADDRESS.exec(titleOf(document));
  return shown?.[1]!.toLowerCase() ?? '';
}
