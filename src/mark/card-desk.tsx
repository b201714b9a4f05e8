import { MARKED_BY_READER } from '../core/flag.ts';
import type { Spot } from '../core/spot.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Language } from '../locales/language.ts';
import type { Badge } from './badge.tsx';
import { Card, type CardActs, type CardView } from './card.tsx';
import type { Pointer } from './guard.ts';
import type { MarkActs, MarkState } from './mark-state.ts';
import { Overlay } from './overlay.ts';
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

export interface CardDeskOptions extends MarkActs {
  language: Language;
  calm: boolean;
  signal: AbortSignal;
  now: () => number;
  pointer: Pointer;
}

/** Opens cards, one at a time, and keeps the open one in step. A card may outlive its mark, so that a word can be taken back. */
export class CardDesk<M extends Carded> {
  readonly #options: CardDeskOptions;
  readonly #changed: (mark: M) => void;
  #card: Overlay | null = null;
  #view: CardView | null = null;
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
    if (this.#view && this.#view.state !== state) this.#update({ state, pending: null });
  }

  setDark(dark: boolean): void {
    this.#update({ dark });
  }

  #update(change: Partial<CardView>): void {
    if (!this.#view) return;
    this.#view = { ...this.#view, ...change };
    this.#card?.redraw();
  }

  #open(mark: M, dark: boolean): void {
    const { key } = mark;
    const { language, calm, now, pointer, signal, ...on } = this.#options;
    const asking = (pending: 'archive' | 'dismiss' | 'undo', act: (key: string) => void) => () => {
      this.#update({ pending });
      act(key);
    };
    // Shown at once; the session corrects it if it could not be kept.
    const ahead = (change: Partial<MarkState>) => {
      mark.state = { ...mark.state, ...change };
      this.#update({ state: mark.state });
    };
    this.#mark = mark;
    const view: CardView = {
      key,
      families: familiesOf(mark.verdict),
      labels: mark.verdict.labels.map(({ id }) => id),
      words: decidedWords(mark.spot, mark.verdict),
      byReader: mark.verdict.modelVersion === MARKED_BY_READER,
      state: mark.state,
      pending: null,
      dark,
    };
    this.#view = view;
    const acts: CardActs = {
      archive: asking('archive', on.onArchive),
      dismiss: asking('dismiss', on.onDismiss),
      restore: asking('undo', on.onRestore),
      confirm: (confirmed) => {
        ahead({ confirmed });
        on.onConfirm(key, confirmed);
      },
      retry: () => on.onRetry(key),
      word: (word) => {
        ahead({ word });
        on.onWord(key, word);
      },
      openHistory: () => on.onOpenHistory(key),
      close: () => this.close(true),
    };
    const card = new Overlay({
      draw: (guard) => <Card view={this.#view ?? view} acts={acts} language={language} guard={guard} calm={calm} />,
      dark: () => (this.#view ?? view).dark,
      spot: () => mark.spot,
      badgeBox: () => mark.badge?.box() ?? null,
      isBadge: (node) => mark.badge?.isHost(node) ?? false,
      onClosed: (refocus) => {
        this.#card = null;
        this.#view = null;
        this.#mark = null;
        this.#changed(mark);
        if (refocus) mark.badge?.focus();
      },
      language,
      now,
      pointer,
      signal,
    });
    // A page may have it closed again before it is open.
    if (this.#mark === mark) this.#card = card;
    this.#changed(mark);
  }
}
