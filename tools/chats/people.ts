import { connect } from 'node:net';
import { within } from './workshop.ts';

/** Someone else in the chat. Every method resolves when the server has taken the words, not when a page shows them. */
export interface Person {
  name: string;
  /** To everyone in the room. */
  say(text: string): Promise<void>;
  /** To everyone in the room, as an action: `/me waves`. */
  act(text: string): Promise<void>;
  /** To Alice alone. */
  tell(text: string): Promise<void>;
  quit(): Promise<void>;
}

const JOIN_TIMEOUT_MS = 10_000;
/** An IRC line is 512 bytes with its prefix; a server cuts what is longer without a word, so we refuse. */
const IRC_TEXT_BYTES = 400;

export async function joinIrc(options: { port: number; nick: string; channel: string; alice: string }): Promise<Person> {
  const { port, nick, channel, alice } = options;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,19}$/.test(nick)) throw new Error(`“${nick}” cannot be an IRC nick: ASCII letters, digits and _, at most 20`);
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  const send = (line: string): void => void socket.write(`${line}\r\n`);
  const pongs = new Map<string, () => void>();
  let pingCount = 0;

  const joined = new Promise<void>((done, fail) => {
    let buffer = '';
    socket.on('error', fail);
    socket.on('data', (chunk) => {
      const lines = (buffer + chunk).split('\r\n');
      buffer = lines.pop()!;
      for (const line of lines) {
        const [, , code = ''] = /^(:\S+ )?(\S+)/.exec(line) ?? [];
        if (code === 'PING') send(`PONG ${line.slice(line.indexOf('PING') + 5)}`);
        else if (code === 'PONG') pongs.get(line.split(':').at(-1)!)?.();
        else if (code === '001') send(`JOIN ${channel}`);
        else if (code === '366') done();
        else if (/^4\d\d$/.test(code) && code !== '422') fail(new Error(`IRC server to ${nick}: ${line}`));
      }
    });
    send(`NICK ${nick}`);
    send(`USER ${nick} 0 * :${nick}`);
  });
  await within(joined, JOIN_TIMEOUT_MS, `${nick} could not join ${channel} in ${JOIN_TIMEOUT_MS / 1000} s`).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });

  /** The server answers in order: its PONG says that what we sent before has been passed on. */
  async function passedOn(): Promise<void> {
    const mark = `m${(pingCount += 1)}`;
    const answered = new Promise<void>((done) => pongs.set(mark, done));
    send(`PING ${mark}`);
    await within(answered, 5000, `The IRC server did not answer ${nick}`);
    pongs.delete(mark);
  }

  async function write(target: string, text: string, action = false): Promise<void> {
    if (/[\r\n\0]/.test(text)) throw new Error('An IRC message is one line');
    if (Buffer.byteLength(text) > IRC_TEXT_BYTES) throw new Error(`An IRC message holds at most ${IRC_TEXT_BYTES} bytes: “${text.slice(0, 30)}…” has ${Buffer.byteLength(text)}`);
    send(`PRIVMSG ${target} :${action ? `\u0001ACTION ${text}\u0001` : text}`);
    await passedOn();
  }

  return {
    name: nick,
    say: (text) => write(channel, text),
    act: (text) => write(channel, text, true),
    tell: (text) => write(alice, text),
    async quit() {
      if (socket.destroyed) return;
      const closed = new Promise<void>((done) => socket.once('close', () => done()));
      socket.end('QUIT :bye\r\n');
      await within(closed, 1000, '').catch(() => {});
      socket.destroy();
    },
  };
}

/** The few things of @xmpp/client that are used here. It has no types of its own. */
interface XmppLibrary {
  client(options: Record<string, string>): XmppClient;
  xml(name: string, attributes?: Record<string, string>, ...children: unknown[]): unknown;
}
interface XmppClient {
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'stanza', listener: (stanza: XmppStanza) => void): void;
  start(): Promise<unknown>;
  send(stanza: unknown): Promise<unknown>;
  stop(): Promise<unknown>;
  iqCaller: { request(stanza: unknown, timeoutMs?: number): Promise<unknown> };
}
interface XmppStanza {
  is(name: string): boolean;
  attrs: Record<string, string>;
}

export interface XmppOptions {
  /** WebSocket of the server, e.g. `ws://localhost:5280/xmpp-websocket`. */
  service: string;
  domain: string;
  account: string;
  password: string;
  /** As shown in the room. */
  name: string;
  room: string;
  /** Alice's address. */
  alice: string;
}

export async function joinXmpp(options: XmppOptions): Promise<Person> {
  const { service, domain, account, password, name, room, alice } = options;
  if (typeof WebSocket === 'undefined') throw new Error('This needs Node 22 or newer (for its WebSocket)');
  const libraryName: string = '@xmpp/client'; // installed in this folder only, so the type check must not look for it
  const { client, xml } = (await import(libraryName)) as XmppLibrary;
  const xmpp = client({ service, domain, username: account, password, resource: 'person' });
  const errors: Error[] = [];
  xmpp.on('error', (error) => errors.push(error));

  const me = `${room}/${name}`;
  const joined = new Promise<void>((done, fail) => {
    xmpp.on('stanza', (stanza) => {
      if (!stanza.is('presence') || stanza.attrs['from'] !== me) return;
      if (stanza.attrs['type'] === 'error') fail(new Error(`${name} was not let into ${room}`));
      else done();
    });
  });
  try {
    await within(xmpp.start(), JOIN_TIMEOUT_MS, `${account} could not sign in to the XMPP server`);
    await xmpp.send(xml('presence'));
    await xmpp.send(xml('presence', { to: me }, xml('x', { xmlns: 'http://jabber.org/protocol/muc' }, xml('history', { maxstanzas: '0' }))));
    await within(joined, JOIN_TIMEOUT_MS, `${name} could not join ${room}`);
  } catch (error) {
    await xmpp.stop().catch(() => {});
    throw new Error(errors.length > 0 ? `${String(error)} (${errors.at(-1)!.message})` : String(error), { cause: error });
  }

  let count = 0;
  async function write(type: 'groupchat' | 'chat', to: string, text: string): Promise<void> {
    const id = `${account}-${Date.now().toString(36)}-${(count += 1)}`;
    await xmpp.send(xml('message', { type, to, id }, xml('body', {}, text)));
    // The server takes stanzas in order, so its answer to a ping says that the message has been passed on.
    await within(xmpp.iqCaller.request(xml('iq', { type: 'get', to: domain }, xml('ping', { xmlns: 'urn:xmpp:ping' }))), 5000, `The XMPP server did not answer ${name}`);
  }
  let left: Promise<unknown> | undefined;
  return {
    name,
    say: (text) => write('groupchat', room, text),
    act: (text) => write('groupchat', room, `/me ${text}`),
    tell: (text) => write('chat', alice, text),
    async quit() {
      await within((left ??= xmpp.stop()), 2000, '').catch(() => {});
    },
  };
}
