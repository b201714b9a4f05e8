// Bundles as the exporter makes them, through the verifier: whole and masked, with every kind of link.
import { expect, test, vi } from 'vitest';
import { FIRST_PREV, type Entry } from '../../src/core/entry.ts';
import { exportBundle, type BundleDone, type BundleInput } from '../../src/export/bundle.ts';
import { makeMasker } from '../../src/masking/masker.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { CLOCK, each, HOSTILE, makeChain, makeCustody, makeFlag, makeInput, messageFacts, SOFTWARE, testKey } from '../export/make.ts';
import { sha } from './make-bundle.ts';

vi.setConfig({ testTimeout: 30_000 });

async function made(input: BundleInput): Promise<{ zip: Blob; done: BundleDone }> {
  const { stream, done } = exportBundle(input);
  return { zip: await new Response(stream).blob(), done: await done };
}

const when = { salt: '0123456789abcdef0123456789abcdef', clock: CLOCK, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: SOFTWARE };

function sample() {
  const key = testKey();
  const flags = HOSTILE.filter(([, text]) => text.isWellFormed()).map(([, text], n) => makeFlag(n, { text: `王某 ${text}` }));
  const lost = makeFlag(99);
  const picture = Uint8Array.from({ length: 500 }, (_, i) => i & 255);
  const html = new TextEncoder().encode('<!doctype html><p>王某</p>');
  const fragment = { file: 'message.html', sha256: sha(html), bytes: html.length, images: [] } as const;
  const shown = { file: 'picture.png', sha256: sha(picture), bytes: picture.length, method: 'screen', width: 1, height: 1, pieces: 1, pixelRatio: 1, takenAt: '2026-11-22T01:00:00.000Z', covers: 'message' } as const;
  const about = (n: number, flag: (typeof flags)[number]) => ({ seq: n, hash: FIRST_PREV, flagId: flag.id });
  const facts = [lost, ...flags].map((flag, i) => messageFacts(flag, i === 1 ? { fragment: { ...fragment, images: [] }, picture: shown } : {}));
  const change = { type: 'change' as const, about: about(2, flags[0]!), change: { what: 'recalled' as const, at: '2026-11-22T02:00:00.000Z', words: '王某撤回了一条消息' }, seenAt: '2026-11-22T01:00:00.000Z', ...when };
  const told = { type: 'deleted' as const, about: about(1, lost), reason: '', deletedAt: '2026-11-22T03:00:00.000Z', ...when };
  // What a link says of another needs its hash: sealed once to know them, and again with them.
  const first = makeChain([...facts, change, told], key);
  change.about.hash = first[1]!.hash;
  told.about.hash = first[0]!.hash;
  const chain: Entry[] = makeChain([...facts, change, told], key).map((entry, i) => (i === 0 ? { ...entry, body: null } : entry));
  for (const [i, flag] of flags.entries()) Object.assign(flag, { state: 'archived', entrySeq: i + 2 });
  const files = new Map([['2/message.html', html], ['2/picture.png', picture]] as const);
  return { key, flags, chain, files };
}

test('with messages of every kind, a change, a deletion and artefacts: good', async () => {
  const { key, flags, chain, files } = sample();
  const { zip, done } = await made(makeInput(key, { list: flags, sealed: chain, chain, files }));
  const got = await verifyBundle(zip, { noted: done.manifestSha256 });
  expect([got.problems, got.files.filter(({ ok }) => !ok), got.entries.filter(({ ok }) => !ok)]).toEqual([[], [], []]);
  expect(got.overall).toBe('good');
  expect(got.facts).toMatchObject({ copy: 'full', chain: { links: chain.length, hash: done.head.hash }, counts: { flags: flags.length, entries: flags.length, changes: 1, deleted: 1 } });
});

test('masked: open by itself, good with its full copy, bad with another', async () => {
  const { key, flags, chain, files } = sample();
  const masker = await makeMasker({ items: [{ kind: 'name', text: '王某' }], flags, entries: chain });
  const sources = { list: flags, sealed: chain, chain, files };
  const full = await made(makeInput(key, { ...sources, copy: { kind: 'full', map: masker.fullMap } }));
  const of = { manifestSha256: full.done.manifestSha256, bundleId: full.done.bundleId };
  const masked = await made(makeInput(key, {
    ...sources, list: flags.map(masker.flag), custody: () => each(makeCustody(['archived', 'exported']).map(masker.custody)),
    entries: () => each(chain.map((entry) => (entry.body ? { ...entry, body: masker.record(entry) as Entry['body'] } : entry))),
    copy: { kind: 'masked', of, record: ({ seq }) => masker.record(chain[seq - 1]!), picture: async (_seq, png) => png, map: masker.maskedMap(of) },
  }));
  expect((await verifyBundle(full.zip)).overall).toBe('good');
  const alone = await verifyBundle(masked.zip);
  expect([alone.problems, alone.files.filter(({ ok }) => !ok), alone.entries.filter(({ ok }) => ok === false)]).toEqual([[], [], []]);
  expect(alone.overall).toBe('incomplete');
  const both = await verifyBundle(masked.zip, { full: full.zip });
  expect([both.overall, both.problems, both.entries.filter(({ ok }) => !ok), both.files.filter(({ ok }) => !ok)]).toEqual(['good', [], [], []]);
  const log = makeCustody(['archived', 'exported', 'verified']);
  const longer = await made(makeInput(key, {
    ...sources, list: flags.map(masker.flag), custody: () => each(log.map(masker.custody)),
    entries: () => each(chain.map((entry) => (entry.body ? { ...entry, body: masker.record(entry) as Entry['body'] } : entry))),
    copy: { kind: 'masked', of, record: ({ seq }) => masker.record(chain[seq - 1]!), picture: async () => null, map: masker.maskedMap(of) },
  }));
  expect((await verifyBundle(longer.zip, { full: full.zip })).problems).toEqual([{ code: 'custody_hash', at: 3 }]);
  const other = sample();
  const wrong = await made(makeInput(other.key, { list: other.flags, sealed: other.chain, chain: other.chain, files: other.files }));
  expect((await verifyBundle(masked.zip, { full: wrong.zip })).problems).toEqual([{ code: 'masked_of' }]);
});
