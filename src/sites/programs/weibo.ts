import { DayLines } from '../day-lines.ts';
import { attributeOf, closest, find, findAll, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

// The chat page as of 2019 to 2026-09 (Vue, `h5.sinaimg.cn/m/pcweibochat`): one `li` per message whose id is the server's;
// in it an optional time, then the portrait with name and bubble. `weibo.com/message` and `weibo.com/chat` lead here.
const ROW = '.message-wrapper .message-main';
const BUBBLE = '.content';
const TIME = `p.time:not(${BUBBLE} *)`;
/** Not every message has a time: those without go by the one above. */
const times = new DayLines(ROW, TIME);
const TAKEN_BACK = /撤回了?一[条條](?:消息|訊息)/;

/** The name has no class of its own: the first words beside the bubble. Badges are pictures. */
function nameBesideBubble(row: Element): string | null {
  for (const span of findAll(row, 'span')) {
    if (closest(span, BUBBLE)) return null;
    if (closest(span, '.time')) continue;
    const words = textOf(span).trim();
    if (words !== '') return words;
  }
  return null;
}

function serverId(row: Element): string | null {
  const item = closest(row, 'li[id]');
  return /^\d{10,}$/.exec((item && attributeOf(item, 'id')) ?? '')?.[0] ?? null;
}

export const weibo: Program = {
  id: 'weibo',
  name: 'Weibo',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'Tsingyun/bili-weibo-dm-backup scripts/_explore/verify_skin.mjs, step17_imgnode.mjs (styles of the page, 2026-09)',
    'Berunkasuteru/weibo-toolkit src/000-preamble-pm-core.js (2026)',
    'tiansh/yawf, styles for the chat frame (2020)',
  ],
  hosts: ['api.weibo.com'],
  marks: ['#app .chatbox', '.right-container .message', '.message-wrapper .chat-content'],
  rows: [ROW],
  notMessages: [`^${BUBBLE}`],
  text: [BUBBLE],
  author: { name: [nameBesideBubble] },
  mine: ['.self', '^.self'],
  time: [TIME, (row) => times.above(row)],
  nativeId: [serverId],
  conversation: { id: ['.sessionlist.active .hidden'], title: ['.sessionlist.active .username', '.message .header .username'] },
  attachments: { image: '.content .item-image, .content img[class^="img"]', link: '.card1, .card2' },
  mend(reading, row) {
    // The program's own lines have no portrait.
    if (find(row, '.avatar') === null) return TAKEN_BACK.test(reading.text) ? { ...reading, kind: 'recall' } : null;
    if (reading.author.name !== '' || reading.author.role === 'me') return reading;
    // Between two people the page shows no name: the other is whom the chat is called after.
    return { ...reading, author: { ...reading.author, name: reading.conversation.title } };
  },
};
