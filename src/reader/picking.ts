import type { Language } from '../locales/language.ts';
import { Picker } from '../mark/picker.tsx';
import type { Reading } from '../sites/site.ts';
import type { Session } from './session.ts';

export interface PickingOptions {
  session: Session;
  document: Document;
  language: Language;
  calm: boolean;
  /** Ends it in the tab's other frames: choosing began in all of them that read. */
  endElsewhere(): Promise<unknown>;
  /** Has the row that holds this node read again, now. */
  readNear?(node: Node): void;
  signal: AbortSignal;
}

/** Lets the reader choose a message that was missed. Only meanwhile the readings of the page are remembered. */
export class Picking {
  readonly #options: PickingOptions;
  #picker: Picker | null = null;

  constructor(options: PickingOptions) {
    this.#options = options;
  }

  get on(): boolean {
    return this.#picker !== null;
  }

  /** Answers whether it is on then: a frame without messages has none to choose. */
  set(on: boolean): boolean {
    if (!on) this.#picker?.end();
    else if (!this.#picker && this.#options.session.messages > 0 && !this.#options.signal.aborted) this.#start();
    return this.on;
  }

  /**
   * Asks at once what this message is, one that is not marked. Answers whether its panel is open.
   * @param onKept told once the reader has marked it and it is kept
   */
  ask({ message: { key }, row }: Reading, onKept: () => void): boolean {
    this.#picker?.end();
    const { signal, readNear } = this.#options;
    if (signal.aborted) return false;
    const offered = this.#start((marked) => {
      if (marked === key) onKept();
    });
    // The whole page is being read again; this one is not waited for.
    if (!offered?.has(key)) readNear?.(row);
    const open = this.#picker?.ask(row) ?? false;
    if (!open) this.#picker?.end();
    return open;
  }

  #start(onKept?: (key: string) => void): ReadonlyMap<string, Reading> | null {
    const { session, document, language, calm, endElsewhere, signal } = this.#options;
    const readings = new Map<string, Reading>();
    const picker = new Picker({
      document,
      language,
      calm,
      signal,
      onKeep: (key, labels) => {
        const reading = readings.get(key);
        if (reading) void session.missed(reading, labels).then(() => onKept?.(key));
      },
      onHere: () => void endElsewhere().catch(() => undefined),
      onEnded: () => {
        this.#picker = null;
        session.offerTo(null);
      },
    });
    if (!picker.isOn) return null;
    this.#picker = picker;
    session.offerTo((reading, refused) => {
      const { message: { key, text }, row, spot } = reading;
      readings.set(key, reading);
      picker.offer({ key, row, spot, text, refused });
    });
    return readings;
  }
}
