import { common } from './boxes.ts';
import { boxOf, documentOf } from './dom.ts';
import { parentAcross } from './ground.ts';
import { SETTLE_MS } from './guard.ts';

/** Fainter than this nobody reads it; what chat pages fade on purpose stays above. */
const FAINTEST = 0.3;

/** Whether nothing around an element makes it invisible. Knows nothing of what lies over it. */
export function isOpaque(element: Element): boolean {
  const view = documentOf(element).defaultView!;
  if (/hidden|collapse/.test(view.getComputedStyle(element).visibility)) return false;
  let opacity = 1;
  for (let at: Element | null = element; at; at = parentAcross(at)) {
    const style = view.getComputedStyle(at);
    opacity *= Number.parseFloat(style.opacity || '1');
    for (const [, share] of (style.filter || '').matchAll(/opacity\(([\d.e-]+)\)/g)) opacity *= Number(share);
  }
  return opacity >= FAINTEST;
}

/** Whether this host is what the page has at the place of a press. Presses of a key have no place. */
export function isAtPress(host: Element, event: Event): boolean {
  const { detail, clientX, clientY } = event as MouseEvent;
  if (!(detail > 0)) return true;
  return (host.getRootNode() as Document | ShadowRoot).elementFromPoint(clientX, clientY) === host;
}

/**
 * Whether another popover of the page touches this box. Which of two lies on top cannot be asked, so both count.
 * One inside a shadow tree of the page is not found.
 */
function isUnderPopover(host: Element, panel: Element): boolean {
  // Not in the top layer: this browser has no popovers.
  if (!host.hasAttribute('popover')) return false;
  const own = boxOf(panel);
  for (const other of documentOf(host).querySelectorAll(':popover-open')) {
    if (other === host) continue;
    const parts = [other, ...Element.prototype.querySelectorAll.call(other, '*')];
    if (parts.some((part) => common(own, boxOf(part)))) return true;
  }
  return false;
}

/**
 * Whether the reader plainly sees the card, and has for long enough to know what is pressed. Chromium tells: it also
 * knows of covers that let the pointer through. Elsewhere style, hit testing and other popovers have to do.
 */
export class Sight {
  readonly #host: Element;
  readonly #panel: Element;
  readonly #now: () => number;
  readonly #observer: IntersectionObserver | null = null;
  #since: number | null = null;

  constructor(host: Element, panel: Element, now: () => number) {
    this.#host = host;
    this.#panel = panel;
    this.#now = now;
    const view = documentOf(host).defaultView!;
    if (!view.IntersectionObserver || !('isVisible' in (view.IntersectionObserverEntry?.prototype ?? {}))) return;
    this.#observer = new view.IntersectionObserver((entries) => this.#hear(entries), { trackVisibility: true, delay: 100 } as IntersectionObserverInit);
    this.#observer.observe(panel);
  }

  #hear(entries: IntersectionObserverEntry[]): void {
    for (const entry of entries as (IntersectionObserverEntry & { isVisible?: boolean })[]) {
      if (entry.isVisible !== true) this.#since = null;
      else this.#since ??= this.#now();
    }
  }

  isPlain(event: Event): boolean {
    if (!this.#observer) return isOpaque(this.#host) && isAtPress(this.#host, event) && !isUnderPopover(this.#host, this.#panel);
    this.#hear(this.#observer.takeRecords());
    return this.#since !== null && this.#now() - this.#since >= SETTLE_MS && isAtPress(this.#host, event);
  }

  stop(): void {
    this.#observer?.disconnect();
  }
}
