import { failureCode } from '../core/failure.ts';
import type { KeptFlag } from '../core/flag.ts';
import type { Spot } from '../core/spot.ts';
import type { ConversationWord, Verdict } from '../core/verdict.ts';
import type { Reading } from '../sites/site.ts';
import type { ChatRef } from '../wire/protocol.ts';
import type { Judge, Marks, MarkState, Worker } from './deps.ts';
import { Keeping } from './keeping.ts';

export interface SessionOptions {
  marks: Marks;
  worker: Worker;
  judge: Judge;
  signal: AbortSignal;
  /** Reads every row again; called after the reader's word on a chat changed. */
  rereadAll(): void;
  /** The site is no longer granted: reading must end. */
  revoked(): void;
}

interface Known {
  verdict: Verdict;
  chat: ChatRef;
  state: MarkState;
  flagId?: string;
  /** The reader's word on the chat changed since: judge again when the row is next read. */
  stale?: boolean;
  /** Judged again and no longer flagged. What was kept stays kept. */
  hidden?: boolean;
}

/** How long the first messages of a chat wait for the reader's word on it, in ms. A sleeping worker wakes in about 40. */
const WORD_WAIT_MS = 400;

/**
 * One page's reading from beginning to end: each message once through the judge, flags kept, marks in step with
 * what the worker acknowledged. Unflagged text is forgotten at once.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #keeping: Keeping;
  /** Null: read and not flagged. `again`: read, not flagged, and to be judged anew. */
  readonly #known = new Map<string, Known | null | 'again'>();
  readonly #rowKeys = new WeakMap<Element, string>();
  readonly #words = new Map<string, ConversationWord | null>();
  readonly #waiting = new Map<string, Reading[]>();
  messages = 0;
  flagged = 0;
  lastAt: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#keeping = new Keeping({
      send: (flags) => options.worker.keepFlags(flags),
      onKept: (kept) => this.flagChanged(kept),
      onFailed: (key, failure) => {
        if (failure === 'permission_missing') options.revoked();
        else this.#setState(key, { kept: 'failed', failure });
      },
      signal: options.signal,
    });
  }

  /** Messages from the page, in its order. */
  take(readings: Reading[]): void {
    for (const reading of readings) {
      const chat = chatOf(reading);
      const id = chatId(chat);
      const waiting = this.#waiting.get(id);
      if (waiting) waiting.push(reading);
      else if (this.#words.has(id)) this.#read(reading);
      else {
        this.#waiting.set(id, [reading]);
        void this.#learnWord(chat, id);
      }
    }
  }

  async #learnWord(chat: ChatRef, id: string): Promise<void> {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), WORD_WAIT_MS));
    const word = await Promise.race([this.#options.worker.chatWord(chat).catch(() => null), late]);
    if (this.#options.signal.aborted) return;
    this.#words.set(id, word);
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const reading of waiting) this.#read(reading);
  }

  #read(reading: Reading): void {
    const { message, row, spot } = reading;
    const before = this.#rowKeys.get(row);
    // A virtualised list shows another message in the same element.
    if (before !== undefined && before !== message.key) this.#options.marks.remove(before);
    this.#rowKeys.set(row, message.key);

    const known = this.#known.get(message.key);
    if (known === null) return;
    if (known === undefined || known === 'again') this.#judge(reading, known === undefined);
    else {
      if (known.stale) this.#judgeAgain(reading, known);
      if (!known.hidden) this.#show(message.key, spot, known.verdict, known.state);
    }
  }

  #judge(reading: Reading, first: boolean): void {
    const { message, spot, source } = reading;
    const chat = chatOf(reading);
    const word = this.#words.get(chatId(chat)) ?? null;
    const verdict = this.#verdict(reading, word);
    if (first) {
      this.messages++;
      this.lastAt = message.seenAt;
      this.#options.judge.heard(voiceOf(reading), message.author.role, verdict, Date.parse(message.sentAt ?? message.seenAt));
    }
    if (!verdict?.flagged) {
      this.#known.set(message.key, null);
      return;
    }
    this.flagged++;
    const state: MarkState = { kept: 'saving', flag: 'open', word };
    this.#known.set(message.key, { verdict, chat, state });
    // Kept first: a page that breaks our marks must not break the record.
    this.#keeping.add({ message, verdict, source });
    this.#show(message.key, spot, verdict, state);
  }

  #show(key: string, spot: Spot, verdict: Verdict, state: MarkState): void {
    try {
      this.#options.marks.show(key, spot, verdict, state);
    } catch {
      // The page may name its fields like the DOM's own methods. The message is kept all the same.
    }
  }

  #judgeAgain(reading: Reading, known: Known): void {
    known.stale = false;
    known.hidden = !this.#verdict(reading, this.#words.get(chatId(known.chat)) ?? null)?.flagged;
    if (known.hidden) this.#options.marks.remove(reading.message.key);
  }

  /** Null for what is never judged: the reader's own words, system lines, empty messages. */
  #verdict(reading: Reading, word: ConversationWord | null): Verdict | null {
    const { author, text } = reading.message;
    if (author.role === 'me' || author.role === 'system' || text.trim() === '') return null;
    return this.#options.judge.judge(voiceOf(reading), text, word);
  }

  /** The worker acknowledged a write, or a flag changed elsewhere. */
  flagChanged({ key, id, state }: KeptFlag): void {
    const known = this.#flag(key);
    if (!known) return;
    known.flagId = id;
    this.#setState(key, { kept: 'kept', flag: state });
  }

  #setState(key: string, change: Partial<MarkState>): void {
    const known = this.#flag(key);
    if (!known) return;
    known.state = { ...known.state, ...change };
    if (change.kept !== undefined && change.failure === undefined) delete known.state.failure;
    // For a hidden mark too: its card may still be open, for taking the word back.
    this.#options.marks.setState(key, known.state);
  }

  #flag(key: string): Known | undefined {
    const known = this.#known.get(key);
    return known === null || known === 'again' ? undefined : known;
  }

  retry(key: string): void {
    this.#setState(key, { kept: 'saving' });
    this.#keeping.retry(key);
  }

  async archive(key: string): Promise<void> {
    await this.#act(key, async (flagId) => {
      await this.#options.worker.archiveFlag(flagId);
      this.#setState(key, { kept: 'kept', flag: 'archived' });
    });
  }

  async dismiss(key: string): Promise<void> {
    await this.#act(key, async (flagId) => this.flagChanged(await this.#options.worker.dismissFlag(flagId)));
  }

  async restore(key: string): Promise<void> {
    await this.#act(key, async (flagId) => this.flagChanged(await this.#options.worker.restoreFlag(flagId)));
  }

  async #act(key: string, act: (flagId: string) => Promise<void>): Promise<void> {
    const flagId = this.#flag(key)?.flagId;
    if (flagId === undefined) return;
    try {
      await act(flagId);
    } catch (error) {
      this.#setState(key, { failure: failureCode(error) });
    }
  }

  /** The reader says what the chat of this message is. Everything of it on the page is judged anew; nothing kept is lost. */
  async setWord(key: string, word: ConversationWord | null): Promise<void> {
    const chat = this.#flag(key)?.chat;
    if (!chat) return;
    try {
      await this.#options.worker.setChatWord(chat, word);
    } catch (error) {
      this.#setState(key, { failure: failureCode(error) });
      return;
    }
    const id = chatId(chat);
    this.#words.set(id, word);
    // Of unflagged messages we do not remember the chat, so all of them are judged anew when read.
    for (const [other, known] of this.#known) {
      if (known === null) this.#known.set(other, 'again');
      else if (known !== 'again' && chatId(known.chat) === id) {
        known.stale = true;
        this.#setState(other, { word });
      }
    }
    this.#options.rereadAll();
  }
}

function chatOf({ message }: Reading): ChatRef {
  return { site: message.site, conversation: message.conversation };
}

/** Author and chat together. */
function voiceOf(reading: Reading): string {
  const { author } = reading.message;
  return `${chatId(chatOf(reading))} ${author.id ?? author.name}`;
}

function chatId({ site, conversation }: ChatRef): string {
  return `${site} ${conversation.id}`;
}
