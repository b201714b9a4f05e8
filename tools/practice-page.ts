import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { practiceScript } from '../src/ui/welcome/practice-script.ts';

/** The practice chat alone on a localhost page, for machines where no chat server can be had. */
export interface PracticePage {
  url: string;
  stop(): Promise<void>;
}

export const PRACTICE_NAMES = { collector: '贷后07号', friend: '阿英', me: '我' };
/** The first lines stand there; the others come one by one. */
const AT_FIRST = 3;
const EVERY_MS = 2_000;

export async function servePracticePage(): Promise<PracticePage> {
  // A line keeps its time when the page is loaded again, as in a chat program.
  const startedAt = Date.now();
  const server = createServer((request, response) => {
    if (request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html(startedAt));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}

function html(startedAt: number): string {
  const lines = Object.values(practiceScript).flat();
  return `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>Practice chat</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}ol{list-style:none;padding:0;display:grid;gap:.75rem}
li{max-width:80%}li[data-practice-row=me]{justify-self:end;text-align:end}p{margin:0;padding:.5rem .75rem;border:1px solid #ccc;border-radius:8px;white-space:pre-wrap}span,time{font-size:.8rem;color:#666}</style>
<h1>Practice chat</h1><ol data-practice-chat aria-label="Practice chat"></ol>
<script>
const lines = ${JSON.stringify(lines).replaceAll('<', '\\u003c')}, names = ${JSON.stringify(PRACTICE_NAMES)};
let next = 0;
function add() {
  const line = lines[next++]; if (!line) return;
  const row = document.createElement('li'); row.setAttribute('data-practice-row', line.from === 'me' ? 'me' : 'them');
  const name = document.createElement('span'); name.setAttribute('data-practice-name', ''); name.textContent = names[line.from];
  const text = document.createElement('p'); text.setAttribute('data-practice-text', ''); text.textContent = line.text;
  const time = document.createElement('time'); const now = new Date(${startedAt} + next * 60_000); time.dateTime = now.toISOString(); time.textContent = now.toTimeString().slice(0, 5);
  row.append(name, text, time); document.querySelector('ol').append(row);
}
for (let i = 0; i < ${AT_FIRST}; i++) add();
setInterval(add, ${EVERY_MS});
</script></html>`;
}
