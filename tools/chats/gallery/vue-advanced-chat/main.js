import { register } from 'vue-advanced-chat';
import { TALKS } from '../talks.ts';
import { clock, day, newest, pause, picture, stage } from '../page.ts';

// A web component with an open shadow root: a list of talks with previews, date separators, times, quotes, a system line,
// names in the group and none in the talks of two.
const NAMES = ['flat', 'loan', 'friend'];
const JOINED = '波仔 已加入';

register();
const chat = document.createElement('vue-advanced-chat');
const state = stage({
  talks: NAMES,
  timed: true,
  nameOf: (one) => (state.current === 'flat' && !one.mine ? one.name : ''),
  orNameOf: (one) => (one.mine ? '' : one.name),
  traps: () => [...NAMES.map((name) => newest(state, name).text), ...(state.current === 'flat' ? [JOINED] : [])],
  composer: () => chat.shadowRoot?.querySelector('#roomTextarea'),
  add: show,
  async open(name) {
    chat.shadowRoot.querySelectorAll('.vac-room-item')[NAMES.indexOf(name)].click();
    await pause(1000);
  },
  drawn: () => chat.shadowRoot?.querySelectorAll('.vac-message-wrapper').length > 10,
});

function asMessage(one) {
  return {
    _id: one.id, content: one.text, senderId: one.who, username: one.name, avatar: picture(one.name.length * 60, 40, 40),
    date: day(one.date), timestamp: clock(one.date), saved: true, distributed: true, seen: one.mine,
    ...(one.picture && { files: [{ name: 'photo', type: 'svg', extension: 'svg', url: picture(200), preview: picture(200) }] }),
    ...(one.answers && { replyMessage: { content: one.answers.text, senderId: one.answers.who } }),
  };
}

function asRoom(name, i) {
  const { title, me, people } = TALKS[name];
  const last = newest(state, name);
  return {
    roomId: name, roomName: title, avatar: picture(i * 80, 40, 40), unreadCount: i,
    users: [{ _id: 'me', username: me }, ...Object.entries(people).map(([_id, username]) => ({ _id, username }))],
    lastMessage: { content: last.text, senderId: last.who, username: last.name, timestamp: clock(last.date) },
  };
}

function show() {
  const messages = state.all().map(asMessage);
  if (state.current === 'flat') messages.splice(3, 0, { _id: 's', system: true, content: JOINED, senderId: 'bo', date: messages[3].date, timestamp: '' });
  Object.assign(chat, { rooms: NAMES.map(asRoom), messages, messagesLoaded: true });
}

Object.assign(chat, { currentUserId: 'me', height: '100vh', roomsLoaded: true, showAudio: false, showEmojis: false, roomId: 'flat' });
document.querySelector('#root').append(chat);
show();
chat.addEventListener('send-message', ({ detail }) => {
  state.sent(detail[0].content);
  show();
});
chat.addEventListener('fetch-messages', ({ detail }) => {
  if (detail[0].room) state.current = detail[0].room.roomId;
  chat.messagesLoaded = false;
  setTimeout(show, 50);
});
