import { render, type ComponentChildren } from 'preact';
import type { Spot } from '../core/spot.ts';
import { htmlLang, type Language } from '../locales/language.ts';
import { clippersOf, messageBox, seenPart } from './boxes.ts';
import { boxOf, documentOf } from './dom.ts';
import { Guard, keepToOurselves, type Pointer } from './guard.ts';
import { placeCard, type Box, type CardPlace } from './placement.ts';
import { addSharedSheet } from './sheet.ts';
import { Sight } from './sight.ts';
import { CARD_CSS } from './styles.ts';
import { rememberHost } from './own-hosts.ts';

/** As wide as it would like to be, in px. */
const WIDTH = 348;

export interface OverlayOptions {
  /** What stands inside: its title has the id `title`, and every control asks the guard. Called again by `redraw`. */
  draw(guard: Guard): ComponentChildren;
  dark(): boolean;
  /** The message it speaks of. */
  spot(): Spot;
  badgeBox(): Box | null;
  /** Whether this node is the badge's host: a press on it is no press outside. */
  isBadge(node: EventTarget | null): boolean;
  /** @param refocus the badge is to be focused again; not when the reader went elsewhere */
  onClosed(refocus: boolean): void;
  language: Language;
  now: () => number;
  pointer: Pointer;
  signal: AbortSignal;
}

/**
 * A panel about one message: one host at the end of the page, in the browser's top layer, where no z-index of the page reaches.
 * It follows its message and closes when that is gone from view, or when the page laid hands on it. Exists only while open.
 */
export class Overlay {
  readonly #options: OverlayOptions;
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #shadow: ShadowRoot;
  readonly #panel: HTMLElement;
  readonly #guard: Guard;
  readonly #sight: Sight;
  readonly #home: Element;
  readonly #stop = new AbortController();
  #place: CardPlace | null = null;
  /** Where the last great step ended, for many small ones make a great one too. */
  #steady: CardPlace | null = null;
  /** Where we saw it stand after we put it there. */
  #stood: Box | null = null;
  #raised = false;
  #clippers: { body: Element; list: Element[] } | null = null;
  #frame = 0;

