import type { Entry, EntryFacts } from '../../src/core/entry.ts';
import type { Flag } from '../../src/core/flag.ts';

// Functions that are handed to a page and run there, by either driver: they may use nothing from around them.

/** Every flag in the database of the extension whose page this is. */
export function flagsInDatabase(): Promise<Flag[]> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('witnessmark');
    opening.addEventListener('error', () => fail(opening.error));
    opening.addEventListener('success', () => {
      const all = opening.result.transaction('flags').objectStore('flags').getAll();
      all.addEventListener('error', () => fail(all.error));
      all.addEventListener('success', () => {
        opening.result.close();
        done(all.result as Flag[]);
      });
    });
  });
}

export interface ArchivedInDatabase {
  facts: EntryFacts;
  /** Of the fragment's file; empty when there is none. */
  html: string;
  /** PNG, base64; empty when there is none. */
  picture: string;
}

/** Every archived message in the database of the extension whose page this is, in the chain's order. */
export async function archivedInDatabase(): Promise<ArchivedInDatabase[]> {
  const base = await new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open('witnessmark');
    opening.addEventListener('error', () => fail(opening.error));
    opening.addEventListener('success', () => done(opening.result));
  });
  const all = <T>(name: string) => new Promise<T[]>((done) => {
    const asked = base.transaction(name).objectStore(name).getAll();
    asked.addEventListener('success', () => done(asked.result as T[]));
  });
  const [entries, files] = [await all<Entry>('entries'), await all<{ seq: number; name: string; bytes: Uint8Array }>('artefacts')];
  base.close();
  return entries.flatMap(({ seq, body }) => {
    const file = (name: string) => files.find((one) => one.seq === seq && one.name === name)?.bytes ?? new Uint8Array();
    const facts = body?.facts;
    if (!facts || !('message' in facts)) return [];
    return [{ facts, html: new TextDecoder().decode(file('message.html')), picture: btoa(Array.from(file('picture.png'), (byte) => String.fromCharCode(byte)).join('')) }];
  });
}

/** A picture's size, and how many of its pixels are nearly of a colour. @param picture PNG, base64 @param colour red, green, blue, 0–255 */
export async function pixelsOfColour(picture: string, colour: [number, number, number]): Promise<{ width: number; height: number; count: number }> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), (char) => char.charCodeAt(0))], { type: 'image/png' }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (colour.every((value, n) => Math.abs(value - data[i + n]!) < 10)) count++;
  return { width, height, count };
}

/** Words underlined in this page now, in no order. The page itself could see as much. */
export function wordsUnderlined(): string[] {
  return [...CSS.highlights.values()].flatMap((highlight) => [...highlight].map((range) => {
    const words = document.createRange();
    words.setStart(range.startContainer, range.startOffset);
    words.setEnd(range.endContainer, range.endOffset);
    return words.toString();
  }));
}
