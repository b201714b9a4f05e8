import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeZip } from 'client-zip';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { Flag } from '../../src/core/flag.ts';
import { exportBundle, type BundleInput } from '../../src/export/bundle.ts';
import { zip64End } from '../../src/export/many-files.ts';
import { makeEntries, makeFlag, makeInput, testKey } from './make.ts';
import { csvRecords, tempDir, unpack } from './read.ts';

const key = testKey();

/** A source that says what happens to it. */
function watched<T>(items: () => Iterable<T>) {
  const seen = { opened: 0, given: 0, ended: 0, closed: 0 };
  const source = async function* () {
    seen.opened += 1;
    try {
      for (const item of items()) {
        seen.given += 1;
        yield item;
      }
      seen.ended += 1;
    } finally {
      seen.closed += 1;
    }
  };
  return { source, seen };
}

function* many(n: number, text = '今天不还钱，明天到你单位去，让你同事都知道。'.repeat(5)): Generator<Flag> {
  for (let i = 0; i < n; i += 1) yield makeFlag(i, { text });
}

async function takeBytes(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: number): Promise<number> {
  let taken = 0;
  while (taken < wanted) {
    const { done, value } = await reader.read();
    if (done) break;
    taken += value.length;
  }
  return taken;
}

describe('10,000 flags', () => {
  test('are handed over while they are read, never held', async () => {
    const flags = watched(() => many(10_000));
    const progress: Parameters<BundleInput['onProgress']>[0][] = [];
    const { stream, done } = exportBundle(makeInput(key, { flags: flags.source, total: 10_000, onProgress: (one) => progress.push(one) }));
    const reader = stream.getReader();
    expect(flags.seen.opened).toBe(0);
    await takeBytes(reader, 100_000);
    expect(flags.seen.opened).toBe(1);
    expect(flags.seen.given).toBeLessThan(500);
    let taken = 100_000;
    for (;;) {
      const { done: over, value } = await reader.read();
      if (over) break;
      taken += value.length;
    }
    const result = await done;
    expect(result.flags).toBe(10_000);
    expect(result.bytes).toBeGreaterThan(10_000_000);
    expect(flags.seen).toEqual({ opened: 3, given: 30_000, ended: 3, closed: 3 });
    for (const step of ['flags', 'files', 'report'] as const) {
      const counts = progress.filter((one) => one.step === step);
      expect(counts[0]).toEqual({ step, done: 0, total: 10_000 });
      expect(counts.at(-1)).toEqual({ step, done: 10_000, total: 10_000 });
      expect(counts.length).toBeGreaterThan(2);
      expect(counts.map((one) => one.done)).toEqual(counts.map((one) => one.done).sort((a, b) => a - b));
    }
    expect(new Set(progress.map(({ step }) => step))).toEqual(new Set(['flags', 'chain', 'entries', 'files', 'custody', 'report', 'sign']));
  }, 60_000);

  test('leave the page its turns', async () => {
    const { stream } = exportBundle(makeInput(key, { flags: () => (async function* () { yield* many(5_000); })(), total: 5_000 }));
    let turns = 0;
    const beat = setInterval(() => { turns += 1; }, 1);
    const start = performance.now();
    await new Response(stream).arrayBuffer();
    clearInterval(beat);
    expect(turns).toBeGreaterThan((performance.now() - start) / 100);
  }, 60_000);
});

describe('cancelling', () => {
  // The second number: how many times the flags were opened by then.
  const cases: [where: string, bytes: number, opened: number][] = [['before anything was read', 0, 0], ['in the first reading', 50_000, 1], ['in the CSV', 3_000_000, 2], ['in the report', 5_000_000, 3]];
  test.each(cases)('%s: the stream fails, the sources close, nothing more is read', async (_where, bytes, opened) => {
    const flags = watched(() => many(2_000));
    const stop = new AbortController();
    const { stream, done } = exportBundle(makeInput(key, { flags: flags.source, total: 2_000, signal: stop.signal }));
    const reader = stream.getReader();
    const taken = await takeBytes(reader, bytes);
    expect(taken).toBeGreaterThanOrEqual(bytes);
    expect([flags.seen.opened, flags.seen.closed]).toEqual([opened, Math.max(0, opened - 1)]);
    stop.abort();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    await expect(reader.read()).rejects.toBeInstanceOf(Failure);
    const { given } = flags.seen;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    expect(flags.seen.given).toBe(given);
    expect(flags.seen.closed).toBe(flags.seen.opened);
  });

  test('while the source is slow: it does not wait for it', async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let closed = false;
    const slow = async function* () {
      try {
        yield makeFlag(1);
        reached.resolve();
        await gate.promise;
        yield makeFlag(2);
      } finally {
        closed = true;
      }
    };
    const stop = new AbortController();
    const { stream, done } = exportBundle(makeInput(key, { flags: slow, signal: stop.signal }));
    const reading = new Response(stream).arrayBuffer();
    await reached.promise;
    stop.abort();
    await expect(reading).rejects.toThrow('cancelled');
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    gate.resolve();
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(closed).toBe(true);
  });

  test('a signal that was aborted already reads nothing', async () => {
    const flags = watched(() => many(3));
    const { stream, done } = exportBundle(makeInput(key, { flags: flags.source, signal: AbortSignal.abort() }));
    await expect(new Response(stream).arrayBuffer()).rejects.toThrow('cancelled');
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(flags.seen.opened).toBe(0);
  });

  test('a reader that goes away ends it as well', async () => {
    const flags = watched(() => many(2_000));
    const { stream, done } = exportBundle(makeInput(key, { flags: flags.source, total: 2_000 }));
    const reader = stream.getReader();
    await takeBytes(reader, 50_000);
    await reader.cancel();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    expect(flags.seen.closed).toBe(1);
  });
});

