import 'quikchat/dist/quikchat.css';
import QuikChat from 'quikchat';
import { stage } from '../page.ts';

// Three people, a name at each message, no times.
const state = stage({
  talks: ['card'],
  nameOf: (one) => (one.mine ? 'Me' : one.name),
  composer: () => document.querySelector('textarea'),
  sendButton: () => document.querySelector('.quikchat-input-send-btn'),
  add: show,
  drawn: () => document.querySelector('textarea'),
});

const chat = new QuikChat('#root', (_, text) => show(state.sent(text)), {
  theme: 'quikchat-theme-light',
  titleArea: { title: 'Credit Line Support', align: 'left', show: true },
});
function show(one) {
  chat.messageAddNew(one.text, one.mine ? 'Me' : one.name, one.mine ? 'right' : 'left', one.mine ? 'user' : 'assistant');
}
for (const one of state.all()) show(one);
