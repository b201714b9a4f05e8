import { attributeOf, closest, documentOf, find, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** `<message>@<time of the sender's device>_<sender>_<chat>`, on the card inside the bubble. */
function card(row: Element): { sender: string; chat: string } {
  const holder = find(row, '[data-qid]');
  const [, sender = '', chat = ''] = /_([^_@]+)_([^_@]+)$/.exec((holder && attributeOf(holder, 'data-qid')) ?? '') ?? [];
  return { sender, chat };
}

const isOwn = (row: Element): boolean => matches(row, '.me') || closest(row, '.chat-item.me') !== null;

/** Above the first of several in a group; it may stand beside the bubble. */
function shownName(row: Element): string {
  const around = closest(row, '.chat-item') ?? row;
  const shown = NAME.map((selector) => find(row, selector) ?? find(around, selector)).find((element) => element !== null);
  return shown && !isOwn(row) ? textOf(shown) : '';
}
// The element around it also holds a hidden letter.
const NAME = ['.message-sender-name-content .truncate', '.message-sender-name-content', '.card-sender-name'];
const TITLE = ['.threadChat__title .header-title', '#header .header-title'];

/** Chats between two have a number alone, groups a `g` before it. */
function nameOfPerson(row: Element): string {
  if (isOwn(row) || !/^\d+$/.test(card(row).chat)) return '';
  const header = TITLE.map((selector) => find(documentOf(row)!, selector)).find((element) => element !== null);
  return header ? textOf(header) : '';
}

export const zalo: Program = {
  id: 'zalo',
  name: 'Zalo',
  version: '2026-11-22',
  // Read in public source, but no owner of it can be named.
  trust: 'guessed',
  source: [
    'surveys of chat.zalo.me in public, one by the @vclinks extension (2026-09-28 to 2026-10-04): bb_msg_id_, Msg_Text, quotes, files, data-qid',
    'public readers of Zalo Web (2026): me as a class of its own, names, times, pictures, voice',
    'public page reader (2024): card-sender-name, card-send-time__sendTime',
  ],
  hosts: ['chat.zalo.me'],
  marks: ['#messageViewScroll', '#messageViewContainer', '.chat-message[id^="bb_msg_id_"]'],
  rows: ['.chat-message[id^="bb_msg_id_"]'],
  notMessages: ['^.chat-message .chat-message'],
  text: ['[data-component="message-text-content"]', '[data-id$="Msg_Text"]', '.text-message__container', '.img-msg-v2__cap', '.card .text'],
  skip: '.message-quote-fragment__container, .card-send-time, .card-send-time__sendTime, .message-reaction-container, [data-id$="Msg_React"], .message-sender-name-wrapper, .card-sender-name, .opacity-0',
  trim: true,
  author: { name: [shownName, nameOfPerson], id: [(row) => (isOwn(row) ? '' : card(row).sender)], carried: true },
  mine: ['^.chat-message.me', '^.chat-item.me'],
  // Below the last of several.
  time: ['.card-send-time__sendTime', '.card-send-time'],
  // The sender's device counts it, so it is as right as that clock.
  stamp: [(row) => /^bb_msg_id_(\d{13})/.exec(attributeOf(row, 'id') ?? '')?.[1]],
  nativeId: [(row) => /^bb_msg_id_(\d+)/.exec(attributeOf(row, 'id') ?? '')?.[1]],
  conversation: { id: [(row) => card(row).chat], title: TITLE },
  attachments: {
    image: 'img.zimg-el',
    voice: '.voice-message-normal__meta-duration',
    file: '.file-message__content-title',
    link: '[data-id$="Msg_Link"]',
    quoted: '.message-quote-fragment__description',
  },
};
