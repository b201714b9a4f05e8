import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { LinkFacts } from '../../src/core/entry.ts';
import { SCHEMAS } from '../../src/export/schema.ts';
import { flagLine } from '../../src/export/ndjson.ts';
import { CLOCK, HOSTILE, makeChain, makeFlag, makeInput, messageFacts, SOFTWARE, testKey } from './make.ts';
import { unpack } from './read.ts';

type Json = Record<string, unknown>;

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const checks = Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]));

function faults(name: string, value: unknown): string[] {
  const check = checks[name]!;
  return check(value) ? [] : check.errors!.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

const line = (flag: Parameters<typeof flagLine>[0]['flag']): Json => JSON.parse(flagLine({ n: 1, flag })) as Json;

test('each schema is whole and names itself', () => {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe(`urn:witnessmark:bundle:1:${name}`);
    expect(ajv.validateSchema(schema)).toBe(true);
  }
});

describe('flag.schema.json', () => {
  test.each(HOSTILE)('takes a line with %s', (_what, text) => {
    expect(faults('flag', line(makeFlag(1, { text })))).toEqual([]);
  });

  test('takes a flag with nothing it need not have, and one with everything', () => {
    const bare = makeFlag(1, { message: { author: { name: '', role: 'unknown' } } });
    delete bare.message.sentAt;
    delete bare.message.zone;
    const full = makeFlag(2, {
      dismissedAt: '2026-11-22T00:00:00.000Z', markedBy: 'reader', state: 'archived', entrySeq: 1,
      changes: [{ what: 'recalled', at: '2026-11-22T00:00:00.000Z', words: '对方撤回了一条消息' }, { what: 'back', at: '2026-11-22T00:00:01.000Z' }],
    });
    expect(faults('flag', line(bare))).toEqual([]);
    expect(faults('flag', line(full))).toEqual([]);
  });

  test.each<[string, (line: Json) => void, string]>([
    ['no text', (one) => { delete (one.message as Json).text; }, '"missingProperty":"text"'],
    ['a state of its own', (one) => { one.state = 'gone'; }, '/state'],
    ['a score above one', (one) => { (one.verdict as { labels: Json[] }).labels[0]!.score = 2; }, '/verdict/labels/0/score'],
    ['an unknown member', (one) => { one.extra = 1; }, '"additionalProperty":"extra"'],
    ['a short id', (one) => { one.id = 'ab'; }, '/id'],
    ['a number as text', (one) => { (one.message as Json).text = 7; }, '/message/text'],
  ])('refuses %s', (_what, harm, fault) => {
    const one = line(makeFlag(1));
    harm(one);
    expect(faults('flag', one).join('\n')).toContain(fault);
  });
});

describe('every file of a bundle fits its schema', () => {
  const key = testKey();
  const later = { salt: '0123456789abcdef0123456789abcdef', clock: CLOCK, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: SOFTWARE };

  test('links of every kind, a picture, a fragment, the chain, the log', async () => {
    const list = [makeFlag(1), makeFlag(2)];
    const png = new Uint8Array([1, 2, 3]);
    const html = new TextEncoder().encode('<!doctype html>');
    const sha = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').padEnd(64, '0');
    const facts: LinkFacts[] = [
      messageFacts(list[0]!, {
        ownAccount: { name: '小明' }, captureMethod: 'screen', changes: [{ what: 'edited', at: '2026-11-22T00:00:00.000Z', words: 'x' }],
        context: { before: [list[1]!.message], after: [] },
        software: { ...SOFTWARE, screen: { width: 1440, height: 900, pixelRatio: 1.5, viewportWidth: 1400, viewportHeight: 700, scrollX: 0, scrollY: 12.5 } },
        fragment: { file: 'message.html', sha256: sha(html), bytes: html.length, images: [{ sha256: sha(png), type: 'image/png', width: 20.5, height: 10, from: 'redrawn' }] },
        picture: { file: 'picture.png', sha256: sha(png), bytes: 3, method: 'screen', width: 300, height: 200, pieces: 1, pixelRatio: 1.5, takenAt: '2026-11-22T00:00:00.000Z', covers: 'message' },
        notCaptured: [{ what: 'images', why: 'protected_by_the_page', count: 2 }, { what: 'clock_offset', why: 'not_measured' }],
      }),
      { type: 'change', about: { seq: 1, hash: 'a'.repeat(64), flagId: list[0]!.id }, change: { what: 'recalled', at: '2026-11-22T00:00:00.000Z', words: '撤回' }, seenAt: '2026-11-22T00:00:00.000Z', ...later },
      messageFacts(list[1]!),
      { type: 'deleted', about: { seq: 3, hash: 'b'.repeat(64), flagId: list[1]!.id }, reason: '', deletedAt: '2026-11-22T00:00:00.000Z', ...later, clock: { previousSealedAt: '2026-11-22T00:00:00.000Z', wentBackMs: 5, movedMs: -7000, zoneBefore: 'UTC', offsetMinutesBefore: 0 } },
    ];
    const chain = makeChain(facts, key);
    chain[2] = { ...chain[2]!, body: null };
    Object.assign(list[0]!, { state: 'archived', entrySeq: 1 });
    const bag = await unpack(makeInput(key, {
      list: [list[0]!], sealed: chain.slice(0, 2), chain, files: new Map([['1/picture.png', png], ['1/message.html', html]]), everything: false,
      follows: { manifestSha256: 'c'.repeat(64), at: '2026-11-21T00:00:00.000Z', bundleId: 'earlier' },
      copy: { kind: 'full', map: { format: 1, salt: 'x', items: [{ token: '[A1]', kind: 'name', text: '小明' }] } },
    }));
    const json = (path: string): unknown => JSON.parse(bag.text(path));
    const lines = (path: string): unknown[] => bag.text(path).trimEnd().split('\n').map((one) => JSON.parse(one) as unknown);
    for (const seq of ['0001', '0002', '0004']) expect(faults('record', json(`data/entries/${seq}/record.json`)), seq).toEqual([]);
    for (const seq of ['0001', '0002', '0003', '0004']) expect(faults('entry', json(`data/entries/${seq}/entry.json`)), seq).toEqual([]);
    for (const [name, file] of [['flag', 'flags'], ['chain', 'chain'], ['custody', 'custody']] as const) for (const one of lines(`data/${file}.ndjson`)) expect(faults(name, one), name).toEqual([]);
    for (const name of ['bundle', 'not-captured', 'masking']) expect(faults(name, json(`data/${name}.json`)), name).toEqual([]);
    for (const [name, schema] of Object.entries(SCHEMAS)) expect(json(`data/schemas/${name}.schema.json`)).toEqual(schema);
  });

  test('a record that says more or less than it may is refused', () => {
    const record = { format: 1, seq: 1, prev: '0'.repeat(64), sealedAt: '2026-11-22T00:00:00.000Z', facts: messageFacts(makeFlag(1)) as unknown as Json };
    expect(faults('record', record)).toEqual([]);
    expect(faults('record', { ...record, facts: { ...record.facts, verdict: {} } })).not.toEqual([]);
    expect(faults('record', { ...record, facts: { ...record.facts, picture: { file: '../x' } } })).not.toEqual([]);
    const { salt: _, ...rest } = record.facts;
    expect(faults('record', { ...record, facts: rest })).not.toEqual([]);
  });
});
