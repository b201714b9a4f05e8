import type { FlagChange, FlagInput, KeptFlag } from '../../src/core/flag.ts';
import type { Role } from '../../src/core/message.ts';
import type { ConversationWord, Verdict } from '../../src/core/verdict.ts';
import type { Counted, MarkState, Voice } from '../../src/reader/deps.ts';
import { Session } from '../../src/reader/session.ts';
import type { Reading } from '../../src/sites/site.ts';

const id = (key: string) => `id-${key}`;

export function reading(key: string, text: string, role: Role = 'them', row = document.createElement('div'), author = 'x'): Reading {
  return {
    row,
    spot: { body: row, pieces: [] },
    source: { adapter: 'practice', adapterVersion: '1', trust: 'practice', pageTitle: '' },
    message: { key, site: 'https://a.example', conversation: { id: 'c', title: 'C' }, author: { name: author, role }, text, sentAtShown: '', seenAt: '2026-01-01T00:00:00.000Z', kind: 'text', attachments: [], url: 'https://a.example/' },
  };
}

export function verdict(flagged: boolean): Verdict {
  return { flagged, labels: flagged ? [{ id: 'visit', score: 0.9 }] : [], spans: [], pressing: 0.5, modelVersion: 't' };
}

export const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A session with a judge that marks what begins with "bad", and a worker that keeps what it is sent. */
export class Rig {
  readonly shown = new Map<string, MarkState>();
  readonly sent: FlagInput[][] = [];
  /** What the chats were told of, in order. */
  readonly heard: string[] = [];
  readonly heardOwn: { chat: string; text: string; at: number }[] = [];
  readonly judged: string[] = [];
  /** Every question to the judge, with who said it and what its own words counted. */
  readonly asked: { text: string; voice: Voice; counted: Counted | undefined }[] = [];
  word: ConversationWord | null = null;
  failWith: Error | null = null;
  readonly controller = new AbortController();
  rereads = 0;
  /** What is on the page, for a rereading to find. */
  page: Reading[] = [];
  /** Wordings that the reader taught to be harmless. */
  readonly harmless = new Set<string>();
  /** Wordings that are plain only once more of the chat is known. */
  readonly clearLater = new Set<string>();
  /** Whether, by this message, so much more is known of its voice. */
  knowsMore: (text: string) => boolean = () => false;
  readonly missed: FlagInput[] = [];
  readonly changes: { flagId: string; change: FlagChange }[] = [];
  /** Parts of a long text read so far; each waits for the page's turn. */
  parts = 0;
  foundAfter = Number.POSITIVE_INFINITY;
  readonly session: Session;

  constructor() {
    const answer = (key: string, state: KeptFlag['state']): KeptFlag => ({ id: id(key), key, state });
    const { shown } = this;
    const textOf = new WeakMap<Verdict, string>();
    this.session = new Session({
      signal: this.controller.signal,
      rereadAll: () => {
        this.rereads++;
        this.session.take(this.page);
      },
      revoked: () => this.controller.abort(),
      marks: {
        show: (key, _spot, _verdict, state) => void shown.set(key, state),
        // As the marker does: only what is shown has a state to show.
        setState: (key, state) => void (shown.has(key) && shown.set(key, state)),
        remove: (key) => void shown.delete(key),
        clear: () => shown.clear(),
      },
      judge: {
        judge: (voice, text, chatWord, counted) => {
          this.judged.push(text);
          this.asked.push({ text, voice, counted });
          const isBad = text.startsWith('bad') || this.clearLater.has(text);
          const given = verdict(isBad && chatWord !== 'not_collector' && !this.harmless.has(text));
          textOf.set(given, text);
          return given;
        },
        judgeRest: async (_voice, _text, _word, pause) => {
          for (let part = 1; part <= 5; part++) {
            await pause();
            this.parts++;
            if (part >= this.foundAfter) return verdict(true);
          }
          return null;
        },
        evidenceOf: (given) => textOf.get(given)!.length / 100,
        heard: (_voice, given) => {
          this.heard.push(textOf.get(given)!);
          return this.knowsMore(textOf.get(given)!);
        },
        heardOwn: (chat, text, at) => void this.heardOwn.push({ chat, text, at }),
      },
      worker: {
        keepFlags: async (flags) => {
          this.sent.push(flags);
          if (this.failWith) throw this.failWith;
          return flags.map(({ message }) => answer(message.key, 'open'));
        },
        archiveFlag: async (flagId) => ({ flagId, seq: 1, hash: 'h', captureMethod: 'text' }),
        dismissFlag: async (flagId) => answer(flagId.slice(3), 'dismissed'),
        restoreFlag: async (flagId) => answer(flagId.slice(3), 'open'),
        confirmFlag: async (flagId, confirmed) => {
          if (this.failWith) throw this.failWith;
          return { ...answer(flagId.slice(3), 'open'), ...(confirmed ? { confirmed } : {}) };
        },
        noteChange: async (flagId, change) => this.changes.push({ flagId, change }),
        missed: async (flag) => {
          this.missed.push(flag);
          if (this.failWith) throw this.failWith;
          return { ...answer(flag.message.key, 'open'), confirmed: true };
        },
        chatWord: async () => this.word,
        setChatWord: async (_chat, set) => set,
      },
    });
  }
}
