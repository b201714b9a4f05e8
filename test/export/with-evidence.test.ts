import { expect, test } from 'vitest';
import { FIRST_PREV, type Entry, type EntryFacts } from '../../src/core/entry.ts';
import { entryFacts } from '../../src/evidence/facts.ts';
import { selfTest } from '../../src/evidence/self-test.ts';
import { sealEntry } from '../../src/evidence/seal.ts';
import { keyId, publicKeyPem, signDer } from '../../src/evidence/sign.ts';
import { unescapeHalves } from '../../src/evidence/canonical.ts';
import { CHECK_FILES, CHECK_KEY, CHECK_LIST, checkEntry } from '../../src/export/commands.ts';
import { CLOCK, HOSTILE, makeFlag, makeInput, SOFTWARE, testKey } from './make.ts';
import { unpack } from './read.ts';

test('entries sealed by the device key are checked by openssl, whatever their text', async () => {
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])) as CryptoKeyPair;
  const list = HOSTILE.map(([, text], i) => makeFlag(i, { text }));
  const sealed: Entry[] = [];
  const made = { fragment: null, picture: null, captureMethod: 'text', missing: [] } as const;
  for (const flag of list) {
    const head = sealed.at(-1) ?? { seq: 0, hash: FIRST_PREV };
    const now = '2026-11-22T01:00:00.000Z';
    sealed.push(await sealEntry({ facts: entryFacts({ flag, now, zone: 'Asia/Shanghai', software: SOFTWARE, clock: CLOCK, trigger: 'card', capture: null, made, selfTest: await selfTest(keys) }), head, keys, now }));
    Object.assign(flag, { state: 'archived', entrySeq: sealed.length });
  }
  const id = await keyId(keys.publicKey);
  const bag = await unpack(makeInput(testKey(), {
    list, sealed, publicKeyPem: await publicKeyPem(keys.publicKey), keyId: id, sign: (bytes) => signDer(keys.privateKey, bytes),
  }));
  expect(bag.shell(CHECK_FILES)).not.toMatch(/FAILED/);
  expect(bag.shell(CHECK_LIST).trim()).toBe('Verified OK');
  expect(bag.shell(CHECK_KEY)).toContain(id);
  for (const { seq, hash } of sealed) {
    const folder = `entries/${String(seq).padStart(4, '0')}`;
    const [verify, sum] = checkEntry(folder);
    expect(bag.shell(verify!).trim()).toBe('Verified OK');
    expect(bag.shell(sum!)).toContain(hash);
    const body = JSON.parse(bag.text(`data/${folder}/record.json`)) as { facts: EntryFacts };
    expect(unescapeHalves(body.facts.message.text)).toBe(HOSTILE[seq - 1]![1]);
  }
  expect((JSON.parse(bag.text('data/not-captured.json')) as { problems: unknown[] }).problems).toEqual([]);
});
