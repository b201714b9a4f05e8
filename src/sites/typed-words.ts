import { readText } from './read-text.ts';

/** The reader's own words are remembered for so long, in ms, and no more than so many. */
const KEEP_MS = 120_000;
const MOST = 10;
const MOST_TEXT = 20_000;

/**
 * What the reader typed into this page and sent a moment ago: a message with just these words is their own, whatever the page
 * looks like. Kept in memory alone, for two minutes.
 */
export class TypedWords {
  readonly #now: () => number;
  #sent: { words: string; at: number }[] = [];
  #draft = '';

  constructor(document: Document, signal: AbortSignal, now: () => number = () => Date.now()) {
    this.#now = now;
    const listening = { capture: true, passive: true, signal };
    // Programs empty the field by themselves on sending: what stood in it just before counts.
    document.addEventListener('input', (event) => event.isTrusted && this.#typed(wordsIn(fieldOf(event))), listening);
    document.addEventListener('keydown', (event) => event.isTrusted && event.key === 'Enter' && this.#send(wordsIn(fieldOf(event))), listening);
    document.addEventListener('pointerdown', (event) => event.isTrusted && this.#send(''), listening);
    signal.addEventListener('abort', () => {
      this.#sent = [];
      this.#draft = '';
    }, { once: true });
  }

  has(text: string): boolean {
    if (this.#sent.length === 0) return false;
    const words = plain(text);
    if (words === '') return false;
    const since = this.#now() - KEEP_MS;
    return this.#sent.some((sent) => sent.at >= since && sent.words === words);
  }

  #typed(words: string): void {
    if (words === '') this.#send('');
    this.#draft = words;
  }

  #send(shown: string): void {
    const words = shown || this.#draft;
    if (words === '') return;
    this.#sent = [...this.#sent.filter((sent) => sent.words !== words), { words, at: this.#now() }].slice(-MOST);
  }
}

function fieldOf(event: Event): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

function wordsIn(field: EventTarget | null): string {
  if (field instanceof HTMLTextAreaElement) return plain(field.value);
  // What is searched for is often what the other side said.
  if (field instanceof HTMLInputElement) return /^(text|)$/.test(field.type) ? plain(field.value) : '';
  if (field instanceof HTMLElement && field.isContentEditable) return plain(readText(field).text);
  return '';
}

function plain(words: string): string {
  return words.slice(0, MOST_TEXT).replace(/\s+/g, ' ').trim();
}