// oxlint-disable-next-line require-yield
const broken = async function* (): AsyncGenerator<never> { throw new Failure('storage_refused'); };

describe('failing', () => {
  test.each<[string, Partial<BundleInput>]>([
    ['the flags', { flags: async function* () { yield makeFlag(1); throw new Failure('storage_refused', 'gone'); } }],
    ['the entries', { entries: broken }],
    ['the log', { custody: broken }],
    ['the key', { sign: () => Promise.reject(new Failure('storage_refused')) }],
  ])('%s fail: the stream and the promise say why', async (_what, change) => {
    const { stream, done } = exportBundle(makeInput(key, { list: [makeFlag(1)], ...change }));
    await expect(new Response(stream).arrayBuffer()).rejects.toMatchObject({ code: 'storage_refused' });
    await expect(done).rejects.toMatchObject({ code: 'storage_refused' });
  });

  test('a signature that is not DER is refused, not written', async () => {
    const { done, stream } = exportBundle(makeInput(key, { sign: () => Promise.resolve(new Uint8Array(64)) }));
    await expect(new Response(stream).arrayBuffer()).rejects.toMatchObject({ code: 'bad_request' });
    await expect(done).rejects.toMatchObject({ code: 'bad_request' });
  });

  test.each<[string, Partial<BundleInput>]>([['a time', { now: 'yesterday' }], ['a zone', { zone: 'Mars/Olympus' }], ['a key', { publicKeyPem: 'none' }]])('%s that is none is refused at once', (_what, change) => {
    expect(() => exportBundle(makeInput(key, change))).toThrow(/^bad_request/);
  });
});

describe('what changes while the export is made', () => {
  test('is not in it: every file shows the first reading', async () => {
    const list = [makeFlag(1), makeFlag(2), makeFlag(3)];
    let reading = 0;
    const flags = async function* () {
      reading += 1;
      if (reading === 1) yield* list;
      // Later: one was dismissed, one deleted, one is new.
      else yield* [{ ...list[0]!, state: 'dismissed' as const, dismissedAt: '2026-11-22T04:31:00.000Z' }, list[2]!, makeFlag(4)];
    };
    const bag = await unpack(makeInput(key, { flags, total: 3 }));
    const rows = csvRecords(bag.text('data/flags.csv'));
    expect(rows.map(({ id }) => id)).toEqual([list[0]!.id, list[2]!.id]);
    expect(rows[0]!.state).toBe('open');
    expect(bag.text('data/report.html')).toContain('id="m3"');
    expect(bag.text('data/report.html')).not.toContain('id="m4"');
    const { problems } = JSON.parse(bag.text('data/not-captured.json')) as { problems: object[] };
    expect(problems).toEqual(['flags.csv', 'report.html'].map((file) => ({ what: 'flags_gone_meanwhile', file, expected: 3, found: 2 })));
  });

  test('a flag that comes twice stands once', async () => {
    const bag = await unpack(makeInput(key, { list: [makeFlag(1), makeFlag(1), makeFlag(2)] }));
    expect(bag.done.flags).toBe(2);
    expect(csvRecords(bag.text('data/flags.csv'))).toHaveLength(2);
  });
});

test('1,000 entries: hashes in the CSV, one folder each', async () => {
  const list = [...many(1_000, '还钱')];
  const sealed = makeEntries(list, key);
  const bag = await unpack(makeInput(key, { list, sealed }));
  expect(bag.shell('sha256sum -c manifest-sha256.txt | grep -vc ": OK$" || true').trim()).toBe('0');
  expect(csvRecords(bag.text('data/flags.csv')).map((row) => row.entry_hash)).toEqual(sealed.map(({ hash }) => hash));
  expect(bag.done.entries).toBe(1_000);
}, 60_000);

test('a ZIP of more than 65,535 files is still read whole', async () => {
  const files = 65_540;
  const path = join(tempDir(), 'many.zip');
  const chunks = async function* () {
    let before = new Uint8Array() as Uint8Array;
    let held: Uint8Array | undefined;
    const zip = makeZip((function* () { for (let i = 0; i < files; i += 1) yield { name: `f/${i}`, input: 'x', lastModified: new Date(0) }; })());
    for await (const chunk of zip as unknown as AsyncIterable<Uint8Array>) {
      if (held) yield held;
      before = held ?? before;
      held = chunk;
    }
    const extra = zip64End(held!, before, files);
    expect(extra).toBeDefined();
    yield extra!;
    yield held!;
  };
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  expect(execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })).toContain('No errors detected');
  expect(execFileSync('unzip', ['-Z1', path], { encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n')).toHaveLength(files);
}, 120_000);
