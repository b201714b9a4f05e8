import { documentOf } from '../dom.ts';
import type { Program } from '../program.ts';

const BODY = ':scope > .rcx-message-container > .rcx-message-body';

export const rocketchat: Program = {
  id: 'rocketchat',
  name: 'Rocket.Chat',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'RocketChat/Rocket.Chat apps/meteor/client: components/message (RoomMessage, MessageHeader, MessageContentBody, QuoteAttachment), views/room (MessageListItem, RoomBody) (2023-2026)',
    'npm @rocket.chat/fuselage 0.92.0: names of its classes',
  ],
  marks: ['section[id^="chat-window-"].messages-container', '.rcx-message[data-mid]', '[data-qa-type="message"][data-id]'],
  // `data-qa-type` is there from 2021; before 2023 the rows stood in `.messages-box ul` without the class.
  rows: ['.rcx-message[data-mid]', '[data-qa-type="message"][data-id]'],
  // What imitates a row inside one.
  notMessages: ['^.rcx-message-body .rcx-message'],
  // A caption stands in the same kind of body among the attachments; that of a quoted message stands right in a blockquote.
  text: [BODY, ':scope > .rcx-message-container :not(blockquote) > .rcx-message-body'],
  author: { name: ['.rcx-message-header__name'], id: ['.rcx-message-header__name@data-username', '.rcx-message-header__username@data-username'], carried: true },
  mine: ['^.rcx-message[data-own="true"]', '^[data-qa-type="message"][data-own="true"]'],
  time: ['.rcx-message-header__time'],
  // Not for machines, but whole: "November 22, 2026 12:20 PM".
  stamp: ['.rcx-message-header__time@title'],
  days: '.rcx-message-divider .rcx-message-divider__wrapper',
  nativeId: ['@data-mid', '@data-id'],
  conversation: { id: [roomIn], title: ['.rcx-room-header h1', 'header h1', 'main h1'] },
  attachments: {
    image: '.rcx-message-container picture img, .rcx-message-container .rcx-attachment__image img',
    voice: '.rcx-message-container audio',
    link: '.rcx-message-generic-preview__title',
    quoted: '.rcx-attachment__details .rcx-message-body',
  },
  edited: ['.rcx-message-status-indicator .rcx-icon--name-edit'],
};

/** `/direct/<id>`, `/channel/<name>`, `/group/<name>`, `/live/<id>`. */
function roomIn(row: Element): string {
  const path = documentOf(row)?.location.pathname ?? '';
  return /\/(?:direct|channel|group|live)\/[^/]+/.exec(path)?.[0] ?? '';
}
