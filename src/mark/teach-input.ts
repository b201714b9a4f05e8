import { FocusBack } from './focus-back.ts';
import { Pointer, SETTLE_MS } from './guard.ts';
import { PRESSES } from './picker.tsx';

export interface TeachInputOptions {
  document: Document;
  now: () => number;
  /** On our own bar. */
  isOurs(event: Event): boolean;
  /** Enter is the button's then. */
  isOnButton(): boolean;
  /** The pointer is somewhere else on the page. */
  onOver(event: PointerEvent): void;
  onPress(event: MouseEvent): void;
  onArrow(by: 1 | -1): void;
  onEnter(): void;
  onEscape(): void;
  onTab(back: boolean): void;
  signal: AbortSignal;
}

const KEYS = ['ArrowUp', 'ArrowDown', 'Enter', 'Escape', 'Tab'];

/** Takes every press on the page, and the keys that are ours, while the reader points; all of them a person's own. */
export class TeachInput {
  readonly #options: TeachInputOptions;
  readonly #pointer: Pointer;
  readonly #focus: FocusBack;
  readonly #since: number;
  #keyIsDown = false;
  #onKeyUp: (() => void) | null = null;

  constructor(options: TeachInputOptions) {
    const { document, signal, now } = options;
    const view = document.defaultView!;
    this.#options = options;
    this.#since = now();
    this.#focus = new FocusBack(document);
    const listening = { signal, capture: true };
    // Before the pointer's own listener: it tells where the pointer was last.
    view.addEventListener('pointermove', (event) => this.#onMove(event), listening);
    this.#pointer = new Pointer(view, signal);
    for (const type of PRESSES) view.addEventListener(type, (event) => this.#onPress(event as MouseEvent), listening);
    for (const type of ['keydown', 'keypress', 'keyup'] as const) view.addEventListener(type, (event) => this.#onKey(event), listening);
  }

  /** Once no key is held: what is let go after all has ended would be let go in the page's own field. */
  whenLetGo(act: () => void): void {
    if (this.#keyIsDown) this.#onKeyUp = act;
    else act();
  }

  /** Gives the focus back to where it was. */
  end(signal: AbortSignal): void {
    this.#focus.give(signal);
  }

  #onMove(event: PointerEvent): void {
    // Where the page scrolled under a pointer that stands still, the reader did not point at anything.
    if (event.isTrusted && !this.#pointer.wasAt(event) && !this.#options.isOurs(event)) this.#options.onOver(event);
  }

  #onPress(event: MouseEvent): void {
    if (!event.isTrusted || this.#options.isOurs(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === 'click' && event.button === 0 && this.#options.now() - this.#since >= SETTLE_MS) this.#options.onPress(event);
  }

  #onKey(event: KeyboardEvent): void {
    this.#focus.heard(event);
    if (event.isTrusted && event.type !== 'keypress') this.#keyIsDown = event.type === 'keydown';
    if (!this.#keyIsDown && this.#onKeyUp) {
      const act = this.#onKeyUp;
      this.#onKeyUp = null;
      // The event itself first, to the button it belongs to.
      setTimeout(act);
    }
    if (!event.isTrusted || event.isComposing || !KEYS.includes(event.key)) return;
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key === 'Enter' && this.#options.isOnButton())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== 'keydown') return;
    const { onArrow, onEnter, onEscape, onTab } = this.#options;
    if (event.key === 'Escape') onEscape();
    else if (event.key === 'Tab') onTab(event.shiftKey);
    else if (event.key !== 'Enter') onArrow(event.key === 'ArrowDown' ? 1 : -1);
    else if (!event.repeat) onEnter();
  }
}
