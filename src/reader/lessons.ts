import { learnPersonal, type Personal } from '../classify/personal.ts';
import type { Lesson } from '../wire/protocol.ts';

/** How long reading waits for what was taught, in ms: a dismissed wording must not be marked anew at each visit. */
const FIRST_WAIT_MS = 400;

/** What the reader taught, as this page judges by it. A failure leaves what was known, at first nothing. */
export class Lessons {
  readonly #ask: () => Promise<Lesson[]>;
  #asked = 0;
  #waiting = true;
  personal: Personal | null = null;
  /** Called when something else came to be known after reading began. */
  onLearned: () => void = () => undefined;

  constructor(ask: () => Promise<Lesson[]>) {
    this.#ask = ask;
  }

  /** Resolves soon, with or without an answer. */
  async first(): Promise<void> {
    await Promise.race([this.learn(), new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS))]);
    this.#waiting = false;
  }

  async learn(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const lessons = await this.#ask();
      // An older answer that comes late is no news.
      if (asked !== this.#asked) return;
      const before = this.personal;
      this.personal = learnPersonal(lessons);
      if (!this.#waiting && (before || this.personal)) this.onLearned();
    } catch {
      // The worker could not be asked; the next change asks again.
    }
  }
}
