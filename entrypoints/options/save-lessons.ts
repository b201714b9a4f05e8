import { lessonsFile } from '../../src/store/lessons.ts';
import type { Store } from '../../src/store/schema.ts';

const KEEP_MS = 60_000;

/** Hands what the reader taught to the browser's downloads, as JSON. Resolves to the file's name. */
export async function saveLessons(store: Store, now: Date = new Date()): Promise<string> {
  const file = await lessonsFile(store, now.toISOString());
  const name = `witnessmark-lessons-${file.savedAt.slice(0, 10)}.json`;
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The download reads the blob after the click: the address must outlive it.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
  return name;
}
