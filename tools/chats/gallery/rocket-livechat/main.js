import { stage } from '../page.ts';

// The real widget, in a frame of a page that has a list of its own. Two people, the other's name in the head only, a time
// at each group. Its Rocket.Chat server is stood in for, in the page: REST for what was said, a socket for what is new.
const ROOM = 'room';
const me = { _id: 'me', username: 'guest-1', name: '林小满', token: 't' };
const agent = { _id: 'wang', username: 'wang', name: '王专员', status: 'online', emails: [] };
let socket;

const state = stage({
  talks: ['loan'],
  nameOf: () => '',
  orNameOf: (one) => (one.mine ? '' : one.name),
  composer: () => document.querySelector('[contenteditable=true]'),
  add: (one) => socket.push(one),
  drawn: () => document.querySelectorAll('li').length > 8,
});

const asMessage = (one) => ({ _id: one.id, rid: ROOM, msg: one.text, ts: one.date.toISOString(), u: one.mine ? me : agent });

const settings = { registrationForm: false, displayOfflineForm: false, fileUpload: false, language: 'zh', transcript: false, showConnecting: false, limitTextLength: false };
const answers = {
  config: () => ({ config: { enabled: true, online: true, settings, theme: { title: '在线客服', color: '#1d74f5' }, messages: {}, triggers: [], departments: [], resources: {}, agent, room: { _id: ROOM, servedBy: agent }, guest: me } }),
  'messages.history': (_, limit) => ({ messages: state.all().map(asMessage).toReversed().slice(0, limit) }),
  'agent.info': () => ({ agent }),
  room: () => ({ room: { _id: ROOM, servedBy: agent } }),
  visitor: () => ({ visitor: me }),
  message({ msg }) {
    const one = state.sent(msg);
    setTimeout(() => socket.push(one), 30);
    return { message: asMessage(one) };
  },
};

const realFetch = window.fetch;
window.fetch = async (input, init) => {
  const url = new URL(input.url ?? input, location.href);
  const call = /\/api\/v1\/livechat\/([\w.]+)/.exec(url.pathname)?.[1];
  if (!call) return realFetch(input, init);
  const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
  return Response.json({ ...answers[call]?.(body, Number(url.searchParams.get('limit') ?? 50)), success: true });
};

class Socket extends EventTarget {
  static OPEN = 1;
  readyState = 0;
  constructor() {
    super();
    socket = this;
    setTimeout(() => {
      this.readyState = Socket.OPEN;
      this.#fire(new Event('open'));
    }, 10);
  }
  #fire(event) {
    this[`on${event.type}`]?.(event);
    this.dispatchEvent(event);
  }
  #tell(data) {
    this.#fire(new MessageEvent('message', { data: JSON.stringify(data) }));
  }
  push(one) {
    this.#tell({ msg: 'changed', collection: 'stream-room-messages', id: 'id', fields: { eventName: ROOM, args: [{ ...asMessage(one), ts: { $date: one.date.getTime() } }] } });
  }
  send(text) {
    const { msg, id } = JSON.parse(text);
    const answer = { connect: { msg: 'connected', session: 's' }, ping: { msg: 'pong' }, sub: { msg: 'ready', subs: [id] }, method: { msg: 'result', id, result: {} } }[msg];
    if (answer) setTimeout(() => this.#tell(answer), 5);
  }
  close() {}
}
window.WebSocket = Socket;
window.SERVER_URL = location.origin;
localStorage.setItem('store', JSON.stringify({ minimized: false, visible: true, token: 't' }));

// The names of its scripts change with each version.
const index = await (await fetch('livechat/index.html')).text();
for (const [, src] of index.matchAll(/src="(livechat\/[^"]+)"/g)) {
  const script = document.createElement('script');
  script.src = src;
  script.async = false; // in this order
  document.body.append(script);
}
