import { attributeOf, closest, documentOf, find, findAll, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** `#123` a person, `#-100456` a group or channel, `#-100456_7` one topic of it. */
const chatId = (row: Element): string => /^#(-?\d+(?:_\d+)?)/.exec(documentOf(row)?.location.hash ?? '')?.[1] ?? '';
const isOwn = (row: Element): boolean => matches(row, '.own');

/** Beside the messages of a group stands one picture of their sender: the only place that names them all, forwarded or not. */
function picture(row: Element): Element | null {
  const group = closest(row, '.sender-group-container');
  if (!group || isOwn(row)) return null;
  return [...findAll(group, '.Avatar')].find((avatar) => closest(avatar, '.message-list-item') === null) ?? null;
}

function nameByPicture(row: Element): string | null {
  const shown = picture(row);
  return shown && (attributeOf(shown, 'aria-label') ?? [...findAll(shown, 'img')].map((image) => attributeOf(image, 'alt')).find(Boolean) ?? null);
}

/** With one person, no message names its sender. */
function nameOfPerson(row: Element): string {
  if (isOwn(row) || !/^\d/.test(chatId(row))) return '';
  const title = TITLE.map((selector) => find(documentOf(row)!, selector)).find((element) => element !== null);
  return title ? textOf(title) : '';
}

/** "edited 12:30": the time stands last, and the last time in the message is the page's own. */
function clock(row: Element): string {
  const shown = [...findAll(row, '.message-time')].pop();
  const words = shown ? textOf(shown).trim() : '';
  return /\d{1,2}[:.]\d{2}(?:\s?[AP]M)?$/i.exec(words)?.[0] ?? words;
}

// While one chat slides over another, both headers are there.
const TITLE = ['.Transition_slide-active .chat-info-wrapper .fullName', '.chat-info-wrapper .fullName'];

export const telegramA: Program = {
  id: 'telegram-a',
  name: 'Telegram Web A',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'Ajaxy/telegram-tt src/components/middle/message/{Message,ActionMessage}.tsx (b497a3c, 2025)',
    'Ajaxy/telegram-tt src/components/middle/message/SenderGroupContainer.tsx (2246706, 2025)',
    'Ajaxy/telegram-tt src/components/middle/{MessageListContent,message/MessageMeta,message/SponsoredMessage}.tsx (2023–2024)',
    'Ajaxy/telegram-tt src/components/common/{PrivateChatInfo,File,embedded/EmbeddedMessage}.tsx, src/util/routing.ts (2023–2024)',
  ],
  hosts: ['web.telegram.org'],
  marks: ['.MessageList', '.chat-info-wrapper .ChatInfo'],
  // Joins, pins and calls of groups are `.ActionMessage`, advertisements have no `.message-list-item`.
  rows: ['.Message.message-list-item'],
  notMessages: ['^.message-list-item .message-list-item'],
  text: ['.text-content'],
  // A translation under way is written over the text once more.
  skip: '.MessageMeta, .Reactions, .translation-animation',
  trim: true,
  author: {
    // `.sender-title` since 2024, its parent alone before. Of forwarded messages this line names the source, and stands further out.
    name: ['.content-inner > .message-title .message-title-name .sender-title', '.content-inner > .message-title .message-title-name', nameByPicture, nameOfPerson],
    id: [
      (row) => {
        const shown = picture(row);
        return shown && attributeOf(shown, 'data-peer-id');
      },
      (row) => (isOwn(row) || !/^\d+$/.test(chatId(row)) ? '' : chatId(row)),
    ],
    // Before 2024 only the first of several was named, and nothing held them together.
    carried: true,
  },
  mine: ['^.Message.own'],
  time: [clock],
  days: '.sticky-date',
  // On its way to the server a message has a fraction behind its number.
  nativeId: [(row) => /^\d+$/.exec(attributeOf(row, 'data-message-id') ?? '')?.[0]],
  conversation: { id: [chatId], title: TITLE },
  attachments: {
    image: '.content-inner > .media-inner img.full-media, .Album img.full-media',
    voice: '.Audio .voice-duration',
    file: '.File .file-title, .content-inner > .media-inner .message-media-duration',
    call: '.content-inner > div:not(.media-inner) > button:first-child + div:last-child > div:first-child',
    link: '.WebPage-text',
    quoted: '.EmbeddedMessage .message-text p',
    forwarded: '.is-forwarded > .message-title .message-title-name',
  },
  edited: ['^.Message.was-edited'],
};
