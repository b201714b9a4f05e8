import { DayLines } from '../day-lines.ts';
import { attributeOf, closest, find, matches } from '../dom.ts';
import type { Program } from '../program.ts';

// Structure of 2018 to 2022-03-01, the last version on record. One `[message-directive]` per message, in time's order.
// User names (`@…`, also of groups) are made anew at each login: neither an author's nor a chat's id.
const TALK = '[message-directive] .message > .content';
const NOTICE = '[message-directive] p.message_system';
// A time of day without its date, above the first message after three silent minutes; those after it go by it.
const times = new DayLines(`${TALK}, ${NOTICE}`, '[message-directive] .message > .message_system:not(:has(.unread-content))');
const TAKEN_BACK = /[撤收]回了?一(?:条消息|[條則]訊息)|(?:withdrew|recalled) a message/;

/** The portrait stands beside the content, in the same message. */
function nameOnPortrait(row: Element): string | null {
  const message = closest(row, '.message');
  const portrait = message && find(message, '.avatar');
  return portrait ? attributeOf(portrait, 'title') : null;
}

/** Of others' messages only: an own one changes its id when the server has it. */
function serverId(row: Element): string | null {
  if (closest(row, '.message.me')) return null;
  const bubble = find(row, '.js_message_bubble[data-cm], .emoticon[data-cm]');
  return /"msgId"\s*:\s*"(\d{6,})"/.exec((bubble && attributeOf(bubble, 'data-cm')) ?? '')?.[1] ?? null;
}

export const wechat: Program = {
  id: 'wechat',
  name: 'WeChat',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'wechaty/webwx-app-tracker formatted/index.html, formatted/webwxApp.js (the page itself, 2022-03-01)',
    'fritx/wxbot src/parseMsg.js (2017-10-03)',
  ],
  hosts: ['wx.qq.com', 'wx2.qq.com', 'wx8.qq.com', 'web.wechat.com', 'web2.wechat.com'],
  marks: ['#chatArea .title_name', '#chatArea .chat_bd'],
  rows: [`${TALK}, ${NOTICE}`],
  notMessages: ['^.js_message_plain'],
  text: ['.js_message_plain', '.content'],
  author: { name: ['.nickname', nameOnPortrait] },
  mine: ['^.message.me'],
  time: [(row) => times.above(row)],
  nativeId: [serverId],
  conversation: { title: ['#chatArea .title_name'] },
  attachments: {
    image: '.picture .msg-img, .emoticon .msg-img, .video .msg-img, .microvideo',
    voice: '.voice .duration',
    file: '.attach .title',
    link: '.app, .reader .link, .location .desc, .card .display_name, .luckmoney .cont',
  },
  mend(reading, row) {
    if (!matches(row, NOTICE)) return reading;
    // The page puts this line in the message's place.
    return TAKEN_BACK.test(reading.text) ? { ...reading, kind: 'recall' } : null;
  },
};
