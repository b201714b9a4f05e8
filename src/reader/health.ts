import type { FrameHealth } from '../access/ask-frames.ts';
import type { CaptureSource } from '../core/flag.ts';
import type { HealthNote, HealthState, PageHealth } from '../core/health.ts';

/** What the engine knows of the page. */
export interface PageFacts {
  /** What the page is read by; null while nothing recognised it. `program` is empty for a page known by its looks. */
  source: { adapter: string; program: string; trust: CaptureSource['trust'] } | null;
  /** Of detection's best candidate, 0 to 1, whether it is read or not. */
  confidence: number | null;
  /** That candidate is too unsure to be read without being shown. */
  tooUnsure: boolean;
  /** Rows that `source` was tried on since it recognised the page, and messages read of them. */
  rows: number;
  read: number;
  /** How long the first of those rows has stood there, in ms. */
  rowsForMs: number;
  fellBackFrom: string | null;
  note: HealthNote | null;
}

/** What the session counted since the page was opened. */
export type Counts = Pick<PageHealth, 'messages' | 'flagged' | 'lastAt'>;

/** Rows of a page that is still being built cannot be read yet; and one or two may be notices of the program itself. */
const BUILT_AFTER_MS = 3_000;
const ROWS_THAT_TELL = 3;

function stateOf({ source, tooUnsure, rows, read, rowsForMs }: PageFacts, messages: number): HealthState {
  if (source && read > 0) return 'reading';
  // Detection takes nothing that it cannot read; a program, or what the reader showed, stands for what should be read.
  if (source && source.trust !== 'detected' && rows >= ROWS_THAT_TELL && rowsForMs >= BUILT_AFTER_MS) return 'broken';
  if (tooUnsure) return 'unsure';
  // Between two chats nothing is recognised for a moment.
  return messages > 0 ? 'reading' : 'nothing_yet';
}

export function pageHealth(facts: PageFacts, { messages, flagged, lastAt }: Counts): PageHealth {
  const { source, confidence, fellBackFrom, note } = facts;
  const state = stateOf(facts, messages);
  const trust = source?.trust ?? 'detected';
  return {
    state,
    adapter: source?.adapter ?? '',
    program: source?.program ?? '',
    trust,
    confidence: trust === 'detected' ? confidence : null,
    fellBackFrom,
    messages,
    flagged,
    lastAt,
    note,
  };
}

export interface HealthTellerOptions {
  /** The reader's own: aborted, it has ended. */
  controller: AbortController;
  /** Lets the worker know that it should ask. */
  tell(): Promise<unknown>;
  /** How often the health is looked at, and so how often the worker is told at most. */
  everyMs?: number;
  view?: Window;
}

/**
 * The reader's word on its frame. It stands in the isolated world's slot, where popup and worker ask it, and lets the worker
 * know when what the badge shows has changed. When the reader ends it says so, once, and is silent.
 */
export class HealthTeller {
  readonly #options: HealthTellerOptions;
  #health: (() => FrameHealth) | null = null;
  /** What the worker was told last. */
  #told: string | null = null;

  constructor(options: HealthTellerOptions) {
    this.#options = options;
  }

  abort(): void {
    this.#options.controller.abort();
  }

  /** Null before the reader has begun and after it has ended. */
  health(): FrameHealth | null {
    return this.#options.controller.signal.aborted ? null : (this.#health?.() ?? null);
  }

  start(health: () => FrameHealth): void {
    const { controller: { signal }, everyMs = 1_000, view = window } = this.#options;
    if (signal.aborted) return;
    this.#health = health;
    // Looked at, not listened for: a state also changes because nothing happens. A tab in the background may be late, but no one sees its badge.
    const timer = setInterval(() => void this.#look(), everyMs);
    // The browser may have taken the badge away meanwhile. On the window: a page's form may be named like a member of its document.
    view.addEventListener('pageshow', (event) => {
      if (event.persisted) this.#told = null;
    }, { signal });
    view.addEventListener('visibilitychange', () => { this.#told = null; }, { signal });
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.#health = null;
      void this.#tell();
    }, { once: true });
    void this.#look();
  }

  async #look(): Promise<void> {
    const now = this.health();
    if (!now) return;
    const shown = `${now.state} ${now.flagged} ${now.fellBackFrom !== null}`;
    const before = this.#told;
    if (shown === before) return;
    this.#told = shown;
    // Not heard, so it is said again at the next look.
    if (!(await this.#tell())) this.#told = before;
  }

  /** Answers whether it was heard. */
  async #tell(): Promise<boolean> {
    try {
      await this.#options.tell();
      return true;
    } catch {
      return false;
    }
  }
}
