import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EntryFacts, TombstoneFacts } from '../../src/core/entry.ts';
import type { Flag } from '../../src/core/flag.ts';
import { ClockWatch } from '../../src/evidence/clock.ts';
import { eachLink } from '../../src/store/entries.ts';
import { addChange, getFlag, keepFlags } from '../../src/store/flags.ts';
import { openStore, type Store } from '../../src/store/schema.ts';
import { Archive } from '../../src/worker/archive.ts';
import type { Artefacts } from '../../src/worker/artefacts.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { checked, filesFor } from '../store/archive-rig.ts';
import { all, freshName, sampleFlag } from '../store/samples.ts';
import { withWrites } from '../store/writes-that-end.ts';

const made = vi.hoisted(() => ({ wait: undefined as Promise<void> | undefined, asked: 0 }));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getManifest: () => ({ version: '0.1.0' }), getPlatformInfo: async () => ({ os: 'linux', arch: 'x86-64' }) },
    i18n: { getUILanguage: () => 'zh-TW' },
  },
}));
vi.mock('../../src/store/settings.ts', () => ({ readSettings: async () => ({ language: 'auto' }) }));
vi.mock('../../src/worker/artefacts.ts', () => ({
  makeArtefacts: async ({ flag, now }: { flag: Flag; now: string }): Promise<Artefacts> => {
    made.asked += 1;
    await made.wait;
    const artefacts = filesFor(flag.id);
    const [fragment, picture] = artefacts.map(({ name: file, bytes }) => ({ file, bytes: bytes.length, sha256: sha256Hex(bytes) }));
    return {
      artefacts, captureMethod: 'rendered', missing: [], fragment: { ...fragment!, images: [] },
      picture: { ...picture!, method: 'rendered', width: 1, height: 1, pieces: 1, pixelRatio: 1, takenAt: now, covers: 'message' },
    };
  },
}));

/** A device whose clocks and zone are set by the test. */
function device(start = '2026-03-03T00:00:00.000Z') {
  const time = { wall: Date.parse(start), steady: 0, zone: 'Asia/Shanghai' };
  return {
    time, pass: (ms: number) => { time.wall += ms; time.steady += ms; },
    device: { now: () => time.wall, zone: () => time.zone, watch: new ClockWatch(() => time.wall, () => time.steady) },
  };
}

let store: Store;
beforeEach(() => {
  store = openStore(freshName());
  Object.assign(made, { wait: undefined, asked: 0 });
});

async function flags(...ids: string[]): Promise<Flag[]> {
  await keepFlags(store, ids.map((id) => sampleFlag({ id, chat: id })));
  return Promise.all(ids.map(async (id) => (await getFlag(store, id))!));
}
const request = (flag: Flag) => ({ flag, trigger: 'card' as const, capture: null });
const clocks = async () => (await all(eachLink(store))).map(({ body }) => (body!.facts.type === 'change' || body!.facts.type === 'deleted' ? body!.facts.clock : (body!.facts as EntryFacts).times.clock));

it('seals what was made with what is known, and once', async () => {
  const [flag] = await flags('a');
  const { device: given } = device();
  const archive = new Archive(store, given);
  const entry = await archive.archive(request(flag!));
  expect(entry.body).toMatchObject({ seq: 1, sealedAt: '2026-03-03T00:00:00.000Z' });
  expect(entry.body.facts).toMatchObject({
    trigger: 'card', captureMethod: 'rendered', selfTest: { hash: true, signature: true }, times: { archivedAt: '2026-03-03T00:00:00.000Z', zone: 'Asia/Shanghai', utcOffsetMinutes: 480 },
    software: { extension: '0.1.0', model: 'm1', os: 'linux x86-64', userAgent: navigator.userAgent, locale: 'zh-TW', screen: null },
  });
  expect(await archive.archive(request(flag!))).toEqual(entry);
  expect(made.asked).toBe(1);
  expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 1, files: 2 } });
});

