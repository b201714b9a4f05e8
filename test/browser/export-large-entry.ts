import type { Entry } from '../../src/core/entry.ts';
import { clockFacts } from '../../src/evidence/clock.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { sealEntry } from '../../src/evidence/seal.ts';
import { chainHead } from '../../src/store/entries.ts';
import { flagOf, rowNow } from '../../src/store/flag-row.ts';
import { keepFlags } from '../../src/store/flags.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { openStore, type ArtefactRow, type FlagRow, type Store } from '../../src/store/schema.ts';
import { tally } from '../../src/store/tallies.ts';
import { sampleFacts, SOFTWARE } from '../evidence/samples.ts';
import { sampleFlag } from '../store/samples.ts';

const NOW = '2026-03-03T00:00:00.000Z';
const BATCH = 250;
const id = (n: number): string => n.toString(16).padStart(64, '0');

/** Keeps so many flags and seals an entry with a picture of `bytes` bytes for some of them: many in one transaction, as the worker never does, to be done soon. */
export async function fill(flags: number, entries: number, bytes: number): Promise<void> {
  const store = openStore();
  for (let from = 0; from < flags; from += 1000) {
    await keepFlags(store, Array.from({ length: Math.min(1000, flags - from) }, (_, i) => sampleFlag({
      id: id(from + i), text: `第${from + i}次提醒：今天不还，明天上你家门口堵你。`.repeat(1 + (i % 4)), chat: `c${i % 9}`, sentAt: new Date(Date.UTC(2026, 0, 1) + (from + i) * 60_000).toISOString(),
    })));
  }
  const every = Math.floor(flags / entries);
  for (let from = 0; from < entries; from += BATCH) await sealSome(store, Array.from({ length: Math.min(BATCH, entries - from) }, (_, i) => id((from + i) * every)), bytes);
  store.close();
}

async function sealSome(store: Store, ids: string[], bytes: number): Promise<void> {
  const keys = await deviceKey(store);
  const rows = (await store.flags.bulkGet(ids)) as FlagRow[];
  const sealed: Entry[] = [];
  const files: ArtefactRow[] = [];
  let head = await chainHead(store) as { seq: number; hash: string };
  for (const row of rows) {
    const seq = head.seq + 1;
    const fragment = new TextEncoder().encode(`<!doctype html><p>${seq}</p>`.repeat(40)) as Uint8Array<ArrayBuffer>;
    // Noise, as a picture is to whoever packs it.
    const picture = crypto.getRandomValues(new Uint8Array(bytes));
    const made = {
      fragment: { file: 'message.html' as const, bytes: fragment.length, sha256: sha256Hex(fragment), images: [] },
      picture: { file: 'picture.png' as const, bytes, sha256: sha256Hex(picture), method: 'rendered' as const, width: 1, height: 1, pieces: 1, pixelRatio: 1, takenAt: NOW, covers: 'message' as const },
      captureMethod: 'rendered' as const, missing: [],
    };
    const facts = sampleFacts(flagOf(row), { now: NOW, zone: 'Asia/Shanghai', software: SOFTWARE, made, clock: clockFacts(null, { sealedAt: NOW, zone: 'Asia/Shanghai', utcOffsetMinutes: 480 }, null) });
    const entry = await sealEntry({ facts, head, keys, now: NOW });
    sealed.push(entry);
    files.push({ seq, name: 'message.html', bytes: fragment }, { seq, name: 'picture.png', bytes: picture });
    head = entry;
  }
  const after = rows.map((row, i) => rowNow({ ...flagOf(row), entrySeq: sealed[i]!.seq }));
  await store.transaction('rw', [store.entries, store.artefacts, store.heads, store.flags, store.tallies], async () => {
    await store.entries.bulkAdd(sealed);
    await store.artefacts.bulkAdd(files);
    await store.heads.put({ id: 'entries', seq: head.seq, hash: head.hash });
    await store.flags.bulkPut(after);
    await tally(store, [...rows.map((row) => ({ row, by: -1 as const })), ...after.map((row) => ({ row, by: 1 as const }))]);
  });
}
