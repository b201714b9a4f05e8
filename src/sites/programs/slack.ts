import { attributeOf, documentOf, find, tagOf, titleOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** Channel, thread, search and sidebar are all lists of this kind; only what holds a `message_container` is a message. */
const ROW = '[data-qa="slack_kit_list"] > [data-qa="virtual-list-item"]';
const SENDER = '[data-qa="message_sender"]';
/** Seconds since 1970, and in each channel the message's id. */
const STAMP = /^\d{9,11}\.\d+$/;

export const slack: Program = {
  id: 'slack',
  name: 'Slack',
  version: '2026-11-22',
  trust: 'sourced',
  source: ['steveseguin/social_stream sources/slack.js (2024-2026)', 'plocket/get_it index.js (2023-12-20): saved markup of lists and files'],
  hosts: ['app.slack.com'],
  marks: ['.p-client_container', '.p-client_workspace', '[data-qa="slack_kit_list"]'],
  rows: [ROW],
  // "has joined", and the line in a thread that stands for a deleted message.
  notMessages: ['.c-message__body--automated', '.c-message_kit__tombstone'],
  // 2020 and later; 2018-2020.
  text: ['[data-qa="message_container"] [data-qa="message-text"]', '[data-qa="message_container"] .c-message_kit__text', '[data-qa="message_container"] .c-message__body'],
  skip: '.c-message__edited_label, [data-stringify-ignore="true"], .offscreen',
  author: {
    name: [`${SENDER} [data-qa="message_sender_name"]`, SENDER, '.c-message__sender'],
    id: [`${SENDER} [data-message-sender]@data-message-sender`, '.c-message__sender [data-message-sender]@data-message-sender'],
    carried: true,
  },
  // The label says the day too: "Yesterday at 10:34:49 PM".
  time: ['.c-timestamp@aria-label', '.c-timestamp__label'],
  stamp: [(row) => isoOf(stampOf(row))],
  days: '.c-message_list__day_divider__label__pill',
  nativeId: [(row) => stampOf(row)],
  conversation: {
    id: ['[data-msg-channel-id]@data-msg-channel-id', (row) => /\/archives\/(\w+)/.exec(linkOf(row))?.[1], (row) => /^\/client\/\w+\/([CDG]\w+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1]],
    title: ['[data-qa="channel_name"]', '.p-view_header__channel_title', channelIn],
  },
  attachments: {
    image: '.c-file__image img, .c-file__thumb img, .c-image_block img',
    file: '[data-qa="file_name"]',
    link: '.c-message_attachment',
  },
  edited: ['.c-message__edited_label'],
  // Nothing on a message says whose it is: the picture of the account's own button carries its user id.
  mend(reading, row) {
    const own = ownId(documentOf(row));
    return own !== '' && reading.author.id === own ? { ...reading, author: { ...reading.author, role: 'me' } } : reading;
  },
};

function stampOf(row: Element): string {
  const key = attributeOf(row, 'data-item-key') ?? '';
  if (STAMP.test(key)) return key;
  const time = find(row, '[data-qa="message_container"] [data-ts]');
  return (time && attributeOf(time, 'data-ts')) ?? '';
}

function isoOf(stamp: string): string {
  return STAMP.test(stamp) ? new Date(Math.floor(Number(stamp) * 1000)).toISOString() : '';
}

function linkOf(row: Element): string {
  const link = find(row, 'a.c-timestamp');
  return (link && attributeOf(link, 'href')) ?? '';
}

/** `https://ca.slack-edge.com/T0ELQUJE4-U04137R0R1U-23dc45b70a8e-48` */
function ownId(document: Document | null): string {
  const image = document && find(document, '[data-qa="user-button"] img');
  const addresses = image ? `${attributeOf(image, 'src') ?? ''} ${attributeOf(image, 'srcset') ?? ''}` : '';
  return /-([UW][A-Z0-9]{5,})-/.exec(addresses)?.[1] ?? '';
}

/** `(2) general (Channel) - Team - 3 new items - Slack`. Asked of the row, nothing: the header is asked after it. */
function channelIn(body: Element): string {
  const document = tagOf(body) === 'BODY' ? documentOf(body) : null;
  return document ? titleOf(document).split(' - ')[0]!.replace(/^[!*]?\s*\(\d+\)\s*|^[!*]\s*|\s*\([^)]*\)$/g, '') : '';
}
