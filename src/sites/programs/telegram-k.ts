import { attributeOf, closest, find, findAll, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

const isOwn = (row: Element): boolean => matches(row, '.is-out');
/** Of a person without a sign before it, of groups and channels below zero. */
const chatId = (row: Element): string => attributeOf(row, 'data-peer-id') ?? '';
const NAME = '.name[data-peer-id] .peer-title';

/** Each open chat has a header of its own, so one sliding away keeps its name. */
function title(row: Element): string {
  const chat = closest(row, '.chat');
  const shown = chat && find(chat, '.chat-info .peer-title');
  return shown ? textOf(shown) : '';
}

/** Of several in a row one alone shows the name, wherever it stands among them; a forwarded one shows another's. */
function nameInGroup(row: Element): string {
  const group = closest(row, '.bubbles-group');
  const shown = group && !isOwn(row) ? find(group, NAME) : null;
  return shown ? textOf(shown) : '';
}

function idByPicture(row: Element): string | null {
  const group = closest(row, '.bubbles-group');
  const shown = group && !isOwn(row) ? find(group, '.bubbles-group-avatar-container [data-peer-id]') : null;
  return shown && attributeOf(shown, 'data-peer-id');
}

/** All parts stand there twice; an edited one says so before the time. */
function clock(row: Element): string {
  const shown = [...findAll(row, '.time-inner')].pop();
  const words = shown ? textOf(shown).trim() : '';
  return /\d{1,2}[:.]\d{2}(?:\s?[AP]M)?$/i.exec(words)?.[0] ?? words;
}

export const telegramK: Program = {
  id: 'telegram-k',
  name: 'Telegram Web K',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'morethanwords/tweb src/components/chat/bubbles.ts (001922d, 2026; e4d417f, 2023)',
    'morethanwords/tweb src/components/chat/bubbles/minimalBubbleMessageContent.tsx (2025)',
    'public notes on the page of morethanwords/tweb as shown by the browser (2026): document-container, time-inner, bubble-call',
  ],
  hosts: ['web.telegram.org'],
  marks: ['.bubbles .bubbles-inner', '#column-center .chats-container'],
  rows: ['.bubble[data-mid]:not(.service):not(.is-date):not(.is-sponsored)'],
  notMessages: ['^.bubble .bubble'],
  // Emoji alone stand where a picture would.
  text: ['.emoji-big .attachment.spoilers-container', '.bubble-content > .message'],
  skip: '.time, .reactions, reactions-element, replies-element, .document, .audio, audio-element, .bubble-call, .poll-message-content, .contact, .bubble-fact-check, .clearfix, .tgico',
  trim: true,
  author: {
    name: ['.name[data-peer-id] .peer-title-inner', NAME, nameInGroup, (row) => (isOwn(row) || !/^\d/.test(chatId(row)) ? '' : title(row))],
    id: [idByPicture, (row) => (isOwn(row) ? '' : find(row, '.name[data-peer-id]') && attributeOf(find(row, '.name[data-peer-id]')!, 'data-peer-id')), (row) => (isOwn(row) || !/^\d/.test(chatId(row)) ? '' : chatId(row))],
  },
  mine: ['^.bubble.is-out'],
  time: [clock],
  // Seconds since 1970.
  stamp: ['@data-timestamp'],
  days: '.bubble.is-date:not(.is-fake) .service-msg',
  // On its way to the server a message has a fraction behind its number.
  nativeId: [(row) => /^\d+$/.exec(attributeOf(row, 'data-mid') ?? '')?.[0]],
  conversation: { id: [chatId], title: [title, '.chat.active .chat-info .peer-title', '.chat-info .peer-title'] },
  attachments: {
    image: '.attachment img.media-photo',
    voice: 'audio-element.is-voice .audio-time',
    file: '.document-name, audio-element:not(.is-voice) .audio-title, .attachment .video-time',
    call: '.bubble-call-title',
    link: '.message .webpage',
    quoted: '.bubble-content .reply .reply-subtitle',
    forwarded: '.bubble.forwarded .name',
  },
  edited: ['.time-edited'],
};
