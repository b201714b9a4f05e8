// Stands beside whoever starts chat programs. Its standard input closes when that process ends, in whatever way
// (Ctrl-C, a kill, a crash); it then stops every program still named and removes the folders. Lines on input:
//   pid 123 | gone 123 | dir /tmp/x
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const pids = new Set();
const folders = new Set();

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // already gone
  }
}

const alive = () => [...pids].filter((pid) => send(pid, 0));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, rest] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    if (word === 'pid') pids.add(Number(rest));
    if (word === 'gone') pids.delete(Number(rest));
    if (word === 'dir') folders.add(rest);
  })
  .on('close', async () => {
    for (const pid of pids) send(pid, 'SIGTERM');
    for (let waited = 0; alive().length > 0 && waited < 3000; waited += 50) await pause(50);
    for (const pid of alive()) send(pid, 'SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  });
