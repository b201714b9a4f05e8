import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { encryptedName, encryptStream, lockFault, LockFault, readRecipients, type Lock } from '../../src/export/encrypt.ts';
import { makePassphrase, strengthOf } from '../../src/export/passphrase.ts';
import { tempDir } from './read.ts';

const GOOD = 'k7mq-x2vd-9rth-w4pn-c6ys';

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

function keyPair(dir: string): { file: string; recipient: string } {
  const file = join(dir, 'key.txt');
  execFileSync('age-keygen', ['-o', file], { stdio: 'ignore' });
  return { file, recipient: /age1\w+/.exec(readFileSync(file, 'utf8'))![0] };
}

/** `age -d` asks for the passphrase at a terminal and nowhere else. */
function openAtTerminal(file: string, passphrase: string): { status: number | null; out: Buffer } {
  const script = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execvp('age', ['age', '-d', '-o', sys.argv[1] + '.out', sys.argv[1]])
seen = b''
sent = False
while True:
    try:
        part = os.read(fd, 4096)
    except OSError:
        break
    if not part:
        break
    seen += part
    if not sent and b'assphrase' in seen:
        sent = True
        os.write(fd, sys.argv[2].encode() + b'\\n')
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;
  const { status } = spawnSync('python3', ['-c', script, file, passphrase]);
  return { status, out: status === 0 ? readFileSync(`${file}.out`) : Buffer.alloc(0) };
}

describe('opened with the standard program', () => {
  test.each(['k7mq-x2vd-9rth-w4pn-c6ys', '今天天气很好 我们去爬山', '  spaces at both ends kept  '])('passphrase %j', async (passphrase) => {
    const content = Buffer.concat([Buffer.from('PK'), Buffer.alloc(200_000, 7)]);
    const file = join(tempDir(), 'a.zip.age');
    const parts: number[] = [];
    writeFileSync(file, await bytesOf(encryptStream(streamOf(content), { passphrase }, { onProgress: (part) => parts.push(part) })));
    expect(openAtTerminal(file, passphrase).out.equals(content)).toBe(true);
    expect(openAtTerminal(file, `${passphrase}x`).status).not.toBe(0);
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.at(-1)).toBe(1);
  }, 60_000);

  test('two keys, each opens it, a third does not', async () => {
    const [a, b, c] = [keyPair(tempDir()), keyPair(tempDir()), keyPair(tempDir())];
    const file = join(tempDir(), 'a.age');
    writeFileSync(file, await bytesOf(encryptStream(streamOf(Buffer.from('one'), Buffer.alloc(0), Buffer.from('two')), { recipients: [a.recipient, b.recipient] })));
    for (const key of [a, b]) expect(execFileSync('age', ['-d', '-i', key.file, file], { encoding: 'utf8' })).toBe('onetwo');
    expect(spawnSync('age', ['-d', '-i', c.file, file]).status).not.toBe(0);
  });

  test.each([0, 1, 65_535, 65_536, 65_537, 131_072])('%i bytes', async (size) => {
    const key = keyPair(tempDir());
    const file = join(tempDir(), 'a.age');
    const content = Buffer.alloc(size, 'x');
    writeFileSync(file, await bytesOf(encryptStream(streamOf(content), { recipients: [key.recipient] })));
    expect(execFileSync('age', ['-d', '-i', key.file, file]).equals(content)).toBe(true);
  });

  test('50 MB go through without staying in memory', async () => {
    const dir = tempDir();
    const key = keyPair(dir);
    const chunk = new Uint8Array(256 * 1024).fill(3);
    const hash = createHash('sha256');
    let left = 200;
    let [most, ahead, written] = [0, 0, 0];
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left === 0) return controller.close();
        left -= 1;
        const copy = chunk.slice();
        hash.update(copy);
        controller.enqueue(copy);
      },
    }, { highWaterMark: 0 });
    globalThis.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    const measured = Readable.fromWeb(encryptStream(source, { recipients: [key.recipient] }) as never).map((part: Uint8Array) => {
      written += part.length;
      ahead = Math.max(ahead, (200 - left) * chunk.length - written);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      return part;
    });
    await pipeline(measured, createWriteStream(join(dir, 'big.age')));
    // What was read and not yet handed on; the collector decides how much memory that is.
    expect(ahead).toBeLessThan(2_000_000);
    expect(most).toBeLessThan(45_000_000);
    const opened = execFileSync('sh', ['-c', `age -d -i ${key.file} ${join(dir, 'big.age')} | sha256sum`], { encoding: 'utf8' });
    expect(opened.slice(0, 64)).toBe(hash.digest('hex'));
  }, 60_000);
});

