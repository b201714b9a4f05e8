import { render } from 'preact';
import type { Language } from '../locales/language.ts';
import { teach } from '../locales/teach.ts';
import { BarHost } from './bar-host.ts';
import { boxOf } from './dom.ts';
import { Guard } from './guard.ts';
import type { Box } from './placement.ts';
import { TEACH_CSS } from './styles.ts';
import { Outlines, type Outlined } from './teach-outlines.ts';
import type { TeachButton, TeachLines } from './teach-words.ts';

export interface TeachBarOptions {
  document: Document;
  language: Language;
  now: () => number;
  onButton(button: TeachButton): void;
}

/** Between what is pointed at and its outline, in px. */
const ROUND = 3;
const EDGE = 24;
/** In a narrow window the line covers much of the chat: its buttons share as few rows as they can. */
const NARROW_CSS = '@media(max-width:480px){.acts{gap:6px}.acts .stop{padding:3px 8px}}';

/** The line that says what to do, what is pointed at, and the outlines round what would be read. */
export class TeachBar {
  readonly #options: TeachBarOptions;
  readonly #host: BarHost;
  readonly #bar: HTMLElement;
  readonly #pointed: HTMLElement;
  readonly #outlines: Outlines;
  readonly #guard: Guard;
  #said = '';
  #heard = '';
  #stood = '';

  constructor(options: TeachBarOptions) {
    const { document, language, now } = options;
    this.#options = options;
    this.#guard = new Guard(now);
    this.#host = new BarHost(document, language, TEACH_CSS + NARROW_CSS);
    this.#outlines = new Outlines(document);
    this.#pointed = document.createElement('div');
    this.#bar = document.createElement('div');
    this.#bar.className = 'bar';
    this.#bar.tabIndex = -1;
    this.#bar.setAttribute('role', 'region');
    this.#host.root.append(this.#outlines.layer, this.#pointed, this.#bar);
  }

  /** Onto the page, with its first words in it. */
  raise(): void {
    this.#host.raise();
    this.focus();
  }

  show(lines: TeachLines, heard: string, dark: boolean): void {
    this.#host.root.className = dark ? 'root dark' : 'root';
    const said = JSON.stringify(lines);
    if (said === this.#said && heard === this.#heard) return;
    // Other words, other buttons in the same place: a press on its way was meant for those before.
    if (said !== this.#said) this.#guard.unsettle();
    this.#said = said;
    this.#heard = heard;
    const words = teach[this.#options.language];
    const { what, note, how, buttons } = lines;
    const focused = this.#host.focused;
    this.#bar.setAttribute('aria-label', what);
    render(
      <>
        <div role="status">
          <p class="what">{what}</p>
          {note ? <p class="note">{note}</p> : null}
        </div>
        <p class="how">{how}</p>
        <span class="heard" aria-live="polite">{heard}</span>
        {buttons.length > 0 ? (
          <div class="acts">
            {buttons.map((button) => (
              <button type="button" class={button === 'keep' ? 'stop main' : 'stop'} key={button} onClick={(event) => this.#guard.allows(event) && this.#options.onButton(button)}>{words[button]}</button>
            ))}
          </div>
        ) : null}
      </>,
      this.#bar,
    );
    // The button that was pressed may be gone; the focus must not fall back to the page.
    if (focused && !focused.isConnected) this.focus();
  }

  /** Round what the pointer or the arrow keys are at. The bar makes room for it. */
  point(box: Box | null): void {
    const stands = box ? `${box.left} ${box.top} ${box.right} ${box.bottom}` : '';
    if (stands === this.#stood) return;
    this.#stood = stands;
    this.#pointed.className = box ? 'outline pointed shown' : 'outline';
    if (!box) return;
    Object.assign(this.#pointed.style, {
      left: `${box.left - ROUND}px`, top: `${box.top - ROUND}px`, width: `${box.right - box.left + 2 * ROUND}px`, height: `${box.bottom - box.top + 2 * ROUND}px`,
    });
    const { height } = boxOf(this.#bar);
    const low = box.top < height + EDGE && box.bottom < this.#options.document.documentElement.clientHeight - height - EDGE;
    if (low !== this.#bar.classList.contains('low')) this.#guard.unsettle();
    this.#bar.classList.toggle('low', low);
  }

  outline(seen: readonly Outlined[]): void {
    this.#outlines.draw(seen);
  }

  get stands(): boolean {
    return this.#host.stands;
  }

  isHost(node: EventTarget | null): boolean {
    return this.#host.isHost(node);
  }

  get isOnButton(): boolean {
    return this.#host.focused?.localName === 'button';
  }

  /** Round inside, by hand: from a panel in the top layer browsers go different ways, and a key in the page's field would be typed. */
  tab(back: boolean): void {
    const stops = [...this.#bar.querySelectorAll('button')];
    const at = stops.indexOf(this.#host.focused as HTMLButtonElement);
    const next = back ? (at <= 0 ? stops.length - 1 : at - 1) : (at + 1) % stops.length;
    (stops[next] ?? this.#bar).focus();
  }

  focus(): void {
    this.#host.focus();
  }

  remove(): void {
    render(null, this.#bar);
    this.#host.remove();
  }
}