  constructor(options: OverlayOptions) {
    this.#options = options;
    const { body } = options.spot();
    this.#document = documentOf(body);
    this.#guard = new Guard(options.now, (event) => this.#isSeen(event));
    this.#host = rememberHost(this.#document.createElement('span'));
    this.#shadow = this.#host.attachShadow({ mode: 'closed' });
    addSharedSheet(this.#shadow, CARD_CSS);
    this.#panel = this.#document.createElement('div');
    this.#shadow.append(this.#panel);
    this.#panel.setAttribute('role', 'dialog');
    this.#panel.setAttribute('aria-labelledby', 'title');
    this.#panel.setAttribute('lang', htmlLang(options.language));
    this.#panel.tabIndex = -1;
    this.#render();

    const { signal } = this.#stop;
    this.#panel.addEventListener('keydown', (event) => this.#onKey(event), { signal });
    this.#panel.addEventListener('pointerover', (event) => this.#guard.entered(event, options.pointer), { signal });
    keepToOurselves(this.#shadow);
    const view = this.#document.defaultView!;
    view.addEventListener('keydown', (event) => {
      if (event.isTrusted && event.key === 'Escape' && !event.isComposing) {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.close();
      }
    }, { signal, capture: true });
    view.addEventListener('pointerdown', (event) => {
      const inside = event.composedPath().some((node) => node === this.#host || options.isBadge(node));
      if (event.isTrusted && !inside) this.close({ refocus: false });
    }, { signal, capture: true });
    options.signal.addEventListener('abort', () => this.close({ refocus: false }), { signal, once: true });

    // What is outside a page's modal dialog cannot be used while that is open.
    this.#home = closestModal(body) ?? this.#document.documentElement;
    this.#home.append(this.#host);
    this.#sight = new Sight(this.#host, this.#panel, options.now);
    signal.addEventListener('abort', () => this.#sight.stop(), { once: true });
    this.#raise();
    this.#follow();
    this.#guard.unsettle();
    this.#panel.focus({ preventScroll: true });
  }

  redraw(): void {
    const focused = this.#shadow.activeElement;
    this.#render();
    // The control that was pressed may be gone; focus must not fall back to the page.
    if (focused && !focused.isConnected) this.#panel.focus({ preventScroll: true });
  }

  get isOpen(): boolean {
    return !this.#stop.signal.aborted;
  }

  isHost(node: EventTarget | null): boolean {
    return node === this.#host;
  }

  close({ refocus = true } = {}): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#document.defaultView?.cancelAnimationFrame(this.#frame);
    render(null, this.#panel);
    this.#host.remove();
    this.#options.onClosed(refocus);
  }

  #render(): void {
    this.#panel.className = `root${this.#options.dark() ? ' dark' : ''}`;
    render(this.#options.draw(this.#guard), this.#panel);
  }

  #raise(): void {
    try {
      this.#host.setAttribute('popover', 'manual');
      if (this.#raised) this.#host.hidePopover();
      this.#host.showPopover();
      this.#raised = true;
    } catch {
      // No top layer here: the largest z-index has to do.
      this.#host.removeAttribute('popover');
    }
  }

  /** Once a frame while open: scrolling, new messages above and a resized window all move the message. */
  #follow(): void {
    if (this.#stop.signal.aborted) return;
    if (!this.#isOurs()) return this.close({ refocus: false });
    const spot = this.#options.spot();
    const message = messageBox(spot);
    const seen = message && seenPart(message, this.#clippersOf(spot.body), this.#document);
    if (!message || !seen) return this.close({ refocus: false });
    this.#putAt(seen);
    this.#frame = this.#document.defaultView!.requestAnimationFrame(() => this.#follow());
  }

  /** Whether it is where we put it. Removed, moved or lowered by the page: it stays away, and so do we. */
  #isOurs(): boolean {
    if (this.#host.parentNode !== this.#home || (this.#raised && !this.#host.matches(':popover-open'))) return false;
    const { left, top, right } = boxOf(this.#panel);
    return !this.#stood || Math.max(Math.abs(left - this.#stood.left), Math.abs(top - this.#stood.top), Math.abs(right - this.#stood.right)) <= 1;
  }

  /** A press on something that was moved, faded or covered was meant for something else. */
  #isSeen(event: Event): boolean {
    if (!this.#isOurs()) {
      this.close({ refocus: false });
      return false;
    }
    if (this.#sight.isPlain(event)) return true;
    // Perhaps only a notice of the page lies over it. On top again and plainly seen, the next press counts.
    this.#guard.unsettle();
    if (this.#raised) this.#raise();
    return false;
  }

  #clippersOf(body: Element): Element[] {
    if (this.#clippers?.body !== body) this.#clippers = { body, list: clippersOf(body) };
    return this.#clippers.list;
  }

  #putAt(message: Box): void {
    const { clientWidth: width, clientHeight: height } = this.#document.documentElement;
    const view = this.#document.defaultView!;
    const viewport = { width, height: view.innerHeight > 0 ? Math.min(view.innerHeight, height || view.innerHeight) : height };
    const wide = Math.min(WIDTH, width - 16);
    const style = this.#panel.style;
    const before = this.#place;
    if (!before) style.width = `${wide}px`;
    const natural = this.#panel.scrollHeight + 2;
    const next = placeCard({
      viewport,
      message,
      badge: this.#options.badgeBox() ?? message,
      card: { width: wide, height: natural },
      ...(before ? { now: before.side } : {}),
    });
    if (before && (Object.keys(next) as (keyof CardPlace)[]).every((name) => next[name] === before[name])) return;
    this.#place = next;
    // A small step is the page scrolling along; a jump could bring a button under a pressing finger.
    if (!this.#steady || Math.hypot(next.left - this.#steady.left, next.top - this.#steady.top) > 8) {
      this.#steady = next;
      this.#guard.unsettle();
    }
    style.left = `${next.left}px`;
    style.top = `${next.top}px`;
    style.width = `${next.width}px`;
    style.maxHeight = `${next.maxHeight}px`;
    // Measured and not taken from `next`: a page may zoom its root.
    this.#stood = boxOf(this.#panel);
  }

  /** Moves focus round inside, by hand: browsers differ on where tabbing goes from a panel in the top layer. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab' || !event.isTrusted || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [...this.#panel.querySelectorAll('button')];
    const at = stops.indexOf(this.#shadow.activeElement as HTMLButtonElement);
    const next = event.shiftKey ? (at <= 0 ? stops.length - 1 : at - 1) : (at + 1) % stops.length;
    event.preventDefault();
    stops[next]?.focus();
  }
}

function closestModal(element: Element): Element | null {
  try {
    return element.closest('dialog:modal');
  } catch {
    return null;
  }
}
