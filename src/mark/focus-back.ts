/** Remembers what had the focus while keys are ours, and gives it back. */
export class FocusBack {
  readonly #document: Document;
  readonly #before: Element | null;
  #keyIsDown = false;

  constructor(document: Document) {
    this.#document = document;
    this.#before = document.activeElement;
  }

  /** To be told of every key, before anything else is made of it. */
  heard(event: KeyboardEvent): void {
    if (event.isTrusted && event.type !== 'keypress') this.#keyIsDown = event.type === 'keydown';
  }

  /**
   * To where it was. A key that is still down must not be let go in the page's own field: some send the draft then. And where the reader
   * is in another frame, or in the popup, it waits until they come back: it must not be taken from there.
   */
  give(signal: AbortSignal): void {
    const view = this.#document.defaultView!;
    const back = () => {
      if (this.#before && this.#document.activeElement === this.#document.body) HTMLElement.prototype.focus.call(this.#before, { preventScroll: true });
    };
    if (signal.aborted) return back();
    if (!Document.prototype.hasFocus.call(this.#document)) return view.addEventListener('focus', back, { once: true, signal });
    if (!this.#keyIsDown) return back();
    view.addEventListener('keyup', (event) => {
      event.stopImmediatePropagation();
      back();
    }, { capture: true, once: true, signal });
  }
}
