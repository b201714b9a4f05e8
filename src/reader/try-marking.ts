import type { runPractice } from './practice-run.ts';
import { loadPractice } from './practice-slot.ts';

/** Made up. The first could be sent by anyone; the last is what the extension is there for, and when it is marked the others have been read. */
const LINES = [
  { text: '在吗？明天中午一起吃饭吧。', marked: false },
  { text: '今晚不还钱，明早就叫人到你家门口堵你，打断你的腿。', marked: true },
] as const;

/** The reader reads in slices and asks before it marks; a slow device takes its time, in ms. */
const WAIT_MS = 5_000;

/**
 * Whether the reader itself (the file that runs on pages, with its model) marks a threat and leaves a greeting alone. It is
 * given a small chat on this page of ours, out of sight, which is taken away again. Nothing is kept.
 */
export async function tryMarking(
  document: Document, load: (document: Document) => Promise<typeof runPractice> = loadPractice, waitMs = WAIT_MS,
): Promise<boolean> {
  const run = await load(document);
  const controller = new AbortController();
  const list = exampleChat(document);
  document.body.append(list);
  try {
    const practice = run({ document, language: 'en', calm: true, openHistory: () => undefined, signal: controller.signal });
    const until = Date.now() + waitMs;
    const rows = [...list.children];
    for (;;) {
      const marked = await Promise.all(rows.map((row) => practice.isMarked(row)));
      if (marked.every((is, at) => is === LINES[at]!.marked)) return true;
      if (Date.now() >= until) return false;
    }
  } finally {
    controller.abort();
    list.remove();
  }
}

/** As the practice chat of the welcome page is built: see `sites/practice.ts`. */
function exampleChat(document: Document): HTMLElement {
  const list = document.createElement('ol');
  list.dataset['practiceChat'] = '';
  list.ariaHidden = 'true';
  list.inert = true;
  // Rendered, for what is not rendered is not read; but neither seen nor in the way.
  Object.assign(list.style, { position: 'fixed', insetInlineStart: '0', top: '0', width: '320px', opacity: '0', pointerEvents: 'none', zIndex: '-1' });
  for (const { text } of LINES) {
    const row = document.createElement('li');
    row.dataset['practiceRow'] = 'them';
    const name = document.createElement('span');
    name.dataset['practiceName'] = '';
    name.textContent = 'x';
    const body = document.createElement('p');
    body.dataset['practiceText'] = '';
    body.textContent = text;
    row.append(name, body);
    list.append(row);
  }
  return list;
}
