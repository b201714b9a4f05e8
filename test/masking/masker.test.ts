import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SealedBody } from '../../src/core/entry.ts';
import { escapeHalves } from '../../src/evidence/canonical.ts';
import type { MaskItem } from '../../src/core/masking.ts';
import { makeMasker, previewMask, type Masker } from '../../src/masking/masker.ts';
import { reconstruct, unmask } from '../../src/masking/unmask.ts';
import { unmask as verifierUnmask } from '../../src/verify/masked.ts';
import { HOSTILE, makeChain, makeFlag, messageFacts, testKey } from '../export/make.ts';

const key = testKey();
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

function masker(items: MaskItem[], change: Partial<Parameters<typeof makeMasker>[0]> = {}): Promise<Masker> {
  return makeMasker({ items, flags: [], entries: [], ...change });
}

const phone: MaskItem = { kind: 'phone', text: '13812345678' };
const mother: MaskItem = { kind: 'name', text: '李桂芳' };

describe('a text', () => {
  const show = (items: MaskItem[], text: string): string => previewMask(items)(text).map(({ shown }) => shown).join('');

  test.each<[string, MaskItem[], string, string]>([
    ['the same text has the same token', [phone, mother], '李桂芳13812345678，李桂芳', '⟦N1⟧⟦P1⟧，⟦N1⟧'],
    ['ways of writing share the number', [phone], '13812345678 138-1234-5678 １３８１２３４５６７８ 138-1234-5678', '⟦P1⟧ ⟦P1a⟧ ⟦P1b⟧ ⟦P1a⟧'],
    ['what does not show is taken along', [phone, mother], '李\u200B桂\u2060芳 1\u202E3812345678', '⟦N1a⟧ ⟦P1a⟧'],
    ['a name that is spaced out', [mother], '李 桂 芳', '⟦N1a⟧'],
    ['capitals and width', [{ kind: 'name', text: 'Mary Lee' }], 'MARY LEE ｍａｒｙ ｌｅｅ', '⟦N1a⟧ ⟦N1b⟧'],
    ['the longest first', [{ kind: 'name', text: '桂芳' }, mother], '李桂芳和桂芳', '⟦N2⟧和⟦N1⟧'],
    ['what overlaps is one', [{ kind: 'name', text: '桂芳街' }, { kind: 'name', text: '王桂' }], '王桂芳街', '⟦N1a⟧'],
    ['a Latin word inside another stays', [{ kind: 'name', text: 'Ann' }], 'Anna, Ann, Joann', 'Anna, ⟦N1⟧, Joann'],
    ['a name of one letter only where it is all', [{ kind: 'name', text: 'A', whole: true }], 'A plan', 'A plan'],
    ['…there it is', [{ kind: 'name', text: 'A', whole: true }], 'A', '⟦N1⟧'],
    ['a number inside a longer one', [phone], 'tel:+8613812345678x', 'tel:+86⟦P1⟧x'],
    ['what looks like a token', [phone], '⟦P1⟧ 13812345678 ⟦', '⟦B⟧P1⟧ ⟦P1⟧ ⟦B⟧'],
    ['nothing but what does not show', [{ kind: 'other', text: '\u200B' }], 'a\u200Bb', 'a⟦X1⟧b'],
    ['an item of nothing', [{ kind: 'other', text: '' }], 'ab', 'ab'],
    ['two items of the same words', [phone, { ...phone, kind: 'other' }], '13812345678', '⟦P1⟧'],
  ])('%s', (_what, items, text, expected) => expect(show(items, text)).toBe(expected));
});

