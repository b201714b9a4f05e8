import type { Flag } from '../../src/core/flag.ts';
import { FIRST_PREV, type ClockFacts, type EntryFacts, type LinkFacts, type SoftwareFacts } from '../../src/core/entry.ts';
import { entryFacts, type EntryFactsInput } from '../../src/evidence/facts.ts';
import { sealEntry, type SealedLink } from '../../src/evidence/seal.ts';

export const NOW = '2026-03-03T00:00:00.000Z';
export const SOFTWARE: SoftwareFacts = {
  extension: '0.1.0', model: 'm1', browser: 'Chromium 156', os: 'Linux', userAgent: 'Mozilla/5.0 (X11; Linux) Chrome/156.0', locale: 'zh-CN', screen: null,
};
export const FIRST_CLOCK: ClockFacts = { previousSealedAt: null, wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null };

export const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);

export function sampleFlag(text = '明天上你家门口堵你', id = 'f1'): Flag {
  return {
    id, state: 'open', keptAt: '2026-03-02T13:15:01.000Z',
    message: {
      key: 'k1', site: 'https://chat.example', conversation: { id: 'c1', title: 'Chat' }, author: { id: 'u7', name: '王经理', role: 'them' }, text,
      sentAtShown: '21:14', sentAt: '2026-03-02T13:14:00.000Z', zone: 'Asia/Shanghai', seenAt: '2026-03-02T13:15:00.000Z', kind: 'text', attachments: [], url: 'https://chat.example/c/c1',
    },
    verdict: { flagged: true, labels: [{ id: 'visit', score: 0.9 }], spans: [], pressing: 0.8, modelVersion: 'm1' },
    source: { adapter: 'thelounge', adapterVersion: '1', trust: 'run', pageTitle: 'A chat' },
  };
}

/** Facts of a message archived from the history, its page closed. */
export function sampleFacts(flag: Flag = sampleFlag(), change: Partial<Omit<EntryFactsInput, 'flag'>> = {}): EntryFacts {
  return entryFacts({
    flag, now: NOW, zone: 'Asia/Taipei', clock: FIRST_CLOCK, software: SOFTWARE, trigger: 'history', capture: null,
    made: { fragment: null, picture: null, captureMethod: 'text', missing: [] }, selfTest: { hash: true, signature: true }, salt: '0'.repeat(32), ...change,
  });
}

/** Seals these facts one after the other, from link 1. */
export async function chainOf<Facts extends LinkFacts>(keys: CryptoKeyPair, all: ((before: SealedLink<Facts>[]) => Facts)[]): Promise<SealedLink<Facts>[]> {
  const links: SealedLink<Facts>[] = [];
  for (const facts of all) links.push(await sealEntry({ facts: facts(links), head: links.at(-1) ?? { seq: 0, hash: FIRST_PREV }, keys, now: NOW }));
  return links;
}

export function sampleChain(keys: CryptoKeyPair, texts: string[]): Promise<SealedLink<EntryFacts>[]> {
  return chainOf(keys, texts.map((text, i) => () => sampleFacts(sampleFlag(text, `f${i + 1}`))));
}