describe('clocks', () => {
  it('back, forward, another zone, summer time: noted, in the order of sealing', async () => {
    const [a, b, c, d, e] = await flags('a', 'b', 'c', 'd', 'e');
    const { time, pass, device: given } = device('2026-03-29T00:00:00.000Z');
    const archive = new Archive(store, given);
    const seal = async (flag: Flag | undefined) => void (await archive.archive(request(flag!)));
    await seal(a);
    pass(60_000);
    time.wall -= 3_600_000;
    await seal(b);
    pass(60_000);
    await seal(c);
    time.zone = 'Europe/Berlin';
    pass(1_000);
    await seal(d);
    pass(2 * 3_600_000);
    await seal(e);
    const nothing = { wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null };
    expect(await clocks()).toEqual([
      { previousSealedAt: null, ...nothing },
      { previousSealedAt: '2026-03-29T00:00:00.000Z', ...nothing, wentBackMs: 3_540_000, movedMs: -3_600_000 },
      { previousSealedAt: '2026-03-28T23:01:00.000Z', ...nothing },
      { previousSealedAt: '2026-03-28T23:02:00.000Z', ...nothing, zoneBefore: 'Asia/Shanghai', offsetMinutesBefore: 480 },
      { previousSealedAt: '2026-03-28T23:02:01.000Z', ...nothing, offsetMinutesBefore: 60 },
    ]);
    expect((await all(eachLink(store))).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await checked(store)).toMatchObject({ whole: true });
  });

  it('a jump is noted in the link that is written next, if one failed meanwhile', async () => {
    const [a, b] = await flags('a', 'b');
    const { time, device: given } = device();
    const archive = new Archive(store, given);
    time.wall += 86_400_000;
    await expect(withWrites(2, 'full', () => archive.archive(request(a!))).then(({ result }) => { if (result.status === 'rejected') throw result.reason; })).rejects.toMatchObject({ code: 'storage_full' });
    await archive.archive(request(b!));
    expect((await clocks()).map(({ movedMs }) => movedMs)).toEqual([86_400_000]);
    await archive.archive(request(a!));
    expect((await clocks()).map(({ movedMs }) => movedMs)).toEqual([86_400_000, null]);
  });

  it('several changes told at once tell of one jump once', async () => {
    const [a] = await flags('a');
    const { time, device: given } = device();
    const archive = new Archive(store, given);
    await archive.archive(request(a!));
    for (const what of ['gone', 'back', 'gone'] as const) await addChange(store, 'a', { what, at: '2026-03-03T00:00:00.000Z' });
    time.wall += 86_400_000;
    expect(await archive.tellChanges(a!)).toHaveLength(3);
    expect((await clocks()).map(({ movedMs }) => movedMs)).toEqual([null, 86_400_000, null, null]);
    expect(await checked(store)).toMatchObject({ whole: true });
  });

  it('several tombstones tell of one jump once', async () => {
    const [a] = await flags('a');
    const { time, pass, device: given } = device();
    const archive = new Archive(store, given);
    await archive.archive(request(a!));
    await addChange(store, 'a', { what: 'gone', at: '2026-03-03T00:00:00.000Z' });
    await archive.tellChanges(a!);
    pass(1_000);
    time.wall -= 10_000;
    await archive.delete('a', '不想留着');
    const stones = (await all(eachLink(store))).slice(2).map(({ body }) => body!.facts as TombstoneFacts);
    expect(stones.map(({ about, reason, clock }) => [about.seq, reason, clock.movedMs, clock.wentBackMs])).toEqual([[1, '不想留着', -10_000, 9_000], [2, '不想留着', null, null]]);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0 });
  });
});

