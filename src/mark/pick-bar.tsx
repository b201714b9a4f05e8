import { render } from 'preact';
import type { Language } from '../locales/language.ts';
import { pick } from '../locales/pick.ts';
import { BarHost } from './bar-host.ts';
import { boxOf } from './dom.ts';
import { Guard } from './guard.ts';
import type { Box } from './placement.ts';
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

/** The line that says what to do, and the outline round a row. */
export class PickBar {
  readonly #document: Document;
  readonly #language: Language;
  readonly #host: BarHost;
  readonly #guard: Guard;
  readonly #onStop: () => void;
  #view: BarView = { line: 'line', heard: '', refused: false, dark: false };
  #outlined = '';

  constructor({ document, language, now, onStop }: { document: Document; language: Language; now: () => number; onStop(): void }) {
    this.#document = document;
    this.#language = language;
    this.#onStop = onStop;
    this.#guard = new Guard(now);
    this.#host = new BarHost(document, language, PICK_CSS);
    this.show(this.#view);
    this.#host.raise();
    this.focus();
  }

  show(change: Partial<BarView>): void {
    this.#view = { ...this.#view, ...change };
    const words = pick[this.#language];
    const { line, heard, refused, dark } = this.#view;
    const { root } = this.#host;
    root.className = dark ? 'root dark' : 'root';
    render(
      <>
        <div class={refused ? 'outline refused' : 'outline'} />
        <div class="bar" role="region" aria-label={words.line} tabIndex={-1}>
          <p role="status">{words[line]}</p>
          <span class="heard" aria-live="polite">{heard}</span>
          <button type="button" class="stop" onClick={(event) => this.#guard.allows(event) && this.#onStop()}>{words.stop}</button>
        </div>
      </>,
      root,
    );
    // The outline's class may have been written anew.
    this.#outlined = '';
  }

  /** Puts the outline round a box, or away. The line makes room where it would lie over it. Writes nothing when all is as it was. */
  outline(box: Box | null): void {
    const [outline, bar] = this.#host.root.children as unknown as [HTMLElement, HTMLElement];
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
    return this.#host.stands;
  }

  isHost(node: EventTarget | null): boolean {
    return this.#host.isHost(node);
  }

  /** Whether a key goes to its button. */
  get isOnButton(): boolean {
    return this.#host.focused?.localName === 'button';
  }

  focus(): void {
    this.#host.focus();
  }

  remove(): void {
    render(null, this.#host.root);
    this.#host.remove();
  }
}
