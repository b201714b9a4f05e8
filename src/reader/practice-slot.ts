import type { runPractice } from './practice-run.ts';

// `reader.js` holds the model. The welcome page takes the practice run from it instead of carrying the model a second time.

const SLOT = Symbol.for('practice');
type OwnPage = { [SLOT]?: typeof runPractice };

/** Called by `reader.js` when it finds itself on a page of ours. */
export function offerPractice(run: typeof runPractice): void {
  (globalThis as OwnPage)[SLOT] = run;
}

/** Loads `reader.js` into this page of ours, once. */
export async function loadPractice(document: Document): Promise<typeof runPractice> {
  const page = globalThis as OwnPage;
  if (!page[SLOT]) {
    const script = document.createElement('script');
    script.src = '/reader.js';
    await new Promise((done, fail) => {
      script.addEventListener('load', done, { once: true });
      script.addEventListener('error', () => fail(new Error('reader.js could not be loaded')), { once: true });
      document.head.append(script);
    });
  }
  return page[SLOT]!;
}