describe('a program that ends, or a browser that fails, at any step before writing', () => {
  async function nothingStands(name: string): Promise<void> {
    const again = openStore(name);
    expect(await checked(again)).toMatchObject({ whole: true, strays: 0, counts: { messages: 0, custody: 0 } });
    expect((await getFlag(again, 'a'))!.state).toBe('open');
    expect((await new Archive(again, device().device).archive(request((await getFlag(again, 'a'))!))).seq).toBe(1);
    expect(await checked(again)).toMatchObject({ whole: true, strays: 0, counts: { messages: 1 } });
  }

  it('while the files are made', async () => {
    const [a] = await flags('a');
    made.wait = new Promise(() => {});
    void new Archive(store, device().device).archive(request(a!));
    await vi.waitFor(() => expect(made.asked).toBe(1));
    store.close();
    made.wait = undefined;
    await nothingStands(store.name);
  });

  it.each<['sign' | 'verify' | 'exportKey']>([['sign'], ['verify'], ['exportKey']])('at each %s of the key: never answered, and refused', async (step) => {
    for (let nth = 1; nth <= (step === 'sign' ? 2 : 1); nth++) {
      for (const how of ['hangs', 'fails'] as const) {
        store = openStore(freshName());
        const [a] = await flags('a');
        const real = crypto.subtle[step].bind(crypto.subtle) as (...args: unknown[]) => Promise<never>;
        let calls = 0;
        const spy = vi.spyOn(crypto.subtle, step).mockImplementation(((...args: unknown[]) => {
          if (++calls !== nth) return real(...args);
          return how === 'hangs' ? new Promise(() => {}) : Promise.reject(new DOMException('no', 'OperationError'));
        }) as never);
        const answer = new Archive(store, device().device).archive(request(a!));
        if (how === 'hangs') await vi.waitFor(() => expect(calls).toBe(nth));
        else await expect(answer).rejects.toMatchObject({ code: 'unknown' });
        spy.mockRestore();
        store.close();
        await nothingStands(store.name);
      }
    }
  });

  it('between sealing and writing', async () => {
    const [a] = await flags('a');
    const real = crypto.subtle.exportKey.bind(crypto.subtle);
    const spy = vi.spyOn(crypto.subtle, 'exportKey').mockImplementation((async (...args: Parameters<typeof real>) => {
      // The fingerprint of the key is the last thing asked for before the transaction.
      store.close();
      return real(...args);
    }) as typeof real);
    await expect(new Archive(store, device().device).archive(request(a!))).rejects.toMatchObject({ code: 'storage_refused' });
    spy.mockRestore();
    await nothingStands(store.name);
  });

  it('a key whose signatures do not verify seals nothing, and the next try may', async () => {
    const [a] = await flags('a');
    const spy = vi.spyOn(crypto.subtle, 'verify').mockResolvedValueOnce(false);
    await expect(new Archive(store, device().device).archive(request(a!))).rejects.toMatchObject({ code: 'unknown' });
    spy.mockRestore();
    await nothingStands(store.name);
  });
});

describe('many at once', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => `n${i}`);

  it('a hundred in parallel: each sealed once, in one chain', async () => {
    const all = await flags(...hundred);
    const sign = vi.spyOn(crypto.subtle, 'sign');
    const archive = new Archive(store, device().device);
    const entries = await Promise.all(all.map((flag) => archive.archive(request(flag))));
    // The self-test's and the seal's own: none was made again because another came first.
    expect(sign.mock.calls.length).toBe(200);
    sign.mockRestore();
    expect(entries.map(({ seq }) => seq).sort((x, y) => x - y)).toEqual(hundred.map((_, i) => i + 1));
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 100, files: 200, custody: 100 } });
  });

  it('a page that sends and sends: a few are made at a time, the rest wait or are refused, and what is kept stays', async () => {
    const all = await flags(...hundred);
    let go = () => {};
    made.wait = new Promise((done) => { go = () => done(undefined); });
    const archive = new Archive(store, device().device);
    const capture = { page: {}, rows: [], screen: null, ownAccount: null } as never;
    const answers = Promise.allSettled(all.map((flag) => archive.archive({ flag, trigger: 'card', capture })));
    await vi.waitFor(() => expect(made.asked).toBe(2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made.asked).toBe(2);
    go();
    const sealed = (await answers).filter(({ status }) => status === 'fulfilled').length;
    expect(sealed).toBe(34);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 34 } });
    expect((await getFlag(store, 'n99'))!.state).toBe('open');
    await archive.archive({ flag: all[99]!, trigger: 'card', capture });
    expect((await getFlag(store, 'n99'))!.state).toBe('archived');
  });

  it('a disk that is full in the middle: the others stand, and it can be tried again', async () => {
    const all = await flags(...hundred.slice(0, 20));
    const archive = new Archive(store, device().device);
    const { result } = await withWrites(72, 'full', () => Promise.allSettled(all.map((flag) => archive.archive(request(flag)))));
    const answers = result.status === 'fulfilled' ? result.value : [];
    const failed = answers.flatMap((answer, i) => (answer.status === 'rejected' ? [{ i, reason: answer.reason as unknown }] : []));
    expect(failed).toMatchObject([{ reason: { code: 'storage_full' } }]);
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 19, files: 38 } });
    await archive.archive(request(all[failed[0]!.i]!));
    expect(await checked(store)).toMatchObject({ whole: true, strays: 0, counts: { messages: 20 } });
  });

  it('one that fails holds up none behind it', async () => {
    const [a, b] = await flags('a', 'b');
    const archive = new Archive(store, device().device);
    const gone = archive.delete('none', '');
    const [, second] = await Promise.allSettled([gone, archive.archive(request(a!)), archive.archive(request(b!))]);
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
    expect(second.status).toBe('fulfilled');
    expect(await checked(store)).toMatchObject({ whole: true, counts: { messages: 2 } });
  });
});