describe('an end before the end', () => {
  const endless = (told: unknown[]) => new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)), cancel: (why) => void told.push(why) }, { highWaterMark: 0 });

  test('cancelling the result cancels the source', async () => {
    const told: unknown[] = [];
    const reader = encryptStream(endless(told), { recipients: [keyPair(tempDir()).recipient] }).getReader();
    await reader.read();
    await reader.cancel('enough');
    expect(told).toHaveLength(1);
  });

  test('a signal fails the stream and cancels the source, also while the key is being made', async () => {
    const told: unknown[] = [];
    const stop = new AbortController();
    const stream = encryptStream(endless(told), { passphrase: GOOD }, { signal: stop.signal, onProgress: (part) => { if (part > 0.1) stop.abort(); } });
    await expect(stream.getReader().read()).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => told.length).toBe(1);
  });

  test('a signal that was given before', async () => {
    const told: unknown[] = [];
    await expect(bytesOf(encryptStream(endless(told), { passphrase: GOOD }, { signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'cancelled' });
    expect(told).toHaveLength(1);
  });

  test('what the source fails with comes through', async () => {
    const source = new ReadableStream<Uint8Array>({ pull() { throw new Error('the disk is gone'); } });
    await expect(bytesOf(encryptStream(source, { recipients: [keyPair(tempDir()).recipient] }))).rejects.toThrow('the disk is gone');
  });

  test('nothing is read before the result is', async () => {
    let asked = 0;
    const source = new ReadableStream<Uint8Array>({ pull: (controller) => { asked += 1; controller.close(); } }, { highWaterMark: 0 });
    encryptStream(source, { passphrase: GOOD });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(0);
  });
});

test('the page gets its turns while the key is made', async () => {
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 1);
  await bytesOf(encryptStream(streamOf(new Uint8Array(9)), { passphrase: GOOD }));
  clearInterval(timer);
  // The library's own way gives none: about a second of work in slices of 12 ms gives many, however busy the machine is.
  expect(turns).toBeGreaterThan(10);
});

describe('what it may not be locked with', () => {
  const secret = 'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ';
  test.each<[Lock, string | null]>([
    [{ passphrase: '' }, 'passphrase_empty'],
    [{ passphrase: ' \u3000 ' }, 'passphrase_empty'],
    [{ passphrase: 'abc' }, 'passphrase_weak'],
    [{ passphrase: '13812345678' }, 'passphrase_weak'],
    [{ passphrase: 'aaaaaaaaaaaaaaaaaaaa' }, 'passphrase_weak'],
    [{ passphrase: 'abcdefghijklmnop' }, 'passphrase_weak'],
    [{ passphrase: 'qwertyqwertyqwerty' }, 'passphrase_weak'],
    [{ passphrase: `${GOOD}\n` }, 'passphrase_unusable'],
    [{ passphrase: `${GOOD}\uD800` }, 'passphrase_unusable'],
    [{ passphrase: GOOD }, null],
    [{ recipients: [] }, 'recipient_missing'],
    [{ recipients: ['age1nonsense'] }, 'recipient_bad'],
    [{ recipients: ['ssh-ed25519 AAAA'] }, 'recipient_bad'],
    [{ recipients: [secret] }, 'recipient_is_secret'],
  ])('%j → %s', (lock, fault) => {
    expect(lockFault(lock)).toBe(fault);
    if (fault) expect(() => encryptStream(streamOf(), lock)).toThrow(new LockFault(fault as LockFault['code']));
  });

  test('keys as they are pasted', () => {
    expect(readRecipients('# public key: mine\r\nage1abc \n\n  age1def\n')).toEqual(['age1abc', 'age1def']);
  });
});

describe('passphrases', () => {
  test.each<[string, string]>([
    ['', 'none'], ['password', 'weak'], ['19900101', 'weak'], ['correct horse', 'fair'], ['one two three four', 'good'],
    ['今天天气', 'weak'], ['今天天气很好啊', 'fair'], ['今天天气很好我们去爬山', 'good'], ['4839 2750 1846 3920 5718', 'fair'],
  ])('%j is %s', (passphrase, strength) => expect(strengthOf(passphrase)).toBe(strength));

  test('a made one is good, has no look-alikes and never comes twice', () => {
    const made = Array.from({ length: 500 }, () => makePassphrase());
    expect(new Set(made).size).toBe(500);
    for (const one of made) {
      expect(one).toMatch(/^([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}$/);
      expect(strengthOf(one)).toBe('good');
    }
  });

  test('bytes that would favour some characters are passed over', () => {
    expect(makePassphrase((bytes) => bytes.map((_, i) => (i % 2 ? 255 : 0)))).toBe('2222-2222-2222-2222-2222');
  });
});

test('the file name says that it is locked', () => expect(encryptedName('witnessmark-2026-11-22-123000.zip')).toBe('witnessmark-2026-11-22-123000.zip.age'));
