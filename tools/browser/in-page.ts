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

/** Words underlined in this page now, in no order. The page itself could see as much. */
export function wordsUnderlined(): string[] {
  return [...CSS.highlights.values()].flatMap((highlight) => [...highlight].map((range) => {
    const words = document.createRange();
    words.setStart(range.startContainer, range.startOffset);
    words.setEnd(range.endContainer, range.endOffset);
    return words.toString();
  }));
}
