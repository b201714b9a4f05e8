import type { Label } from '../core/verdict.ts';
import { fill, type Language } from '../locales/language.ts';
import { pick as pickWords } from '../locales/pick.ts';
import { boxOf, isConnected } from './dom.ts';
import { FocusBack } from './focus-back.ts';
import { standsOnDark } from './ground.ts';
import { Pointer, SETTLE_MS } from './guard.ts';
import { Overlay } from './overlay.ts';
import { PickBar } from './pick-bar.tsx';
import { PickList, type Pick } from './pick-list.ts';
import { PickPanel } from './pick-panel.tsx';

export type { Pick } from './pick-list.ts';

export interface PickerOptions {
  document: Document;
  language: Language;
  /** Nothing of the message is quoted. */
  calm: boolean;
  onKeep(key: string, labels: Label[]): void;
  /** The reader took a message, or ended it, in this frame: the others need not wait any longer. */
  onHere?(): void;
  onEnded(): void;
  signal: AbortSignal;
  /** Milliseconds. */
  now?: () => number;
}

/** Of a message, so much is quoted, in UTF-16 units. */
const QUOTED = 200;
/** And so much is said aloud. */
export const HEARD = 80;

export const PRESSES = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick'] as const;
const KEYS = ['ArrowUp', 'ArrowDown', 'Enter', 'Escape'];

/**
 * The reader chooses a message that was missed: the row under the pointer is outlined, arrow keys go from message to
 * message, a click or Enter takes it and asks what it is. The page does not get these presses and keys; all others it does.
 */
export class Picker {
  readonly #options: PickerOptions;
  readonly #now: () => number;
  readonly #list = new PickList();
  readonly #stop = new AbortController();
  readonly #bar: PickBar;
  readonly #pointer: Pointer;
  readonly #view: Window;
  readonly #since: number;
  readonly #focus: FocusBack;
  #current: Pick | null = null;
  /** Asked about one message alone: with its panel all is over. */
  #once = false;
  #panel: Overlay | null = null;
  #frame = 0;

  constructor(options: PickerOptions) {
    const { document, language } = options;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#since = this.#now();
    this.#view = document.defaultView!;
    this.#focus = new FocusBack(document);
    const { signal } = this.#stop;
    const listening = { signal, capture: true };
    // Before the pointer's own listener: it tells where the pointer was last.
    this.#view.addEventListener('pointermove', (event) => this.#onMove(event), listening);
    this.#pointer = new Pointer(this.#view as Window & typeof globalThis, signal);
    for (const type of PRESSES) this.#view.addEventListener(type, (event) => this.#onPress(event as MouseEvent), listening);
    for (const type of ['keydown', 'keypress', 'keyup'] as const) this.#view.addEventListener(type, (event) => this.#onKey(event), listening);
    options.signal.addEventListener('abort', () => this.end(), { signal, once: true });
    this.#bar = new PickBar({ document, language, now: this.#now, onStop: () => this.#leave() });
    this.#follow();
  }

  /** False once it has ended: a page may have ended it before the constructor was done. */
  get isOn(): boolean {
    return !this.#stop.signal.aborted;
  }

  /** A message that was read on the page. */
  offer(pick: Pick): void {
    this.#list.add(pick);
    if (this.#current?.row === pick.row && !this.#panel) this.#turnTo(pick);
  }

  /** Asks about this one alone, which was offered before. False where it cannot be marked, or its panel does not open. */
  ask(row: Element): boolean {
    const pick = this.#list.get(row);
    if (!pick || pick.refused) return false;
    this.#once = true;
    this.#turnTo(pick);
    this.#take(pick);
    return this.#panel !== null;
  }

  end(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#view.cancelAnimationFrame(this.#frame);
    this.#panel?.close({ refocus: false });
    this.#bar.remove();
    this.#focus.give(this.#options.signal);
    this.#options.onEnded();
  }

  /** Ended by the reader, here. */
  #leave(): void {
    this.#options.onHere?.();
    this.end();
  }

