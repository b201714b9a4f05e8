import { attributeOf, documentOf, find, findAll, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** A message is `message-<id>`; its parts and the buttons over it are named after it. */
const MESSAGE = '[data-testid^="message-"]:not([data-testid^="message-text-"]):not([data-testid*="-button-"])';
const CLOCK = /^(?:[上下]午\s*)?\d{1,2}:\d{2}(?:[\s\u202f]?[AP]M)?$/i;

const path = (row: Element): string => documentOf(row)?.location.pathname ?? '';
const isOwn = (row: Element): boolean => matches(row, '.justify-end');

/** In groups a picture leads to its owner's page. */
function handle(row: Element): string {
  if (isOwn(row)) return '';
  for (const link of findAll(row, '[style*="grid-area: avatar"] a[href]')) {
    const name = /^(?:https:\/\/(?:x|twitter)\.com)?\/(\w+)\/?$/.exec(attributeOf(link, 'href') ?? '')?.[1];
    if (name) return name;
  }
  return '';
}

/** `/i/chat/12-34` is between two people, `/i/chat/g56` a group. */
function nameOfPerson(row: Element): string {
  if (isOwn(row) || !/\/\d+-\d+\/?$/.test(path(row))) return '';
  const header = find(documentOf(row)!, TITLE[0]!) ?? find(documentOf(row)!, TITLE[1]!);
  return header ? textOf(header) : '';
}

/** Stands twice behind the words, once to keep its place free. */
function clock(row: Element): string {
  const parts = [...findAll(row, '[data-testid^="message-text-"] *')].map((part) => textOf(part).trim());
  return parts.filter((words) => CLOCK.test(words)).pop() ?? '';
}

const TITLE = ['[data-testid="dm-conversation-header"] h2', '[data-testid="dm-conversation-header"]'];

export const xMessages: Program = {
  id: 'x-messages',
  name: 'X',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'comicchang/twitter-dm-to-obsidian CLAUDE.md, twitter-dm-to-obsidian.user.js (68d8466, 2026-03): dm-conversation-panel, dm-message-list, message-<id>, ul > li, grid areas',
    'public readers of X Chat (2026): message-text-<id>, justify-end and justify-start, days in list items of their own, pictures of groups',
  ],
  hosts: ['x.com', 'twitter.com'],
  marks: ['[data-testid="dm-message-list"]', '[data-testid="dm-message-scroller"]', '[data-testid="dm-conversation-panel"]'],
  // The encrypted chat of November 2025. Nothing is known of whose a message was on the page before.
  rows: [`[data-testid="dm-message-list"] ${MESSAGE}`, `[data-testid="dm-message-scroller"] ${MESSAGE}`],
  notMessages: ['^[data-testid^="message-"] [data-testid^="message-"]'],
  text: ['[data-testid^="message-text-"] span[dir="auto"]'],
  trim: true,
  author: { name: [handle, nameOfPerson], id: [handle] },
  mine: [`^${MESSAGE}.justify-end`],
  time: [clock],
  days: '[data-testid="dm-message-list"] li:not(:has([data-testid^="message-"]))',
  nativeId: [(row) => (attributeOf(row, 'data-testid') ?? '').slice('message-'.length)],
  conversation: { id: [(row) => /^\/(?:i\/chat|messages)\/([^/]+)/.exec(path(row))?.[1]], title: TITLE },
  attachments: {
    image: 'img[src*="pbs.twimg.com/media"], img[src*="//ton."]',
    file: 'video',
    link: 'a[href*="/status/"]',
  },
};
