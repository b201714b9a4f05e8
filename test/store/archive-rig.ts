import type { AboutLink, Artefact, Entry, MessageEntry } from '../../src/core/entry.ts';
import { checkArchive, type ArchiveCheck } from '../../src/evidence/archive-check.ts';
import { clockFacts } from '../../src/evidence/clock.ts';
import { changeFacts, tombstoneFacts } from '../../src/evidence/facts.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { sealEntry } from '../../src/evidence/seal.ts';
import { appendChanges } from '../../src/store/changes.ts';
import { custodyHead, eachCustody } from '../../src/store/custody.ts';
import { deleteKept, type Deleted } from '../../src/store/deletion.ts';
import { appendEntry, chainHead, eachLink, getArtefact } from '../../src/store/entries.ts';
import { deviceKey } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/schema.ts';
import { sampleFacts, SOFTWARE } from '../evidence/samples.ts';

export const NOW = '2026-03-03T00:00:00.000Z';
const when = { now: NOW, zone: 'Asia/Shanghai', software: SOFTWARE };
const moment = { sealedAt: NOW, zone: 'Asia/Shanghai', utcOffsetMinutes: 480 };

/** Files of the right names, of any bytes. */
export function filesFor(flagId: string): Artefact[] {
  const bytes = (words: string) => new TextEncoder().encode(`${words} of ${flagId}`) as Uint8Array<ArrayBuffer>;
  return [{ name: 'message.html', bytes: bytes('fragment') }, { name: 'picture.png', bytes: bytes('picture') }];
}

/** As the worker does it: a real seal with the key of the device, and two files. */
export async function archive(store: Store, flagId: string, files: readonly Artefact[] = filesFor(flagId)): Promise<MessageEntry> {
  const keys = await deviceKey(store);
  const [fragment, picture] = files.map(({ name: file, bytes }) => ({ file, bytes: bytes.length, sha256: sha256Hex(bytes) }));
  const made = {
    fragment: fragment ? { ...fragment, images: [] } : null,
    picture: picture ? { ...picture, method: 'rendered' as const, width: 1, height: 1, pieces: 1, pixelRatio: 1, takenAt: NOW, covers: 'message' as const } : null,
    captureMethod: picture ? 'rendered' as const : 'text' as const, missing: [],
  };
  return appendEntry(store, flagId, async (head, flag) => ({
    entry: await sealEntry({ facts: sampleFacts(flag, { ...when, made, clock: clockFacts(head.moment, moment, null) }), head, keys, now: NOW }), artefacts: files,
  }));
}

export async function tellChanges(store: Store, flagId: string): Promise<number> {
  const keys = await deviceKey(store);
  const links = await appendChanges(store, flagId, (head, untold) =>
    sealEntry({ facts: changeFacts({ ...untold, ...when, clock: clockFacts(head.moment, moment, null) }), head, keys, now: NOW }));
  return links.length;
}

/** One tombstone after another. */
export async function tombstones(store: Store, head: { seq: number; hash: string }, abouts: readonly AboutLink[], reason = ''): Promise<Entry[]> {
  const keys = await deviceKey(store);
  const made: Entry[] = [];
  for (const about of abouts) made.push(await sealEntry({ facts: tombstoneFacts({ about, reason, ...when, clock: clockFacts(moment, moment, null) }), head: made.at(-1) ?? head, keys, now: NOW }));
  return made;
}

export function remove(store: Store, flagId: string, reason = ''): Promise<Deleted | null> {
  return deleteKept(store, flagId, reason, (head, abouts) => tombstones(store, head, abouts, reason), () => NOW);
}

/** Checks all there is, and that no file stands without its Entry. */
export async function checked(store: Store): Promise<ArchiveCheck & { strays: number }> {
  const { publicKey } = await deviceKey(store);
  const check = await checkArchive({
    links: eachLink(store), artefact: (seq, name) => getArtefact(store, seq, name), custody: eachCustody(store), key: publicKey,
    heads: { entries: await chainHead(store), custody: await custodyHead(store) }, signal: new AbortController().signal, onProgress: () => {},
  });
  return { ...check, strays: (await store.artefacts.count()) - check.counts.files };
}
