import { closest, find, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

// The visitor's widget, in a frame without an address on the customer's own page.
export const tawk: Program = {
  id: 'tawk',
  name: 'tawk.to',
  version: '2026-11-22',
  // The names are those of markup pasted into public code in March 2024, and of many style sheets written against the widget; none could be named.
  trust: 'guessed',
  source: [],
  marks: ['.tawk-message-block', '.tawk-chat-panel'],
  rows: ['.tawk-message-group .tawk-message-bubble'],
  notMessages: ['^.tawk-chat-bubble .tawk-message-bubble'],
  text: ['.tawk-chat-bubble'],
  skip: '.tawk-timeago',
  author: { name: [agent] },
  mine: [':scope > .tawk-visitor-chat', ':scope .tawk-message-body > .tawk-visitor-chat-bubble'],
  time: ['.tawk-timeago'],
  conversation: { title: ['.tawk-header-container h1', '.tawk-header h1', '.tawk-header-text'] },
  attachments: { image: '.tawk-message-body img:not(.tawk-emoji)', file: '.tawk-message-body a[download]' },
};

/** Below the bubbles of a group; the visitor's has none. */
function agent(row: Element): string {
  const group = closest(row, '.tawk-message-group');
  const name = group && find(group, ':scope > p');
  return name ? textOf(name) : '';
}
