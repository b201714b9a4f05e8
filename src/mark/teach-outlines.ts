import type { Box } from './placement.ts';
import type { TeachSide } from './teach-work.ts';

/** An outline as it is to stand. */
export interface Outlined {
  box: Box;
  side: TeachSide;
  /** Whose message, in the corner of it. */
  tag: string;
}

/** Outlines drawn at once: more than fit into a window are of no use to anyone. */
export const MOST_OUTLINES = 200;
/** Between the message and its outline, in px. */
const ROUND = 3;
/** For the words beside it, in px. */
const LEAST_ROOM = 70;

/** Outlines round many messages at once, in elements that are used again. Writes nothing where all is as it was. */
export class Outlines {
  readonly #layer: HTMLElement;
  readonly #drawn: string[] = [];

  constructor(document: Document) {
    this.#layer = document.createElement('div');
    this.#layer.className = 'outlines';
    this.#layer.setAttribute('aria-hidden', 'true');
  }

  /** To be put among what is drawn. */
  get layer(): HTMLElement {
    return this.#layer;
  }

  draw(outlines: readonly Outlined[]): void {
    const shown = outlines.slice(0, MOST_OUTLINES);
    shown.forEach(({ box, side, tag }, n) => {
      const { left, top, right, bottom } = box;
      const said = `${left} ${top} ${right} ${bottom} ${side} ${tag}`;
      if (this.#drawn[n] === said) return;
      this.#drawn[n] = said;
      const outline = (this.#layer.children[n] ?? this.#layer.appendChild(this.#blank())) as HTMLElement;
      outline.className = `outline shown ${side} tag-${this.#roomBeside(box)}`;
      Object.assign(outline.style, {
        left: `${left - ROUND}px`, top: `${top - ROUND}px`, width: `${right - left + 2 * ROUND}px`, height: `${bottom - top + 2 * ROUND}px`,
      });
      outline.firstElementChild!.textContent = tag;
    });
    for (let n = shown.length; n < this.#drawn.length; n++) {
      if (this.#drawn[n] === '') continue;
      this.#drawn[n] = '';
      this.#layer.children[n]!.className = 'outline';
    }
  }

  /** Where the words in the corner cover nothing of the message: beside it, on the side with more room. */
  #roomBeside({ left, right }: Box): 'left' | 'right' | 'top' {
    const after = this.#layer.ownerDocument.documentElement.clientWidth - right;
    if (Math.max(left, after) < LEAST_ROOM) return 'top';
    return after >= left ? 'right' : 'left';
  }

  #blank(): HTMLElement {
    const document = this.#layer.ownerDocument;
    const outline = document.createElement('div');
    const tag = document.createElement('bdi');
    tag.className = 'tag';
    outline.append(tag);
    return outline;
  }
}
