import type { ConversationWord } from '../core/verdict.ts';
import type { Reading } from '../sites/site.ts';
import { Slices } from '../sites/slices.ts';
import type { ChatRef } from '../wire/protocol.ts';
import { chatId, chatOf } from './known.ts';

/** How long the first messages of a chat wait for the reader's word on it, in ms. A sleeping worker wakes in about 40. */
const WORD_WAIT_MS = 400;
/** So many stand in line at most; a page may say more for ever. */
export const MOST_IN_LINE = 20_000;

export interface ChatWordsOptions {
  ask(chat: ChatRef): Promise<ConversationWord | null>;
  /** Called in the order of the page, once the word on the message's chat is known or has not come in time. */
  read(reading: Reading): void;
  /** Some found no room. Called once the line has been read to its end: what still stands on the page should come again. */
  onMissed?(): void;
  signal: AbortSignal;
}

/** The reader's word on each chat of this page. Messages wait until it is known. */
export class ChatWords {
  readonly #options: ChatWordsOptions;
  readonly #words = new Map<string, ConversationWord | null>();
  readonly #waiting = new Map<string, Reading[]>();
  /** Those whose chat's word has come meanwhile: they came before what stands in line. */
  readonly #answered: Reading[][] = [];
  /** What came while others were being read. All are read from one list: of lists there may be too many. */
  #line: Reading[] = [];
  #lineMoves = false;
  #missed = false;
  readonly #slices: Slices<Reading>;

  constructor(options: ChatWordsOptions) {
    this.#options = options;
    this.#slices = new Slices({ work: (reading) => this.#route(reading), onDone: () => this.#done(), signal: options.signal });
  }

  take(reading: Reading): void {
    // Those that came first are read first.
    if (!this.#slices.busy) return this.#route(reading);
    if (this.#line.length < MOST_IN_LINE) this.#line.push(reading);
    else this.#missed = true;
    this.#move();
  }

  #move(): void {
    if (this.#lineMoves) return;
    this.#lineMoves = true;
    this.#slices.addList(this.#inLine());
  }

  /** Goes on as the line grows. */
  *#inLine(): Iterable<Reading> {
    for (;;) {
      yield* this.#firstParts();
      const part = this.#line;
      if (part.length === 0) break;
      this.#line = [];
      for (const reading of part) {
        yield* this.#firstParts();
        yield reading;
      }
    }
    this.#lineMoves = false;
  }

  *#firstParts(): Iterable<Reading> {
    for (let part = this.#answered.shift(); part; part = this.#answered.shift()) yield* part;
  }

  #done(): void {
    if (!this.#missed) return;
    this.#missed = false;
    this.#options.onMissed?.();
  }

  #route(reading: Reading): void {
    const chat = chatOf(reading);
    const id = chatId(chat);
    const waiting = this.#waiting.get(id);
    if (waiting) waiting.push(reading);
    else if (this.#words.has(id)) this.#options.read(reading);
    else {
      this.#waiting.set(id, [reading]);
      void this.#learn(chat, id);
    }
  }

  on(reading: Reading): ConversationWord | null {
    return this.#words.get(chatId(chatOf(reading))) ?? null;
  }

  set(chat: ChatRef, word: ConversationWord | null): void {
    this.#words.set(chatId(chat), word);
  }

  async #learn(chat: ChatRef, id: string): Promise<void> {
    const { ask, signal } = this.#options;
    const word = await Promise.race([ask(chat).catch(() => null), late(signal)]);
    if (signal.aborted) return;
    this.#words.set(id, word);
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    this.#answered.push(waiting);
    this.#move();
  }
}

/** Null, once it has been waited for long enough or all is over. Leaves no timer behind. */
function late(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(null);
    };
    const timer = setTimeout(end, WORD_WAIT_MS);
    signal.addEventListener('abort', end, { once: true });
  });
}
