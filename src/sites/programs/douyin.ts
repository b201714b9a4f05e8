import { attributeOf, closest, documentOf, find, matches, nextElementOf, previousElementOf, textOf } from '../dom.ts';
import { isOneOf } from '../fields.ts';
import type { Program } from '../program.ts';

// `www.douyin.com/chat` of 2025 to 2026-09: class names put together from a file's and a style's name, without a hash. Messages
// stand in `[data-index]`, 0 the newest; rows out of sight are taken away. Name and time stand on the first of several in a row.
const ROW = '.messageMessageBoxmessageBox';
const NOTICE = 'messageMessageBoxisFullRowCenterMessage';
const TEXT = ['.TextMessageTexttextInnerContent', '.TextMessageTextpureText', '.MessageItemTextbubbleTextContent'];
const MINE = ['.messageMessageBoxisFromMe', '.MessageBoxContentisFromMe', '.MessageItemTextisFromMe'];
const NAME = '.MessageBoxMessageTitleavatarName';
const TIME = '.MessageBoxTimetimeLayout';
const TITLES = ['.RightPanelHeadertitle', '.StackLayoutStackChatHeadertitle', '.StackLayoutStackTitleBarleftTitle', '.conversationConversationItemcurConversation .conversationConversationItemtitle'];
/** Groups show how many are in them. */
const COUNT = /\s*[(（]\d+[)）]\s*$/;
const TAKEN_BACK = /撤回了?一[条條](?:消息|訊息)/;
const MOST_STEPS = 100;

/** The message before this one in time: its neighbour whose index is one more. */
function earlier(row: Element): Element | null {
  const place = closest(row, '[data-index]');
  const index = place && attributeOf(place, 'data-index');
  if (!place || !/^\d+$/.test(index ?? '')) return null;
  const wanted = String(Number(index) + 1);
  const next = [nextElementOf(place), previousElementOf(place)].find((one) => one && attributeOf(one, 'data-index') === wanted);
  return next ? find(next, ROW) : null;
}

function nameOf(row: Element): string {
  const isMine = isOneOf(row, MINE);
  let at: Element | null = row;
  for (let steps = 0; at && steps < MOST_STEPS; steps++, at = earlier(at)) {
    if (matches(at, `.${NOTICE}`) || isOneOf(at, MINE) !== isMine) return '';
    const name = find(at, NAME);
    if (name) return textOf(name);
    // Under a time the page begins anew.
    if (find(at, TIME)) return '';
  }
  return '';
}

function timeOf(row: Element): string {
  let at: Element | null = row;
  for (let steps = 0; at && steps < MOST_STEPS; steps++, at = earlier(at)) {
    const time = find(at, TIME);
    if (time) return textOf(time);
  }
  return '';
}

function headline(row: Element): string {
  const document = documentOf(row);
  for (const selector of TITLES) {
    const words = document && find(document, selector);
    if (words) return textOf(words).trim();
  }
  return '';
}

export const douyin: Program = {
  id: 'douyin',
  name: 'Douyin',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'Luolingli/DouYinSparkFlow, its list of the class names of the chat page (2026)',
    '2061360308/DouYinSparkFlow core/web_chat.py (2026)',
  ],
  hosts: ['www.douyin.com'],
  marks: ['.messageMessageListlist', ROW, '[data-e2e="conversation-item"]'],
  rows: [ROW],
  notMessages: TEXT.map((selector) => `^${selector}`),
  text: [...TEXT, '.messageMessageBoxfullRowContent'],
  author: { name: [nameOf] },
  mine: MINE,
  time: [timeOf],
  conversation: { title: [(row) => headline(row).replace(COUNT, '')] },
  attachments: {
    image: '.MessageItemImageImageBox, .MessageItemEmojiimage',
    voice: '.MessageItemAudioaudioBox',
    link: '.MessageItemShareAwemecontainer, .MessageItemCommentSharecontainer',
  },
  mend(reading, row) {
    if (matches(row, `.${NOTICE}`)) return TAKEN_BACK.test(reading.text) ? { ...reading, kind: 'recall' } : null;
    if (reading.author.name !== '' || reading.author.role === 'me' || COUNT.test(headline(row))) return reading;
    // Between two people the page shows no name.
    return { ...reading, author: { ...reading.author, name: reading.conversation.title } };
  },
};
