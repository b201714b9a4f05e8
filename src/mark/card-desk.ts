import type { Spot } from '../core/spot.ts';
import type { ConversationWord, Verdict } from '../core/verdict.ts';
import type { Language } from '../locales/language.ts';
import type { Badge } from './badge.tsx';
import type { Pointer } from './guard.ts';
import type { MarkState } from './mark-state.ts';
import { Overlay } from './overlay.tsx';
import { decidedWords } from './spans.ts';
import { familiesOf } from './wording.ts';

/** The part of a mark that its card needs. */
export interface Carded {
  key: string;
  spot: Spot;
  verdict: Verdict;
  state: MarkState;
  badge: Badge | null;
}

export interface CardDeskOptions {
  language: Language;
  calm: boolean;
  onArchive(key: string): void;
  onDismiss(key: string): void;
  onRestore(key: string): void;
  onRetry(key: string): void;
  onWord(key: string, word: ConversationWord | null): void;
  onOpenHistory(key: string): void;
  signal: AbortSignal;
  now: () => number;
  pointer: Pointer;
}

/** Opens cards, one at a time, and keeps the open one in step. A card may outlive its mark, so that a word can be taken back. */
export class CardDesk<M extends Carded> {
  readonly #options: CardDeskOptions;
  readonly #changed: (mark: M) => void;
  #card: Overlay | null = null;
  #mark: M | null = null;

  /** @param changed called when a mark's card opened or closed */
  constructor(options: CardDeskOptions, changed: (mark: M) => void) {
    this.#options = options;
    this.#changed = changed;
  }

  get mark(): M | null {
    return this.#mark;
  }

  toggle(mark: M, dark: boolean): void {
    const same = this.#mark === mark;
    this.close(same);
    if (!same) this.#open(mark, dark);
  }

  close(refocus = false): void {
    this.#card?.close({ refocus });
  }

  /** A new answer came: whatever was asked for is settled. */
  setState(state: MarkState): void {
    if (this.#card && this.#card.view.state !== state) this.#card.update({ state, pending: null });
  }

  setDark(dark: boolean): void {
    this.#card?.update({ dark });
  }

  #open(mark: M, dark: boolean): void {
    const { key } = mark;
    const { language, calm, now, pointer, signal, ...on } = this.#options;
    const asking = (pending: 'archive' | 'dismiss' | 'undo', act: (key: string) => void) => () => {
      this.#card?.update({ pending });
      act(key);
    };
    this.#mark = mark;
    const card = new Overlay({
      view: {
        key,
        families: familiesOf(mark.verdict),
        labels: mark.verdict.labels.map(({ id }) => id),
        words: decidedWords(mark.spot, mark.verdict),
        state: mark.state,
        pending: null,
        dark,
      },
      acts: {
        archive: asking('archive', on.onArchive),
        dismiss: asking('dismiss', on.onDismiss),
        restore: asking('undo', on.onRestore),
        retry: () => on.onRetry(key),
        word: (word) => {
          // Shown at once; the session corrects it if it could not be kept.
          mark.state = { ...mark.state, word };
          this.#card?.update({ state: mark.state });
          on.onWord(key, word);
        },
        openHistory: () => on.onOpenHistory(key),
        close: () => this.close(true),
      },
      spot: () => mark.spot,
      badgeBox: () => mark.badge?.box() ?? null,
      isBadge: (node) => mark.badge?.isHost(node) ?? false,
      onClosed: (refocus) => {
        this.#card = null;
        this.#mark = null;
        this.#changed(mark);
        if (refocus) mark.badge?.focus();
      },
      language,
      calm,
      now,
      pointer,
      signal,
    });
    // A page may have it closed again before it is open.
    if (this.#mark === mark) this.#card = card;
    this.#changed(mark);
  }
}
