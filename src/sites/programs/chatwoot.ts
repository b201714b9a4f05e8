import { attributeOf, closest, documentOf, find, matches, nextElementOf, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

// The visitor's widget, in a frame at `/widget?website_token=…`.
const WRAP = '.conversation-wrap > .messages-wrap';
/** A group of one person's messages is not longer than is looked through. */
const MOST_OF_A_GROUP = 50;

export const chatwoot: Program = {
  id: 'chatwoot',
  name: 'Chatwoot',
  version: '2026-11-22',
  trust: 'sourced',
  source: ['chatwoot/chatwoot app/javascript/widget/components: ConversationWrap, AgentMessage, UserMessage, their bubbles, ReplyToChip; app/javascript/shared/components/DateSeparator.vue (2022-2025)'],
  marks: ['.conversation--container .conversation-wrap'],
  // What the visitor filled into a form stands inside the agent's message.
  rows: [`${WRAP} > .agent-message-wrap, ${WRAP} > .user-message-wrap, ${WRAP} > .agent-message-wrap > .user-message-wrap`],
  text: [
    ':scope > .agent-message .chat-bubble.agent > .message-content',
    ':scope > .agent-message .chat-bubble-wrap .options-message > .title',
    ':scope > .user-message .chat-bubble.user:not(.has-attachment)',
  ],
  author: { name: [speaker] },
  mine: ['^.user-message-wrap'],
  // Only pictures say when; other messages have the day's separator alone.
  time: ['.chat-bubble.has-attachment a.image .time'],
  days: `${WRAP} > .date--separator`,
  nativeId: [(row) => /^cwmsg-(\d+)$/.exec(attributeOf(row, 'id') ?? '')?.[1]],
  conversation: {
    id: [(row) => new URLSearchParams(documentOf(row)?.location.search ?? '').get('website_token')],
    title: ['header .font-medium > span', 'header h2'],
  },
  attachments: {
    image: '.chat-bubble.has-attachment a.image img',
    voice: '.chat-bubble.has-attachment audio',
    file: '.chat-bubble.has-attachment .file .title',
    quoted: '.message-wrap > .text-xs button .truncate',
  },
};

/** The last of a group shows the name. */
function speaker(row: Element): string {
  if (closest(row, '.user-message-wrap')) return '';
  let at: Element | null = row;
  for (let steps = 0; at && steps < MOST_OF_A_GROUP && matches(at, '.agent-message-wrap'); steps++, at = nextElementOf(at)) {
    const name = find(at, ':scope > .agent-message .agent-name');
    if (name) return textOf(name);
  }
  return '';
}