describe('a sealed record', () => {
  const record = (text: string) => {
    const flag = makeFlag(1, { text, message: { url: 'https://li.example/u/13812345678?q=1', author: { id: 'li_gf', name: '李桂芳', role: 'me' } } });
    const facts = messageFacts(flag, {
      context: { before: [makeFlag(2, { text: '李桂芳在家' }).message], after: [] }, ownAccount: { id: 'li_gf', name: '李桂芳' },
      fragment: { file: 'message.html', sha256: sha('fragment'), bytes: 3, images: [{ sha256: sha('image'), type: 'image/png', width: 1, height: 1, from: 'original' }] },
      changes: [{ what: 'edited', at: '2026-11-22T00:00:00.000Z', words: '打138 1234 5678' }],
    });
    return { flag, entry: makeChain([facts], key)[0]! };
  };

  test('hides the item everywhere, the salt, ids, keys, digests and the path of addresses, and nothing of ours', async () => {
    const { flag, entry } = record('你妈李桂芳13812345678');
    const made = await masker([phone, mother], { entries: [entry], flags: [flag] });
    const masked = made.record(entry) as SealedBody;
    const written = JSON.stringify(masked);
    const facts = entry.body!.facts as ReturnType<typeof messageFacts>;
    for (const secret of ['李桂芳', '13812345678', '138 1234 5678', 'li_gf', facts.salt, flag.id, sha('fragment'), sha('image'), '"k1"', '"k2"']) expect(written, secret).not.toContain(secret);
    expect(masked.facts).toMatchObject({
      flagId: sha(made.fullMap.salt + flag.id), salt: '⟦S1⟧', ownAccount: { id: '⟦I1⟧', name: '⟦N1⟧' }, message: { key: '⟦K1⟧', text: '你妈⟦N1⟧⟦P1⟧', url: 'https://li.example⟦U1⟧' },
      changes: [{ what: 'edited', words: '打⟦P1a⟧' }], times: facts.times, software: facts.software, trigger: 'card', captureMethod: 'text',
    });
    expect([masked.seq, masked.prev, masked.sealedAt]).toEqual([1, entry.prev, entry.body!.sealedAt]);
  });

  test('the full copy’s map gives back the bytes that were hashed, for us and for the verifier', async () => {
    const { flag, entry } = record('⟦P1⟧ 李桂芳 ⟦B⟧ 13812345678 138-1234-5678');
    const made = await masker([phone, mother], { entries: [entry], flags: [flag] });
    const masked = JSON.parse(canonicalize(made.record(entry))!) as unknown;
    const map = JSON.parse(JSON.stringify(made.fullMap)) as typeof made.fullMap;
    expect(sha(Buffer.from(reconstruct(masked, map)).toString())).toBe(entry.hash);
    expect(sha(canonicalize(verifierUnmask(masked, new Map(map.items.map(({ token, text }) => [token, text]))))!)).toBe(entry.hash);
  });

  test('the masked copy’s map names each item by a salted hash alone', async () => {
    const { flag, entry } = record('13812345678');
    const made = await masker([phone, mother], { entries: [entry], flags: [flag] });
    const of = { manifestSha256: 'd'.repeat(64), bundleId: 'b' };
    const map = made.maskedMap(of);
    expect(map.of).toEqual(of);
    expect(map.items.map(({ token }) => token)).toEqual(made.fullMap.items.map(({ token }) => token));
    expect(new Set(map.items.map(({ token }) => token)).size).toBe(map.items.length);
    for (const [i, { sha256 }] of map.items.entries()) expect(sha256).toBe(sha(made.fullMap.salt + made.fullMap.items[i]!.text));
    expect(JSON.stringify(map)).not.toContain(made.fullMap.salt);
    expect(made.fullMap.salt).toMatch(/^[0-9a-f]{64}$/);
    expect((await masker([])).fullMap.salt).not.toBe(made.fullMap.salt);
  });

  test('a link that came after the masking was made is refused, not half masked', async () => {
    const made = await masker([phone], { entries: [record('13812345678').entry] });
    expect(() => made.record(makeChain([messageFacts(makeFlag(9, { text: '138 1234 5678' }))], key)[0]!)).toThrow(/bad_request/);
  });

  test('other kinds of link, and one without content', async () => {
    const later = { clock: { previousSealedAt: null, wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null }, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: messageFacts(makeFlag(1)).software, salt: 'c'.repeat(32) };
    const [change, gone] = makeChain([
      { type: 'change', about: { seq: 1, hash: 'a'.repeat(64), flagId: 'f'.repeat(64) }, change: { what: 'edited', at: '2026-11-22T00:00:00.000Z', words: '李桂芳' }, seenAt: '2026-11-22T00:00:00.000Z', ...later },
      { type: 'deleted', about: { seq: 1, hash: 'a'.repeat(64), flagId: 'f'.repeat(64) }, reason: '李桂芳 asked', deletedAt: '2026-11-22T00:00:00.000Z', ...later },
    ], key);
    const made = await masker([mother], { entries: [change!, gone!, { ...gone!, body: null }] });
    expect(made.record(change!)).toMatchObject({ facts: { about: { seq: 1, hash: 'a'.repeat(64), flagId: sha(`${made.fullMap.salt}${'f'.repeat(64)}`) }, change: { words: '⟦N1⟧' } } });
    expect(made.record(gone!)).toMatchObject({ facts: { reason: '⟦N1⟧ asked' } });
    expect(made.record({ ...gone!, body: null })).toBeNull();
    for (const one of [change!, gone!]) expect(sha(Buffer.from(reconstruct(made.record(one), made.fullMap)).toString())).toBe(one.hash);
  });
});

