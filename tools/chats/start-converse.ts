import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../browser/find-browser.mjs';
import { joinXmpp, type Person } from './people.ts';
import { freePorts, type Workshop } from './workshop.ts';

/** Converse, a chat page in the browser, with an XMPP server of its own. Both on 127.0.0.1 only. */
export interface ConverseChat {
  /** e.g. `http://localhost:40002/`: another site than The Lounge's, so that each can be switched on alone. Signs Alice in by itself. */
  url: string;
  user: string;
  /** Address of the room Alice is in from the start. */
  room: string;
  /** Address of a person, as Converse's list of contacts and `open-converse.ts` know it. */
  addressOf(account: string): string;
  /**
   * A person in the room, who is also one of Alice's contacts and can write to her alone.
   * `account` is one of `CONVERSE_ACCOUNTS`; the name shown in the room may be any text.
   */
  person(account: string, name?: string): Promise<Person>;
}

/** The contact list is fixed when the server starts, so the people are too. Account → name in Alice's contact list. */
export const CONVERSE_ACCOUNTS: Record<string, string> = { bob: 'Bob', carol: 'Carol', manager: '陳經理', ahui: '阿慧', officer: '王专员' };

const USER = 'alice';
const PASSWORD = 'secret';
const DOMAIN = 'localhost';
const ROOM = `lobby@conference.${DOMAIN}`;

const modules = fileURLToPath(new URL('./node_modules/', import.meta.url));

export async function startConverse(workshop: Workshop): Promise<ConverseChat> {
  const prosody = findProgram(['prosody']);
  const prosodyctl = findProgram(['prosodyctl']);
  if (!prosody || !prosodyctl) throw new Error('The XMPP server prosody is not installed. On Debian and Ubuntu: apt-get install prosody');
  const [clientPort, xmppPort] = (await freePorts(2)) as [number, number];

  const folder = join(workshop.folder, 'xmpp');
  mkdirSync(join(folder, 'data'), { recursive: true });
  const config = join(folder, 'prosody.cfg.lua');
  writeFileSync(config, prosodyConfig(folder, clientPort, xmppPort));
  writeFileSync(join(folder, 'contacts.txt'), contactList());
  const flags = [...(process.getuid?.() === 0 ? ['--root'] : []), '--config', config];
  for (const account of [USER, ...Object.keys(CONVERSE_ACCOUNTS)]) {
    await workshop.runOnce(prosodyctl, [...flags, 'register', account, DOMAIN, PASSWORD], folder);
  }
  await workshop.start({ name: 'Prosody', command: prosody, args: [...flags, '-F'], cwd: folder, port: xmppPort });

  const service = `ws://localhost:${xmppPort}/xmpp-websocket`;
  const pagePort = await servePage(workshop, service);
  return {
    url: `http://localhost:${pagePort}/`,
    user: USER,
    room: ROOM,
    addressOf: (account) => `${account}@${DOMAIN}`,
    async person(account, name = CONVERSE_ACCOUNTS[account] ?? account) {
      if (!(account in CONVERSE_ACCOUNTS)) throw new Error(`No account “${account}”: there are ${Object.keys(CONVERSE_ACCOUNTS).join(', ')}`);
      const person = await joinXmpp({ service, domain: DOMAIN, account, password: PASSWORD, name, room: ROOM, alice: `${USER}@${DOMAIN}` });
      workshop.onStop(() => person.quit());
      return person;
    },
  };
}

function contactList(): string {
  const people = Object.entries(CONVERSE_ACCOUNTS).map(([account, name]) => `${account}@${DOMAIN}=${name}`);
  return ['[Contacts]', `${USER}@${DOMAIN}=Alice`, ...people, ''].join('\n');
}

function prosodyConfig(folder: string, clientPort: number, xmppPort: number): string {
  return `${process.getuid?.() === 0 ? 'run_as_root = true' : ''}
pidfile = "${folder}/prosody.pid"
data_path = "${folder}/data"
plugin_paths = {}
daemonize = false
modules_enabled = { "roster", "saslauth", "disco", "carbons", "pep", "private", "vcard4", "vcard_legacy", "ping", "mam", "websocket", "posix", "groups" }
modules_disabled = { "s2s", "tls" }
groups_file = "${folder}/contacts.txt"
authentication = "internal_plain"
storage = "internal"
c2s_require_encryption = false
s2s_require_encryption = false
allow_unencrypted_plain_auth = true
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { ${clientPort} }; c2s_interfaces = { "127.0.0.1" }
c2s_direct_tls_ports = {}
s2s_ports = {}; s2s_direct_tls_ports = {}
http_ports = { ${xmppPort} }; http_interfaces = { "127.0.0.1" }
https_ports = {}
http_default_host = "${DOMAIN}"
cross_domain_websocket = true; consider_websocket_secure = true
archive_expires_after = "never"; default_archive_policy = true
max_archive_query_results = 50
log = { info = "*console" }
VirtualHost "${DOMAIN}"
Component "conference.${DOMAIN}" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  restrict_room_creation = false
  muc_room_default_persistent = true
  muc_room_locking = false
`;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg',
};

async function servePage(workshop: Workshop, service: string): Promise<number> {
  const page = conversePage(service);
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0]!));
    const send = (body: string | Buffer, type: string): void => void response.writeHead(200, { 'content-type': type }).end(body);
    if (path === '/') return send(page, TYPES['.html']!);
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const file = path.endsWith('/curve25519_compiled.wasm') ? '/dist/curve25519_compiled.wasm' : path; // it is asked for at the root
    if (!file.startsWith('/dist/')) return void response.writeHead(404).end();
    readFile(join(modules, 'converse.js', file)).then(
      (body) => send(body, TYPES[extname(file)] ?? 'application/octet-stream'),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  workshop.onStop(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as { port: number }).port;
}

function conversePage(service: string): string {
  const options = {
    view_mode: 'fullscreen', websocket_url: service, discover_connection_methods: false, authentication: 'login', auto_login: true,
    jid: `${USER}@${DOMAIN}`, password: PASSWORD, nickname: 'Alice', assets_path: '/dist/', loglevel: 'warn', i18n: 'en', play_sounds: false,
    auto_join_rooms: [ROOM], muc_nickname_from_jid: true, allow_non_roster_messaging: true, persistent_store: 'sessionStorage', archived_messages_page_size: 50,
    show_desktop_notifications: false,
  };
  // img-src keeps the page from asking the internet for its sponsors' pictures.
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Converse</title>
<meta http-equiv="Content-Security-Policy" content="img-src 'self' data: blob:">
<link rel="stylesheet" href="/dist/converse.min.css"></head><body class="converse-fullscreen">
<script type="module">
import * as module from '/dist/converse.min.js';
const converse = module.converse ?? module.default ?? window.converse;
converse.plugins.add('page-api', { initialize() { window.converseApi = this._converse.api; } });
converse.initialize({ ...${JSON.stringify(options)}, whitelisted_plugins: ['page-api'] });
</script></body></html>`;
}
