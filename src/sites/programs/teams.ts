import { attributeOf, closest, documentOf, find, tagOf, textOf, titleOf } from '../dom.ts';
import type { Program } from '../program.ts';

// Teams v2 (2023 and later). Names and times stand beside the body, in `author-<id>` and `timestamp-<id>`; the id is the moment in ms.
const ITEM = '.fui-ChatMessage, .fui-ChatMyMessage, [data-tid="chat-pane-item"]';
/** From 2024 a chat, a channel's posts, an open thread. */
const ROWS = ['chat-pane-message', 'channel-pane-message', 'channel-replies-pane-message'].map((name) => `[data-tid="${name}"]`).join(', ');

export const teams: Program = {
  id: 'teams',
  name: 'Microsoft Teams',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'gediz/teams-web-chat-exporter src/entrypoints/content.ts, src/content (2026-07-12)',
    'steveseguin/social_stream sources/teams.js (2023-2026)',
    'npm @fluentui-contrib/react-chat 0.2.2: names of its classes',
  ],
  hosts: ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'],
  marks: ['[data-tid="message-pane-list-viewport"]', '[data-tid="channel-pane-runway"]', '[data-tid="app-layout-area--main"]', '#chat-pane-list'],
  rows: [ROWS],
  notMessages: ['[data-tid="control-message-renderer"]'],
  text: ['[id^="content-"]', '[data-tid="message-body"]', '[data-tid="message-content"]'],
  skip: '[data-tid="quoted-reply-card"], [data-tid="adaptive-card"], [data-tid="diverse-reaction-pill-button"], [id^="edited-"]',
  author: {
    name: ['[data-tid="message-author-name"]', (row) => textIn(beside(row, 'author')), (row) => textIn(inItem(row, '[data-tid="message-author-name"], .fui-ChatMessage__author'))],
    id: [(row) => userOf(inItem(row, '[data-tid="message-avatar"] img'))],
    carried: true,
  },
  mine: ['^.fui-ChatMyMessage', '^.fui-ChatMyMessage__body'],
  // Of older days the time says the date itself. Separators are no help: "Last read" looks like a day.
  time: ['time', (row) => textIn(beside(row, 'timestamp')), (row) => textIn(inItem(row, 'time'))],
  stamp: ['time@datetime', (row) => attributeIn(inItem(row, 'time'), 'datetime'), (row) => idOf(row)],
  nativeId: [(row) => idOf(row)],
  conversation: { title: ['[id^="chat-header-"] h2', '[id^="chat-topic-person-"]', '[data-tid="channelTitle-text"]', '[data-tid="channel-header"] h2', chatIn] },
  attachments: {
    image: '[data-tid="rich-file-preview-image"]',
    file: '[data-tid="file-attachment-grid"] [data-testid="file-attachment"], [data-tid^="file-chiclet-"]',
    quoted: '[data-tid="quoted-reply-card"] [data-tid="quoted-reply-preview-content"]',
  },
  edited: ['[id^="edited-"]'],
};

const textIn = (element: Element | null): string => (element ? textOf(element) : '');
const attributeIn = (element: Element | null, name: string): string => (element && attributeOf(element, name)) ?? '';

function idOf(row: Element): string {
  const id = attributeOf(row, 'data-mid') ?? attributeIn(find(row, '[data-mid]'), 'data-mid');
  return /^\d{13}$/.test(id) ? id : '';
}

/** Found by its id in the document, wherever it stands. */
function beside(row: Element, what: 'author' | 'timestamp'): Element | null {
  const id = idOf(row);
  const document = documentOf(row);
  return id === '' || !document ? null : find(document, `[id="${what}-${id}"]`);
}

function inItem(row: Element, selector: string): Element | null {
  const item = closest(row, ITEM);
  return item && find(item, selector);
}

/** `…/users/8:orgid:0f0e…/profilepicturev2` */
function userOf(image: Element | null): string {
  return /\b8:(?:orgid|live|teamsvisitor):[\w.-]+/.exec(decodeURIComponent(attributeIn(image, 'src').replace(/%(?![0-9a-f]{2})/gi, '')))?.[0] ?? '';
}

/** `(4) Chat | Zhou | Microsoft Teams`. Asked of the row, nothing: the header is asked after it. */
function chatIn(body: Element): string {
  const document = tagOf(body) === 'BODY' ? documentOf(body) : null;
  const parts = document ? titleOf(document).replace(/^\(\d+\)\s*/, '').split('|').map((part) => part.trim()) : [];
  return parts.at(-1) === 'Microsoft Teams' ? (parts.at(-2) ?? '') : '';
}
