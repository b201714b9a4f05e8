import type { Program } from '../program.ts';

// The visitor's widget, in the frame `#tidio-chat-iframe` without an address on the customer's own page.
export const tidio: Program = {
  id: 'tidio',
  name: 'Tidio',
  version: '2026-11-22',
  // The names are those of public end-to-end tests of shops that use the widget, and of a copy of its markup; none could be named.
  trust: 'guessed',
  source: [],
  marks: ['#conversation-group #messages', '#conversation-group .message'],
  rows: ['#conversation-group .message.message-operator, #conversation-group .message.message-visitor'],
  // Buttons to answer with; what imitates a message inside one.
  notMessages: ['^.bots-quick-replies', '^.message-content .message'],
  text: ['.message-content', ''],
  mine: ['^.message-visitor'],
  conversation: { title: ['.chat-header h2'] },
  attachments: { image: 'img:not(.emoji)' },
};