describe('unmask after mask is what it was', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE.map(([, text]) => text)),
    fc.constantFrom('13812345678', '138-1234-5678', '１３８１２３４５６７８', '李桂芳', '李\u200B桂芳', '⟦P1⟧', '⟦', '⟧', '⟦B⟧', '⟦N1a⟧', '⟦S1⟧', '\u0000', '👩‍👩‍👧‍👦', '\u202E', 'x'),
  );
  const text = fc.array(wild, { maxLength: 8 }).map((parts) => parts.join(''));
  const items = fc.array(fc.record({ kind: fc.constantFrom('name', 'phone', 'other', 'card', 'handle'), text: fc.oneof(wild, fc.constantFrom('13812345678', '李桂芳', '⟦P1⟧', 'x')) }), { maxLength: 6 }) as fc.Arbitrary<MaskItem[]>;

  test.each([['everything', (one: string) => one], ['what a record can hold', escapeHalves]] as const)('any texts, any items: %s', async (_what, form) => {
    await fc.assert(fc.asyncProperty(text, text, items, async (said, name, chosen) => {
      const flag = makeFlag(1, { text: form(said), message: { author: { id: form(name), name: form(name), role: 'me' }, url: form(said), attachments: [form(name), form(said)] } });
      const body: SealedBody = { format: 1, seq: 1, prev: '0'.repeat(64), sealedAt: '2026-11-22T01:00:00.000Z', facts: messageFacts(flag, { ownAccount: { name: form(name) }, page: { url: form(said), title: form(said) } }) };
      const entry = { ...makeChain([messageFacts(makeFlag(2))], key)[0]!, body };
      const made = await masker(chosen.map((one) => ({ ...one, text: form(one.text) })), { entries: [entry] });
      const masked = made.record(entry);
      if (form(said).isWellFormed() && form(name).isWellFormed()) expect(unmask(masked, made.fullMap)).toEqual(body);
      for (const one of chosen) {
        // A Latin word may stay inside another word.
        if (form(one.text) === '' || /\p{Script=Latin}/u.test(one.text.normalize('NFKC'))) continue;
        expect((masked as SealedBody<ReturnType<typeof messageFacts>>).facts.page.title.replace(/⟦[A-Z]\d*[a-z]*⟧/g, '')).not.toContain(form(one.text));
      }
    }), { numRuns: 300 });
  });
});

describe('a flag', () => {
  test('keeps its form; marked words move along and take in what is masked', async () => {
    const text = '明天去找李桂芳，打13812345678';
    const flag = makeFlag(1, { text, changes: [{ what: 'recalled', at: '2026-11-22T00:00:00.000Z' }, { what: 'edited', at: '2026-11-22T00:00:00.000Z', words: '李桂芳' }] });
    flag.verdict.spans = [{ start: 0, end: 2, label: 'visit' }, { start: 3, end: 6, label: 'visit' }, { start: 8, end: 19, label: 'visit' }];
    const made = await masker([phone, mother], { flags: [flag] });
    const masked = made.flag(flag);
    expect(masked.message.text).toBe('明天去找⟦N1⟧，打⟦P1⟧');
    expect(masked.verdict.spans.map(({ start, end }) => masked.message.text.slice(start, end))).toEqual(['明天', '找⟦N1⟧', '打⟦P1⟧']);
    expect(masked.id).toBe(sha(made.fullMap.salt + flag.id));
    expect(masked.message.key).toBe('');
    expect(masked.changes).toEqual([flag.changes![0], { ...flag.changes![1], words: '⟦N1⟧' }]);
    expect(masked.message.author).toEqual(flag.message.author);
    expect(flag.message.text).toBe(text);
  });

  test('one that came later is masked all the same', async () => {
    const made = await masker([phone]);
    expect(made.flag(makeFlag(1, { text: '138 1234 5678 ⟦' })).message).toMatchObject({ text: '⟦P1⟧ ⟦B⟧', url: 'https://chat.example⟦U⟧' });
  });
});

test('the log: ids and hashes salted, linked as before, reasons masked', async () => {
  const made = await masker([mother]);
  const salt = made.fullMap.salt;
  const first = { seq: 1, at: '2026-11-22T00:00:00.000Z', act: 'deleted', detail: { flag: 'f'.repeat(64), entry: 3, hash: 'a'.repeat(64), reason: '李桂芳 13' }, prev: '0'.repeat(64), hash: 'b'.repeat(64) } as const;
  const masked = made.custody(first);
  expect(masked).toEqual({ ...first, detail: { flag: sha(salt + 'f'.repeat(64)), entry: 3, hash: 'a'.repeat(64), reason: '⟦N1⟧ 13' }, hash: sha(salt + first.hash) });
  expect(made.custody({ ...first, seq: 2, prev: first.hash }).prev).toBe(masked.hash);
});
