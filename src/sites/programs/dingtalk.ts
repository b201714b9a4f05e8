import type { Program } from '../program.ts';

// AngularJS page of 2016 to 2020 (DingTalkWeb 3.8.7); whether the page of today still is the same is not known.
// Its styles name `.chat-item`, `.me` and the bubble; name and time are known from copies of the markup only.
export const dingtalk: Program = {
  id: 'dingtalk',
  name: 'DingTalk',
  version: '2026-11-22',
  trust: 'guessed',
  source: [
    'JunYang-tes/copilot-ding src/ding/api.ts (the page around the chat, 2017-09-14)',
    'beak2825/greasyfork_archives js_greasyfork/370046.js (cards in messages)',
  ],
  hosts: ['im.dingtalk.com'],
  marks: ['.conv-detail-pannel', '#content-pannel .content-pannel-head', '.conv-lists-box'],
  rows: ['.content-pannel-body .chat-item', '#chat-box .chat-item'],
  notMessages: ['^.msg-bubble'],
  text: ['.msg-bubble pre.text', '.msg-bubble .text', '.msg-bubble .markdown-content', '.msg-bubble'],
  author: { name: ['.chat-profile-info .name-text'], carried: true },
  mine: ['.chat-item.me'],
  time: ['.chat-profile-info .chat-time'],
  conversation: { title: ['.conv-item.active .name-title', '.content-pannel-head .name-title'] },
  attachments: { image: '.msg-bubble img:not([alt^="["])', link: '.msg-action' },
};
