import { htmlLang, type Language } from '../locales/language.ts';
import { keepToOurselves } from './guard.ts';
import { addSharedSheet } from './sheet.ts';
import { rememberHost } from './own-hosts.ts';

/** One host in the browser's top layer with a closed shadow root: for a line that tells the reader what to do on the page. */
export class BarHost {
  readonly root: HTMLElement;
  readonly #document: Document;
  readonly #host: HTMLElement;
  readonly #shadow: ShadowRoot;

  constructor(document: Document, language: Language, css: string) {
    this.#document = document;
    this.#host = rememberHost(document.createElement('span'));
    this.#shadow = this.#host.attachShadow({ mode: 'closed' });
    addSharedSheet(this.#shadow, css);
    keepToOurselves(this.#shadow);
    this.root = document.createElement('div');
    this.root.lang = htmlLang(language);
    this.#shadow.append(this.root);
  }

  /** Onto the page, above all that is there. */
  raise(): void {
    this.#document.documentElement.append(this.#host);
    try {
      this.#host.setAttribute('popover', 'manual');
      this.#host.showPopover();
    } catch {
      this.#host.removeAttribute('popover');
    }
  }

  /** False once the page took it away. */
  get stands(): boolean {
    return this.#host.parentNode === this.#document.documentElement;
  }

  isHost(node: EventTarget | null): boolean {
    return node === this.#host;
  }

  /** What inside has the focus. */
  get focused(): Element | null {
    return this.#shadow.activeElement;
  }

  /** Keys must not be typed into the page's own field meanwhile. */
  focus(): void {
    this.root.querySelector<HTMLElement>('.bar')?.focus({ preventScroll: true });
  }

  remove(): void {
    this.#host.remove();
  }
}
