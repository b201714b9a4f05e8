import { documentOf, find, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** For those who cannot see the page: `Message from Name, words, Sunday, November 22 2026, 1:58 AM.`, own ones from "you". */
function spoken(row: Element): string {
  const shown = find(row, '.cdk-visually-hidden');
  return shown ? textOf(shown).replace(/\s+/g, ' ').trim() : '';
}

const chatId = (row: Element): string => new URLSearchParams(documentOf(row)?.location.search ?? '').get('itemId') ?? '';
/** Numbers are spelled out, digit by digit. */
const joined = (name: string): string => (/^(?:\+ ?)?\d(?: \d){6,}$/.test(name) ? name.replace(/ /g, '') : name);

function sender(row: Element): string {
  const name = joined(/^Message from (.+?), /.exec(spoken(row))?.[1] ?? '');
  return name === 'you' ? '' : name;
}

const isNumber = (name: string): boolean => /^\+?[\d\s().-]{7,}$/.test(name);
const isOwn = (row: Element): boolean => find(row, OWN) !== null;
const OWN = '.full-container.outgoing, .message-row.outgoing, [layout-align="start end"]';
const TITLE = ['gv-thread-details-header .header-title', 'gv-message-list-header [gv-test-id="conversation-title"]'];

/** `t.+1…` is a chat with one number; its name stands over the chat. */
function nameOfPerson(row: Element): string {
  if (isOwn(row) || !chatId(row).startsWith('t.')) return '';
  const shown = TITLE.map((selector) => find(documentOf(row)!, selector)).find((element) => element !== null);
  return shown ? textOf(shown) : '';
}

export const googleVoice: Program = {
  id: 'google-voice',
  name: 'Google Voice',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'calvinpark/Google-Voice-Reaction-Viewer CLAUDE.md, content.js (1fb773e, 2026-08-26): gv-message-item, full-container, cdk-visually-hidden, sender, timestamp',
    'public relay with a row saved from the page (2026-10): spoken line, digits one by one',
    'public selectors (2019–2022): gv-message-item, gv-text-message-item, layout-align, sms-sender-time-stamp',
  ],
  hosts: ['voice.google.com'],
  marks: ['gv-thread-details gv-message-list', 'gv-message-list-header', 'gv-message-item', 'gv-text-message-item'],
  rows: ['gv-thread-details gv-message-item', 'gv-text-message-item, gv-message-item'],
  notMessages: ['^gv-message-item gv-message-item'],
  text: ['gv-annotation.content', '[gv-test-id="bubble"] gv-annotation', 'gv-annotation'],
  trim: true,
  author: { name: [(row) => (isNumber(sender(row)) ? '' : sender(row)), nameOfPerson, '.sender', sender], id: [(row) => (isNumber(sender(row)) ? sender(row).replace(/[^\d+]/g, '') : '')] },
  mine: ['.full-container.outgoing', '.message-row.outgoing', '[layout-align="start end"]'],
  // Under the last of several only; the spoken line has it for all.
  time: ['.timestamp', '[gv-test-id="sms-sender-time-stamp"] > span'],
  stamp: [(row) => [...spoken(row).matchAll(/, ((?:\w+day, )?\w+ \d{1,2},? \d{4}, \d{1,2}:\d{2}[\s\u202f]?[AP]M)/g)].pop()?.[1]],
  conversation: { id: [chatId], title: TITLE },
  attachments: { image: 'gv-image-attachment' },
};
