import type { ConversationWord, Verdict } from '../core/verdict.ts';
import type { Judge, Voice } from './deps.ts';

/** Reads what the judge left out of long texts, in parts, letting the page have its turn between them. */
export class LongTexts {
  readonly #judge: Judge;
  readonly #signal: AbortSignal;
  /** The reading under way of each message. A later one overtakes it. */
  readonly #running = new Map<string, symbol>();

  constructor(judge: Judge, signal: AbortSignal) {
    this.#judge = judge;
    this.#signal = signal;
  }

  /** The first flagged verdict; null when there is none; undefined when it was stopped or overtaken. */
  async read(key: string, voice: Voice, text: string, word: ConversationWord | null): Promise<Verdict | null | undefined> {
    const own = Symbol(key);
    this.#running.set(key, own);
    const pause = async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (this.#signal.aborted || this.#running.get(key) !== own) throw new DOMException('stopped', 'AbortError');
    };
    try {
      const verdict = await this.#judge.judgeRest(voice, text, word, pause);
      return this.#signal.aborted || this.#running.get(key) !== own ? undefined : verdict;
    } catch {
      return undefined;
    } finally {
      if (this.#running.get(key) === own) this.#running.delete(key);
    }
  }

  /** Whatever is being read of it no longer counts. */
  stop(key: string): void {
    this.#running.delete(key);
  }
}
