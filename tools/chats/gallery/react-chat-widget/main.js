import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Widget, addResponseMessage, addUserMessage, toggleWidget } from 'react-chat-widget';
import 'react-chat-widget/lib/styles.css';
import { stage } from '../page.ts';

// Two people without names, a time at each (always that of its arrival in this widget).
const show = (one) => (one.mine ? addUserMessage(one.text) : addResponseMessage(one.text));
const state = stage({
  talks: ['loan'],
  nameOf: () => '',
  composer: () => document.querySelector('.rcw-input'),
  sendButton: () => document.querySelector('.rcw-send'),
  add: show,
  drawn: () => document.querySelectorAll('.rcw-message').length > 10,
});

createRoot(document.querySelector('#root')).render(
  createElement(Widget, { title: '在线客服', subtitle: '工作时间 9:00-21:00', senderPlaceHolder: '请输入', showTimeStamp: true, handleNewUserMessage: (text) => void state.sent(text) }),
);
setTimeout(() => {
  toggleWidget();
  state.all().forEach(show);
}, 100);
