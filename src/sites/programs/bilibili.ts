import { DayLines } from '../day-lines.ts';
import { attributeOf, documentOf, find, matches, nextElementOf, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

// Since late 2024: class names `_Name_hash_line`, the newest message first in the markup (turned round by style).
const MSG = '[class^="_MessageList"] > [class^="_Msg_"]:not([class^="_Msg__"])';
// Until then: Vue, in time's order, times between the messages.
const ITEM = '.message-list-content .msg-item';
const NOTICE = '.message-list-content .notify-wrapper';
/** A time stands over several messages: those after the first go by it. */
const times = new DayLines(`${ITEM}, ${NOTICE}`, '.message-list-content .msg-time');
const TAKEN_BACK = /撤回了?一[条條](?:消息|訊息)/;

const MINE = '[class*="_MsgIsMe_"], .msg-item.is-me';
const TIME = '[class^="_Msg__Time"]';
const ACTIVE = '[class*="_SessionItemIsActive"]';
const NAME = '[class^="_ContactName"]';
const MOST_STEPS = 100;

/** The time above the message, or above the first of those that follow one another at once: earlier ones come later in the markup. */
function timeOf(row: Element): string {
  if (!matches(row, MSG)) return times.above(row);
  let at: Element | null = row;
  for (let steps = 0; at && steps < MOST_STEPS; steps++, at = nextElementOf(at)) {
    const time = matches(at, MSG) ? find(at, TIME) : null;
    if (time) return textOf(time);
  }
  return '';
}

/** `contact_123` or `group_45` of the open chat. */
function openChat(row: Element): string {
  const document = documentOf(row);
  const active = document && find(document, `${ACTIVE}[data-id]`);
  return (active && attributeOf(active, 'data-id')) ?? '';
}

function otherOf(row: Element): { id: string; name: string } | null {
  if (!matches(row, MSG) || matches(row, MINE)) return null;
  const chat = openChat(row);
  // Who speaks in a group is not known.
  if (chat.startsWith('group')) return null;
  const name = find(documentOf(row)!, NAME);
  return { id: /^contact_(\d+)/.exec(chat)?.[1] ?? '', name: name ? textOf(name) : '' };
}

function idOnPortrait(row: Element): string | null {
  const portrait = find(row, '.avatar[href]');
  return /space\.bilibili\.com\/(\d+)/.exec((portrait && attributeOf(portrait, 'href')) ?? '')?.[1] ?? null;
}

export const bilibili: Program = {
  id: 'bilibili',
  name: 'Bilibili',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'hgztask/BiBiBSPUserVideoMonkeyScript src/web/pagesModel/message/msgWhisper.js (2025-12-23)',
    'keleus/BewlyCat src/ (2026-08-21)',
    'Tsingyun/bili-weibo-dm-backup scripts/_explore/verify_skin.mjs (2026-09)',
    'the1812/Bilibili-Evolved registry/lib/components/style/dark-mode (2024-07-03, older page)',
  ],
  hosts: ['message.bilibili.com'],
  marks: ['[class^="_MessageList"]', NAME, '.bili-im .message-list'],
  rows: [MSG, `${ITEM}, ${NOTICE}`],
  notMessages: ['^[class^="_RichText"]', '^.message-content'],
  text: ['[class^="_MsgText__Content"]', '[class^="_Msg__Main"]', '.message-content', '.notify-text', 'span'],
  author: {
    name: [(row) => otherOf(row)?.name, '.avatar@title'],
    id: [(row) => otherOf(row)?.id, idOnPortrait],
  },
  mine: [MINE],
  time: [timeOf],
  nativeId: ['.message-content@data-key'],
  conversation: {
    id: [(row) => openChat(row).replace(/^contact_/, '')],
    title: [NAME, '.bili-im .left .list-item.active .name-value', '.bili-im .right .title'],
  },
  attachments: { image: '[class^="_Msg__Main"] .b-img, .img-pad img, .img-padding img', link: '.share-card' },
  mend(reading, row) {
    const bare = matches(row, NOTICE) || (matches(row, MSG) && find(row, '[class^="_MsgText"]') === null);
    if (bare && TAKEN_BACK.test(reading.text)) return { ...reading, kind: 'recall' };
    return matches(row, NOTICE) ? null : reading;
  },
};
