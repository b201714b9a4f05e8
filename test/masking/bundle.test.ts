import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { FIRST_PREV, type CustodyRecord, type Entry } from '../../src/core/entry.ts';
import type { MaskItem } from '../../src/core/masking.ts';
import { findMaskable } from '../../src/masking/find-maskable.ts';
import { makeMasker } from '../../src/masking/masker.ts';
import { reconstruct } from '../../src/masking/unmask.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { CLOCK, each, HOSTILE, makeChain, makeFlag, makeInput, messageFacts, SOFTWARE, testKey } from '../export/make.ts';
import { unpack, type Unpacked } from '../export/read.ts';

const key = testKey();
const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const flags = [
  makeFlag(1, { text: '你妈李桂芳的电话是138 1234 5678，身份证11010519491231002X，住中山路12号', state: 'archived', entrySeq: 1, message: { url: 'https://chat.example/u/li_guifang?tel=13812345678', attachments: ['image: 李桂芳.jpg'] }, changes: [{ what: 'edited', at: '2026-11-22T00:00:00.000Z', words: '李桂芳，13812345678' }] }),
  makeFlag(2, { text: '加微信 wang_xm88，卡号6222021234567890128', source: { adapter: 'x', adapterVersion: '1', trust: 'run', pageTitle: '和李桂芳的群' } }),
  ...HOSTILE.map(([, text], n) => makeFlag(3 + n, { text: `${text}13812345678${text}` })),
];
const before = [makeFlag(90, { text: '我是李桂芳', message: { author: { id: 'li_guifang', name: '小芳芳的号', role: 'me' } } }).message, makeFlag(91, { text: '别找我', message: { author: { name: '邻居老赵', role: 'them' } } }).message];
const archived = messageFacts(flags[0]!, { context: { before, after: [] }, ownAccount: { id: 'li_guifang', name: '小芳芳的号' } });
const chain: Entry[] = makeChain([
  archived,
  { type: 'change', about: { seq: 1, hash: makeChain([archived], key)[0]!.hash, flagId: flags[0]!.id }, change: { what: 'edited', at: '2026-11-22T00:00:00.000Z', words: '李桂芳，13812345678' }, seenAt: '2026-11-22T00:00:00.000Z', clock: CLOCK, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: SOFTWARE, salt: 'c'.repeat(32) },
], key);
const custody: CustodyRecord[] = [];
for (const [n, act] of (['archived', 'deleted'] as const).entries()) {
  const body = { seq: n + 1, at: '2026-11-22T01:00:00.000Z', act, detail: { flag: flags[n]!.id, reason: '李桂芳' }, prev: custody[n - 1]?.hash ?? FIRST_PREV };
  custody.push({ ...body, hash: sha(canonicalize(body)!) });
}

const SECRETS = [
  '李桂芳', '138 1234 5678', '13812345678', '1234 5678', '11010519491231002', '6222021234567890128', 'wang_xm88', 'li_guifang', '小芳芳的号', '邻居老赵', '中山路12号',
  messageFacts(flags[0]!).salt, ...flags.map(({ id }) => id), '"k90"', '"k1"', sha(flags[0]!.message.text),
];

function everyFile({ dir }: Unpacked): { path: string; text: string }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    .map((one) => ({ path: join(one.parentPath, one.name), text: readFileSync(join(one.parentPath, one.name), 'utf8') }));
}

test('nothing of what was found is in any file of the masked copy, and with the full copy every record is the sealed one', async () => {
  const items: MaskItem[] = (await findMaskable({ flags, entries: chain })).filter(({ on }) => on);
  const masker = await makeMasker({ items, flags, entries: chain });
  const sources = { list: flags, sealed: chain, chain };
  const full = await unpack(makeInput(key, { ...sources, custody: () => each(custody), copy: { kind: 'full', map: masker.fullMap } }));
  const of = { manifestSha256: full.done.manifestSha256, bundleId: full.done.bundleId };
  const masked = await unpack(makeInput(key, {
    ...sources, list: flags.map(masker.flag), custody: () => each(custody.map(masker.custody)), filterWords: masker.text('含有「李桂芳」'), caseKey: masker.text('text=李桂芳'),
    copy: { kind: 'masked', of, record: masker.record, flagId: masker.flagId, picture: async () => null, map: masker.maskedMap(of) },
  }));

  expect(everyFile(full).filter(({ text }) => text.includes('李桂芳')).length).toBeGreaterThan(4);
  const files = everyFile(masked);
  expect(files.length).toBeGreaterThan(15);
  for (const { path, text } of files) for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${path}`).toBe(false);
  expect(masked.text('data/report.html')).toContain('⟦N');

  for (const bag of [full, masked]) expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: object[] }).problems).toEqual([]);
  expect(masked.text('data/chain.ndjson')).toBe(full.text('data/chain.ndjson'));

  const map = JSON.parse(full.text('data/masking.json')) as typeof masker.fullMap;
  for (const [n, { hash }] of chain.entries()) {
    const record = JSON.parse(masked.text(`data/entries/000${n + 1}/record.masked.json`)) as unknown;
    expect(sha(reconstruct(record, map))).toBe(hash);
  }
  const check = await verifyBundle(new Blob([readFileSync(masked.zip)]), { full: new Blob([readFileSync(full.zip)]) });
  expect(check.problems).toEqual([]);
  expect(check.entries.map(({ ok, problems }) => ({ ok, problems }))).toEqual([{ ok: true, problems: [] }, { ok: true, problems: [] }]);
  for (const { token, sha256 } of (JSON.parse(masked.text('data/masking.json')) as ReturnType<typeof masker.maskedMap>).items) {
    // With tools nobody here wrote.
    const text = map.items.find((item) => item.token === token)!.text;
    expect(execFileSync('sha256sum', { input: map.salt + text, encoding: 'utf8' }).slice(0, 64)).toBe(sha256);
  }
});
