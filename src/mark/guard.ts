/** A control that has just appeared or moved is not what the reader meant to press, in ms. */
export const SETTLE_MS = 300;

/** Lets through only what a person did, on a control that has stood still long enough to be seen. */
export class Guard {
  #since: number;
  readonly #now: () => number;
  readonly #isSeen: (event: Event) => boolean;

  /** @param isSeen asked last, about a person's press only: whether the control can be seen where it was pressed */
  constructor(now: () => number, isSeen: (event: Event) => boolean = () => true) {
    this.#now = now;
    this.#isSeen = isSeen;
    this.#since = now();
  }

  /** The control appeared, moved, or came under a pointer that did not move. */
  unsettle(): void {
    this.#since = this.#now();
  }

  allows(event: Event): boolean {
    return event.isTrusted && this.#now() - this.#since >= SETTLE_MS && this.#isSeen(event);
  }

  /**
   * For `pointerenter` and `pointerover`: where the pointer was there before, the control came to it and not the reader
   * to the control. A finger hovers nowhere, and may well tap the same place twice.
   */
  entered(event: PointerEvent, pointer: Pointer): void {
    if (event.isTrusted && event.pointerType !== 'touch' && pointer.wasAt(event)) this.unsettle();
  }
}

/** Where the pointer was last seen moving. Enter events carry no movement of their own. */
export class Pointer {
  #at: { x: number; y: number } | null = null;

  constructor(view: Window, signal: AbortSignal) {
    view.addEventListener('pointermove', (event) => {
      if (event.isTrusted) this.#at = { x: event.clientX, y: event.clientY };
    }, { signal, capture: true, passive: true });
  }

  wasAt(event: PointerEvent): boolean {
    return this.#at !== null && Math.abs(this.#at.x - event.clientX) < 1 && Math.abs(this.#at.y - event.clientY) < 1;
  }
}

/** What must not reach the page's own handlers from our controls: it would act on the row or the input beneath. */
const OURS = [
  'click', 'dblclick', 'auxclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend',
  'keydown', 'keyup', 'keypress', 'focusin', 'focusout', 'wheel', 'contextmenu', 'selectstart', 'dragstart',
] as const;

/** Ends these events at our shadow root. Listeners on a root die with it. */
export function keepToOurselves(root: ShadowRoot): void {
  for (const type of OURS) root.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
}
