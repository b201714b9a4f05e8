import { attributeOf, closest, find, matches } from '../dom.ts';
import type { Program } from '../program.ts';

// 2024 to 2026-09. Beside hashed class names the page keeps speaking ones (`message-…`, `js-message-item`, `a11y_…`).
const ROW = '.js-message-item';
const NOTICE = '.system-text, .system-text-background';
const TAKEN_BACK = /撤回了?一[条條則](?:消息|訊息)|撤回了?消息|recalled a message/;

/** The element's own id and that of the row around it are the message's: 19 digits, the same after a reload. */
function messageId(row: Element): string | null {
  const around = closest(row, '[data-id]');
  for (const id of [attributeOf(row, 'id'), around && attributeOf(around, 'data-id')]) {
    if (id && /^\d{16,20}$/.test(id)) return id;
  }
  return null;
}

/** The upper half of the id is the second at which the message was sent, since 1970. */
function secondSent(row: Element): string | null {
  const id = messageId(row);
  if (id === null) return null;
  const second = Number(BigInt(id) >> 32n);
  // Chats there begin in 2016.
  return second > 1_450_000_000 && second < 4_000_000_000 ? String(second) : null;
}

export const feishu: Program = {
  id: 'feishu',
  name: 'Feishu / Lark',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'Persome-ai/persome-core src/persome/parsers/feishu.py, tests/test_parsers_feishu.py (2026-07-11)',
    'RadiumAg/feishu-message src/main/utils/puppeteer.ts (2024)',
  ],
  hosts: ['.feishu.cn', '.larksuite.com'],
  marks: ['.messageItem-wrapper', ROW, '.chatWindow_chatName', '[data-feed-id] .a11y_feed_card_item'],
  rows: [ROW],
  notMessages: ['^.richTextContainer', '^.message-text'],
  text: ['.richTextContainer', '.message-text', '.message-content', '.message-content-container', '.system-text', '.system-text-background'],
  skip: '.message-reactions, .message-timestamp',
  author: { name: ['.message-info-name'], carried: true },
  mine: ['.message-self'],
  time: ['.message-timestamp'],
  stamp: [secondSent],
  nativeId: [messageId],
  conversation: { title: ['.chatWindow_chatName'] },
  attachments: { image: 'img[data-image-key], .im-image-message img:not([data-image-key])' },
  mend(reading, row) {
    if (matches(row, NOTICE) || find(row, NOTICE)) return TAKEN_BACK.test(reading.text) ? { ...reading, author: { name: '', role: reading.author.role }, kind: 'recall' } : null;
    // A thread may stand beside the chat and show a message twice.
    const once = reading.nativeId === undefined ? reading : { ...reading, rowId: reading.nativeId };
    const isUnnamed = reading.author.name === '' && reading.author.role === 'them' && matches(row, '.message-is-p2p');
    return isUnnamed ? { ...once, author: { ...reading.author, name: reading.conversation.title } } : once;
  },
};
