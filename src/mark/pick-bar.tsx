import { render } from 'preact';
import { htmlLang, type Language } from '../locales/language.ts';
import { pick } from '../locales/pick.ts';
import { boxOf } from './dom.ts';
import { Guard, keepToOurselves } from './guard.ts';
import type { Box } from './placement.ts';
import { addSharedSheet } from './sheet.ts';
import { PICK_CSS } from './styles.ts';

export interface BarView {
  /** What to do, or why the message cannot be chosen. */
  line: 'line' | 'own' | 'marked';
  /** Said to those who do not see the outline. */
  heard: string;
  refused: boolean;
  dark: boolean;
}

/** Between the row and its outline, in px. */
const ROUND = 3;

/** The line that says what to do, and the outline round a row: one host in the browser's top layer, in a closed shadow root. */
export class PickBar {
  readonly #document: Document;
  readonly #language: Language;
  readonly #host: HTMLElement;
  readonly #shadow: ShadowRoot;
  readonly #root: HTMLElement;
  readonly #guard: Guard;
  readonly #onStop: () => void;
  #view: BarView = { line: 'line', heard: '', refused: false, dark: false };
  #outlined = '';

  constructor({ document, language, now, onStop }: { document: Document; language: Language; now: () => number; onStop(): void }) {
    this.#document = document;
    this.#language = language;
    this.#onStop = onStop;
    this.#guard = new Guard(now);
    this.#host = document.createElement('span');
    this.#shadow = this.#host.attachShadow({ mode: 'closed' });
    addSharedSheet(this.#shadow, PICK_CSS);
    keepToOurselves(this.#shadow);
    this.#root = document.createElement('div');
    this.#root.lang = htmlLang(language);
    this.#shadow.append(this.#root);
    this.show(this.#view);
    document.documentElement.append(this.#host);
    try {
      this.#host.setAttribute('popover', 'manual');
      this.#host.showPopover();
    } catch {
      this.#host.removeAttribute('popover');
    }
    this.focus();
  }

  show(change: Partial<BarView>): void {
    this.#view = { ...this.#view, ...change };
    const words = pick[this.#language];
    const { line, heard, refused, dark } = this.#view;
    this.#root.className = dark ? 'root dark' : 'root';
    render(
      <>
        <div class={refused ? 'outline refused' : 'outline'} />
        <div class="bar" role="region" aria-label={words.line} tabIndex={-1}>
          <p role="status">{words[line]}</p>
          <span class="heard" aria-live="polite">{heard}</span>
          <button type="button" class="stop" onClick={(event) => this.#guard.allows(event) && this.#onStop()}>{words.stop}</button>
        </div>
      </>,
      this.#root,
    );
    // The outline's class may have been written anew.
    this.#outlined = '';
  }

  /** Puts the outline round a box, or away. The line makes room where it would lie over it. Writes nothing when all is as it was. */
  outline(box: Box | null): void {
    const [outline, bar] = this.#root.children as unknown as [HTMLElement, HTMLElement];
    const place = box ? `${box.left} ${box.top} ${box.right} ${box.bottom}` : 'none';
    if (place === this.#outlined) return;
    this.#outlined = place;
    outline.classList.toggle('shown', box !== null);
    if (!box) return;
    Object.assign(outline.style, {
      left: `${box.left - ROUND}px`, top: `${box.top - ROUND}px`,
      width: `${box.right - box.left + 2 * ROUND}px`, height: `${box.bottom - box.top + 2 * ROUND}px`,
    });
    const { height } = boxOf(bar);
    bar.classList.toggle('low', box.top < height + 24 && box.bottom < this.#document.documentElement.clientHeight - height - 24);
  }

  /** False once the page took it away. */
  get stands(): boolean {
    return this.#host.parentNode === this.#document.documentElement;
  }

  isHost(node: EventTarget | null): boolean {
    return node === this.#host;
  }

  /** Whether a key goes to its button. */
  get isOnButton(): boolean {
    return this.#shadow.activeElement?.localName === 'button';
  }

  /** Keys must not be typed into the page's own field meanwhile. */
  focus(): void {
    this.#root.querySelector<HTMLElement>('.bar')?.focus({ preventScroll: true });
  }

  remove(): void {
    render(null, this.#root);
    this.#host.remove();
  }
}
