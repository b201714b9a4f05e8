import type { Language } from '../locales/language.ts';
import { showKept } from '../mark/teach-kept.tsx';
import { TeachPointing } from '../mark/teach-pointing.ts';
import type { TeachWork } from '../mark/teach-work.ts';
import { blockAt, rememberBlock, stepBlock, wordsIn } from '../sites/teach-blocks.ts';
import { draftFrom } from '../sites/teach-draft.ts';

export interface TeachingOptions {
  document: Document;
  language: Language;
  calm: boolean;
  /** Keeps a shape for this page's site. Rejects with a `Failure` text. */
  keep(shape: unknown): Promise<unknown>;
  /** Ends it in the tab's other frames: pointing began in all of them. */
  endElsewhere(): Promise<unknown>;
  /** Our marks stand among the page's own elements: meanwhile they must not be taken for a part of how it is built. */
  hideMarks(): void;
  showMarks(): void;
  signal: AbortSignal;
  now?: () => Date;
}

/** What is said aloud of a block, in UTF-16 units. */
const HEARD = 80;
/** A frame smaller than this holds no chat that anyone reads, in px. */
const LEAST = 160;

/** Kept in this page just now: reading starts anew by it, and the new reader says so. */
let justKept = false;

/** Lets the reader show us where the messages are, and keeps it for this site. */
export class Teaching {
  readonly #options: TeachingOptions;
  #pointing: TeachPointing | null = null;

  constructor(options: TeachingOptions) {
    this.#options = options;
    const { document, language, signal } = options;
    if (justKept) showKept({ document, language, signal });
    justKept = false;
  }

  get on(): boolean {
    return this.#pointing !== null;
  }

  /** Answers whether it is on then: a frame that shows nothing has nothing to point at. */
  set(on: boolean): boolean {
    if (!on) this.#pointing?.end();
    else if (!this.#pointing && !this.#options.signal.aborted && this.#hasRoom()) this.#start();
    return this.on;
  }

  #hasRoom(): boolean {
    const { documentElement: root } = this.#options.document;
    return root.clientWidth >= LEAST && root.clientHeight >= LEAST;
  }

  #start(): void {
    const { document, language, calm, signal, hideMarks, showMarks } = this.#options;
    hideMarks();
    const pointing = new TeachPointing({
      document, language, calm, signal, work: this.#work(),
      onHere: () => void this.#options.endElsewhere().catch(() => undefined),
      onEnded: () => {
        this.#pointing = null;
        // Where reading has ended there is nothing to be marked.
        if (!signal.aborted) showMarks();
      },
    });
    if (pointing.isOn) this.#pointing = pointing;
  }

  #work(): TeachWork {
    const { document, keep, now = () => new Date() } = this.#options;
    return {
      blockAt,
      step: (from, by) => stepBlock(document, from, by),
      wordsOf: (block) => wordsIn(block, HEARD),
      remember: rememberBlock,
      draft: (own, other) => draftFrom({ document, own, other, now }),
      async keep({ shape }) {
        justKept = true;
        try {
          // Once it is kept this reader may be gone: the storage tells it to start anew.
          await keep(shape);
        } catch (error) {
          justKept = false;
          throw error;
        }
      },
    };
  }
}
