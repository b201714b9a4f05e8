import type { ArchiveTrigger } from '../core/entry.ts';
import { failureCode } from '../core/failure.ts';
import type { FlagChange, KeptFlag } from '../core/flag.ts';
import type { Spot } from '../core/spot.ts';
import type { ConversationWord, Label, Verdict } from '../core/verdict.ts';
import type { Reading } from '../sites/site.ts';
import type { EntryReceipt } from '../wire/protocol.ts';
import { ChatWords } from './chat-words.ts';
import type { Counted, Judge, Marks, MarkState, Worker } from './deps.ts';
import { WHOLE } from './judge.ts';
import { Keeping } from './keeping.ts';
import { chatId, isFlag, isJudged, isMarked, markedByReader, staysMarked, timeOf, voiceId, voiceOf, type Known, type Offer, type Unflagged } from './known.ts';
import { LongTexts } from './long-texts.ts';
import { LookAgain } from './look-again.ts';

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

/**
 * One page's reading from beginning to end: each message once through the judge, flags kept, marks in step with
 * what the worker acknowledged. Unflagged text is forgotten at once.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #keeping: Keeping;
  readonly #longTexts: LongTexts;
  readonly #words: ChatWords;
  readonly #known = new Map<string, Known | Unflagged>();
  readonly #lookAgain: LookAgain;
  readonly #rowKeys = new WeakMap<Element, string>();
  #offer: Offer | null = null;
  messages = 0;
  flagged = 0;
  lastAt: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#lookAgain = new LookAgain(this.#known, () => options.rereadAll(), options.signal);
    this.#longTexts = new LongTexts(options.judge, options.signal);
    this.#words = new ChatWords({ ask: (chat) => options.worker.chatWord(chat), read: (reading) => this.#read(reading), onMissed: () => options.rereadAll(), signal: options.signal });
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
    for (const reading of readings) this.#words.take(reading);
  }

  #read(reading: Reading): void {
    const { message, row, spot } = reading;
    const before = this.#rowKeys.get(row);
    // A virtualised list shows another message in the same element.
    if (before !== undefined && before !== message.key) this.#options.marks.remove(before);
    this.#rowKeys.set(row, message.key);

    const known = this.#known.get(message.key);
    this.#offer?.(reading, message.author.role === 'me' ? 'own' : known && isFlag(known) && isMarked(known) ? 'marked' : null);
    if (known === undefined) this.#judge(reading, null);
    else if (!isFlag(known)) {
      if (known.again || (known.voice === '' && isJudged(message))) this.#judge(reading, known);
    } else {
      if (message.author.role === 'me') this.#notTheirs(message.key, known);
      else if (known.stale) this.#judgeAgain(reading, known);
      if (!known.hidden) this.#show(message.key, spot, known.verdict, known.state);
    }
  }

  /** @param before what is remembered of it; null for one never read */
  #judge(reading: Reading, before: Unflagged | null): void {
    const { message } = reading;
    const word = this.#words.on(reading);
    const verdict = this.#verdict(reading, word, before?.counted);
    if (!before) {
      this.messages++;
      this.lastAt = message.seenAt;
      this.#hear(reading, verdict);
    }
    const counted = before ? before.counted : verdict ? { evidence: this.#options.judge.evidenceOf(verdict), at: timeOf(reading) } : undefined;
    if (verdict?.flagged) return this.#flagged(reading, verdict, word, counted);
    const known: Unflagged = { voice: verdict ? voiceId(voiceOf(reading)) : '', counted, again: false };
    this.#known.set(message.key, known);
    if (verdict && message.text.length > WHOLE) {
      void this.#readRest(reading, word).then((found) => {
        if (found && this.#known.get(message.key) === known) this.#flagged(reading, found, word, counted);
      });
    }
  }

  #hear(reading: Reading, verdict: Verdict | null): void {
    const { message } = reading;
    const at = timeOf(reading);
    const voice = voiceOf(reading);
    if (message.author.role === 'me') this.#options.judge.heardOwn(voice.chat, message.text, at);
    else if (verdict && this.#options.judge.heard(voice, verdict, at)) this.#lookAgain.at(voiceId(voice));
    else this.#lookAgain.heard();
  }

  #flagged({ message, spot, row, source }: Reading, verdict: Verdict, word: ConversationWord | null, counted: Counted | undefined): void {
    const { key } = message;
    this.flagged++;
    const state: MarkState = { kept: 'saving', flag: 'open', word };
    this.#known.set(key, { verdict, chat: { site: message.site, conversation: message.conversation }, state, counted });
    // Kept first: a page that breaks our marks must not break the record.
    this.#keeping.add({ message, verdict, source });
    if (this.#rowKeys.get(row) === key) this.#show(key, spot, verdict, state);
  }

  #readRest(reading: Reading, word: ConversationWord | null): Promise<Verdict | null | undefined> {
    const { key, text } = reading.message;
    return this.#longTexts.read(key, voiceOf(reading), text, word);
  }

  #show(key: string, spot: Spot, verdict: Verdict, state: MarkState): void {
    try {
      this.#options.marks.show(key, spot, verdict, state);
    } catch {
      // The page may name its fields like the DOM's own methods. The message is kept all the same.
    }
  }

  /** Read anew it turns out to be the reader's own. What was kept stays. */
  #notTheirs(key: string, known: Known): void {
    if (staysMarked(known)) return;
    known.hidden = true;
    this.#options.marks.remove(key);
  }

  #judgeAgain(reading: Reading, known: Known): void {
    known.stale = false;
    const { key, text } = reading.message;
    const hide = (hidden: boolean) => {
      known.hidden = hidden;
      if (hidden) this.#options.marks.remove(key);
    };
    if (staysMarked(known)) return hide(false);
    const word = this.#words.on(reading);
    const flagged = this.#verdict(reading, word, known.counted)?.flagged === true;
    if (flagged || text.length <= WHOLE) return hide(!flagged);
    void this.#readRest(reading, word).then((found) => {
      if (found === null && !known.stale) hide(true);
    });
  }

  /** Null for what is never judged. */
  #verdict(reading: Reading, word: ConversationWord | null, counted?: Counted): Verdict | null {
    return isJudged(reading.message) ? this.#options.judge.judge(voiceOf(reading), reading.message.text, word, counted) : null;
  }

  /** The worker acknowledged a write, or a flag changed elsewhere. */
  flagChanged({ key, id, state, confirmed }: KeptFlag): void {
    const known = this.#flag(key);
    if (!known) return;
    known.flagId = id;
    for (const change of known.changes?.splice(0) ?? []) void this.changed(key, change);
    this.#setState(key, { kept: 'kept', flag: state, confirmed: confirmed || undefined });
  }

  /** Something befell a message on the page. Of one that is kept it is written beside it; of others nothing is. */
  async changed(key: string, change: FlagChange): Promise<void> {
    const known = this.#flag(key);
    if (!known) return;
    if (known.flagId === undefined) (known.changes ??= []).push(change);
    else await this.#options.worker.noteChange(known.flagId, change).catch(() => undefined);
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
    return known && isFlag(known) ? known : undefined;
  }

  retry(key: string): void {
    this.#setState(key, { kept: 'saving' });
    if (this.#flag(key)?.missed) void this.#keepMissed(key);
    else this.#keeping.retry(key);
  }

  /** What is known of the record then; undefined where there is none: the mark says why. */
  archive(key: string, trigger: ArchiveTrigger = 'card'): Promise<EntryReceipt | undefined> {
    return this.#act(key, async (flagId) => {
      const receipt = await this.#options.worker.archiveFlag(flagId, key, trigger);
      this.#setState(key, { kept: 'kept', flag: 'archived', picture: receipt.captureMethod });
      return receipt;
    });
  }

  async dismiss(key: string): Promise<void> {
    await this.#act(key, async (flagId) => this.flagChanged(await this.#options.worker.dismissFlag(flagId)));
  }

  async restore(key: string): Promise<void> {
    await this.#act(key, async (flagId) => this.flagChanged(await this.#options.worker.restoreFlag(flagId)));
  }

  async confirm(key: string, confirmed: boolean): Promise<void> {
    await this.#act(key, async (flagId) => this.flagChanged(await this.#options.worker.confirmFlag(flagId, confirmed)));
  }

  /** Gives every message that is read to `offer`, those on the page at once, until null. */
  offerTo(offer: Offer | null): void {
    this.#offer = offer;
    if (offer) this.#options.rereadAll();
  }

  /** The reader marks a message that was missed. One that had been marked and is no longer is confirmed, as it was kept. */
  async missed(reading: Reading, labels: readonly Label[]): Promise<void> {
    const { message: { key }, spot } = reading;
    this.#longTexts.stop(key);
    const before = this.#flag(key);
    if (before?.flagId !== undefined) {
      before.hidden = false;
      this.#show(key, spot, before.verdict, before.state);
      return this.confirm(key, true);
    }
    const known = markedByReader(reading, labels, this.#words.on(reading));
    this.#known.set(key, known);
    this.flagged++;
    this.#show(key, spot, known.verdict, known.state);
    await this.#keepMissed(key);
  }

  async #keepMissed(key: string): Promise<void> {
    const known = this.#flag(key);
    if (!known?.missed) return;
    try {
      const kept = await this.#options.worker.missed(known.missed);
      delete known.missed;
      this.flagChanged(kept);
    } catch (error) {
      const failure = failureCode(error);
      if (failure === 'permission_missing') this.#options.revoked();
      else this.#setState(key, { kept: 'failed', failure });
    }
  }

  async #act<T>(key: string, act: (flagId: string) => Promise<T>): Promise<T | undefined> {
    const flagId = this.#flag(key)?.flagId;
    if (flagId === undefined) return undefined;
    return act(flagId).catch((error: unknown) => void this.#setState(key, { failure: failureCode(error) }));
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
    this.#words.set(chat, word);
    this.#judgeAll(chatId(chat), { word });
  }

  /** What the reader taught has changed. Everything on the page is judged anew; nothing kept is lost. */
  lessonsChanged(): void {
    this.#judgeAll(null, null);
  }

  /** @param chat only of this one, with what is known of it now; null: of all */
  #judgeAll(chat: string | null, change: Partial<MarkState> | null): void {
    // Of unflagged messages we do not remember the chat, so all of them are judged anew when read.
    for (const [key, known] of this.#known) {
      if (!isFlag(known)) known.again = true;
      else if (chat === null || chatId(known.chat) === chat) {
        known.stale = true;
        if (change) this.#setState(key, change);
      }
    }
    this.#options.rereadAll();
  }
}
