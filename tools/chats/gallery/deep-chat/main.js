import 'deep-chat';
import { picture, stage } from '../page.ts';

// A web component with an open shadow root; names at both sides, no times, pictures.
const chat = document.createElement('deep-chat');
const state = stage({
  talks: ['shop'],
  nameOf: (one) => (one.mine ? '我' : '客服小陳'),
  composer: () => chat.shadowRoot?.querySelector('#text-input'),
  add: (one) => chat.addMessage(asMessage(one)),
  drawn: () => chat.shadowRoot?.querySelectorAll('.message-bubble').length > 20,
});

function asMessage(one) {
  return { role: one.mine ? 'user' : 'chen', text: one.text, ...(one.picture && { files: [{ src: picture(90), type: 'image' }] }) };
}
Object.assign(chat.style, { width: '640px', height: '640px' });
chat.names = { user: { text: '我' }, chen: { text: '客服小陳' }, default: {} };
chat.avatars = { user: { src: picture(10, 40, 40) }, chen: { src: picture(130, 40, 40) }, default: { src: picture(130, 40, 40) } };
chat.history = state.all().map(asMessage);
chat.textInput = { placeholder: { text: '請輸入訊息' } };
chat.connect = {
  websocket: true, // the only kind of connection that does not wait for an answer to each message
  handler(_, signals) {
    signals.onOpen();
    signals.newUserMessage.listener = ({ messages }) => void state.sent(messages.at(-1).text);
  },
};
document.querySelector('#root').append('線上客服，服務時間 09:00–21:00。', chat);
