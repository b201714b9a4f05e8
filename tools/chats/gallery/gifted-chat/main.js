import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { View } from 'react-native';
import { GiftedChat } from 'react-native-gifted-chat';
import { picture, stage } from '../page.ts';

// Made for telephones, drawn by react-native-web: no telling class names, the newest message first in the document and the
// list turned upside down, only a part of it drawn; days, times, no names.
const LABEL = '傳送';
const state = stage({
  talks: ['shop'],
  timed: true,
  nameOf: () => '',
  orNameOf: (one) => (one.mine ? '' : one.name),
  composer: () => document.querySelector('textarea'),
  sendButton: () => [...document.querySelectorAll('div')].find((element) => element.childElementCount === 0 && element.textContent === LABEL),
  scroller: () => [...document.querySelectorAll('div')].find((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 50),
  add: draw,
  drawn: () => document.body.textContent.includes('收到，謝謝您'),
});

function asMessage(one) {
  return { _id: one.id, text: one.text, createdAt: one.date, user: { _id: one.who, name: one.name, avatar: picture(130, 40, 40) }, ...(one.picture && { image: picture(200) }) };
}

const root = createRoot(document.querySelector('#root'));
function draw() {
  const chat = createElement(GiftedChat, {
    messages: state.all().map(asMessage).toReversed(),
    user: { _id: 'me' }, placeholder: '輸入訊息', alwaysShowSend: true, label: LABEL, timeFormat: 'HH:mm', dateFormat: 'YYYY年M月D日', isKeyboardInternallyHandled: false,
    listViewProps: { windowSize: 2, initialNumToRender: 8, maxToRenderPerBatch: 4 },
    onSend([{ text }]) {
      state.sent(text);
      draw();
    },
  });
  root.render(createElement(View, { style: { height: '100vh', maxWidth: 600 } }, chat));
}
draw();
