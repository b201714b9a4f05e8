import type { Flag } from '../../src/core/flag.ts';
import { FIRST_PREV, type Entry } from '../../src/core/entry.ts';
import { entryFacts } from '../../src/evidence/facts.ts';
import { sealEntry } from '../../src/evidence/seal.ts';

export const NOW = '2026-03-03T00:00:00.000Z';
export const SOFTWARE = { extension: '0.1.0', model: 'm1', browser: 'Chromium 156', os: 'Linux' };

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

export async function sampleChain(keys: CryptoKeyPair, texts: string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  let head = { seq: 0, hash: FIRST_PREV };
  for (const [i, text] of texts.entries()) {
    const facts = entryFacts({ flag: sampleFlag(text, `f${i + 1}`), now: NOW, zone: 'Asia/Taipei', software: SOFTWARE });
    const entry = await sealEntry({ facts, head, keys, now: NOW });
    entries.push(entry);
    head = entry;
  }
  return entries;
}
