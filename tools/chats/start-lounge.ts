import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../browser/find-browser.mjs';
import { joinIrc, type Person } from './people.ts';
import { freePorts, type Workshop } from './workshop.ts';

/** The Lounge, a chat page in the browser, joined to an IRC server of its own. Both on 127.0.0.1 only. */
export interface LoungeChat {
  /** e.g. `http://127.0.0.1:40001/` */
  url: string;
  /** What to type into its sign-in form. */
  user: string;
  password: string;
  /** The channel Alice is in from the start. */
  channel: string;
  /** A person in the channel, who can also write to Alice alone. `nick`: ASCII letters, digits, `_`, at most 20. */
  person(nick: string): Promise<Person>;
}

const USER = 'alice';
const PASSWORD = 'secret';
const CHANNEL = '#lobby';

const here = fileURLToPath(new URL('.', import.meta.url));
const requireHere = createRequire(import.meta.url);

/** History is kept (SQLite of Node itself), so that a reload shows it again. */
export async function startLounge(workshop: Workshop): Promise<LoungeChat> {
  const ngircd = findProgram(['ngircd']);
  if (!ngircd) throw new Error('The IRC server ngircd is not installed. On Debian and Ubuntu: apt-get install ngircd');
  const [ircPort, webPort] = (await freePorts(2)) as [number, number];

  const ircFolder = join(workshop.folder, 'irc');
  mkdirSync(ircFolder);
  const ircConfig = join(ircFolder, 'ngircd.conf');
  writeFileSync(ircConfig, ngircdConfig(ircPort));
  await workshop.start({ name: 'ngircd', command: ngircd, args: ['-n', '-f', ircConfig], cwd: ircFolder, port: ircPort });

  const home = join(workshop.folder, 'lounge');
  mkdirSync(join(home, 'users'), { recursive: true });
  writeFileSync(join(home, 'config.js'), `module.exports = ${JSON.stringify(loungeConfig(webPort), null, 2)};\n`);
  writeFileSync(join(home, 'users', `${USER}.json`), JSON.stringify(loungeUser(ircPort), null, 2), { mode: 0o600 });
  const url = `http://127.0.0.1:${webPort}/`;
  await workshop.start({
    name: 'The Lounge',
    command: process.execPath,
    args: ['--require', join(here, 'offline.cjs'), join(here, 'node_modules/thelounge/index.js'), 'start'],
    cwd: home,
    // NODE_ENV: a test runner sets `test`, and then The Lounge looks for files of its own source tree.
    env: { PATH: process.env['PATH'], HOME: home, THELOUNGE_HOME: home, NODE_ENV: 'production' },
    port: webPort,
    ready: async () => (await fetch(url)).ok,
  });

  return {
    url, user: USER, password: PASSWORD, channel: CHANNEL,
    async person(nick) {
      const person = await joinIrc({ port: ircPort, nick, channel: CHANNEL, alice: USER });
      workshop.onStop(() => person.quit());
      return person;
    },
  };
}

function ngircdConfig(port: number): string {
  return `[Global]
Name = irc.chats.test
Info = Chats for trying things out
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = "Welcome"
ServerUID = ${process.getuid?.() ?? 0}
ServerGID = ${process.getgid?.() ?? 0}
[Limits]
MaxConnectionsIP = 0
MaxNickLength = 20
MaxPenaltyTime = 0
[Options]
PAM = no
DNS = no
Ident = no
SyslogFacility = local1
ChrootDir =
[Channel]
Name = ${CHANNEL}
Topic = Chats for trying things out
`;
}

function loungeConfig(port: number): object {
  return {
    public: false, host: '127.0.0.1', port, reverseProxy: false, maxHistory: 10_000, theme: 'default', prefetch: false,
    transports: ['websocket', 'polling'], leaveMessage: 'bye', lockNetwork: false, messageStorage: ['sqlite'],
    fileUpload: { enable: false }, identd: { enable: false },
  };
}

function loungeUser(ircPort: number): object {
  // The Lounge's own hashing, as its `thelounge add` does it.
  const { hashSync } = requireHere('bcryptjs') as { hashSync(password: string, rounds: number): string };
  return {
    password: hashSync(PASSWORD, 8),
    log: true,
    networks: [
      {
        uuid: '5f4b7d1e-8a3c-4f7e-9b55-0c1d2e3f4a5b', name: 'Chats', host: '127.0.0.1', port: ircPort, password: '', tls: false,
        rejectUnauthorized: false, nick: USER, username: USER, realname: 'Alice', commands: [], channels: [{ name: CHANNEL, key: '' }],
      },
    ],
  };
}