  #onMove(event: PointerEvent): void {
    // Where the page scrolled under a pointer that stands still, the reader did not point at anything.
    if (!event.isTrusted || this.#panel || this.#pointer.wasAt(event) || this.#bar.isHost(event.target)) return;
    this.#turnTo(this.#list.around(event.target));
  }

  /** Of the page's own controls only those inside a message are out of reach meanwhile. */
  #onPress(event: MouseEvent): void {
    if (!event.isTrusted || this.#bar.isHost(event.target) || this.#panel?.isHost(event.target)) return;
    const pick = this.#list.around(event.target);
    if (!pick) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === 'pointerdown') this.#panel?.close({ refocus: false });
    if (event.type !== 'click' || this.#now() - this.#since < SETTLE_MS) return;
    this.#turnTo(pick);
    this.#take(pick);
  }

  #onKey(event: KeyboardEvent): void {
    this.#focus.heard(event);
    if (!event.isTrusted || event.isComposing || this.#panel || !KEYS.includes(event.key)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key === 'Enter' && this.#bar.isOnButton)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== 'keydown') return;
    if (event.key === 'Escape') return this.#leave();
    if (event.key === 'Enter') return this.#current && !event.repeat ? this.#take(this.#current) : undefined;
    const next = this.#list.step(this.#current, event.key === 'ArrowDown' ? 1 : -1);
    if (!next) return;
    Element.prototype.scrollIntoView.call(next.row, { block: 'nearest' });
    this.#turnTo(next);
  }

  #turnTo(pick: Pick | null): void {
    if (pick === this.#current) return;
    this.#current = pick;
    if (!pick) this.#bar.show({ line: 'line', heard: '', refused: false });
    else this.#tell(pick);
    this.#outline();
  }

  #tell(pick: Pick): void {
    const picks = this.#list.inOrder();
    const words = pickWords[this.#options.language];
    const place = { n: picks.findIndex(({ row }) => row === pick.row) + 1, total: picks.length };
    const heard = this.#options.calm ? fill(words.at_hidden, place) : fill(words.at, { ...place, text: beginning(pick.text, HEARD) });
    this.#bar.show({ line: pick.refused ?? 'line', heard, refused: pick.refused !== null, dark: standsOnDark(pick.spot.body) });
  }

  #take(pick: Pick): void {
    if (pick.refused) return this.#bar.show({ line: pick.refused });
    this.#options.onHere?.();
    const { language, calm, signal, onKeep } = this.#options;
    const dark = standsOnDark(pick.spot.body);
    const panel = new Overlay({
      draw: (guard) => (
        <PickPanel
          quote={calm ? null : beginning(pick.text, QUOTED)}
          language={language}
          guard={guard}
          onKeep={(labels) => {
            this.end();
            onKeep(pick.key, labels);
          }}
          onCancel={() => this.#panel?.close()}
        />
      ),
      dark: () => dark,
      spot: () => pick.spot,
      badgeBox: () => null,
      isBadge: () => false,
      onClosed: () => {
        this.#panel = null;
        if (this.#once) this.end();
        else if (!this.#stop.signal.aborted) this.#bar.focus();
      },
      language,
      now: this.#now,
      pointer: this.#pointer,
      signal,
    });
    // A message out of view has its panel closed before it is open.
    if (panel.isOpen) this.#panel = panel;
  }

  #outline(): void {
    const row = this.#current?.row;
    const box = row && isConnected(row) ? boxOf(row) : null;
    this.#bar.outline(box && box.width > 0 && box.height > 0 ? box : null);
  }

  /** Once a frame: scrolling and new messages move the row. */
  #follow(): void {
    if (this.#stop.signal.aborted) return;
    if (!this.#bar.stands) return this.end();
    this.#outline();
    this.#frame = this.#view.requestAnimationFrame(() => this.#follow());
  }
}

/** The first words, without half a character at the end. */
export function beginning(text: string, units: number): string {
  return text.length <= units ? text : `${text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
