import type { Spot } from '../core/spot.ts';
import type { Family, Span } from '../core/verdict.ts';
import { addSheet, type Sheet } from './sheet.ts';
import { familyRuns } from './spans.ts';

const FAMILIES = ['threat', 'privacy'] as const;
type Names = Record<Family, string>;
type Ranges = Record<Family, AbstractRange[]>;

/** At least 3 : 1 on the grounds that chat pages use, coloured bubbles included. */
const INK = {
  light: { threat: '#c04a0b', privacy: '#6d3fd1' },
  dark: { threat: '#f0935e', privacy: '#b79bff' },
} as const;

/** The rules that paint the words. Different offsets, so that both show where both families meet. */
export function highlightCss(names: Names, dark: boolean): string {
  const ink = INK[dark ? 'dark' : 'light'];
  const threat = `::highlight(${names.threat})`;
  const privacy = `::highlight(${names.privacy})`;
  return `${threat}{text-decoration:underline solid 2px ${ink.threat};text-underline-offset:2px;text-decoration-skip-ink:none}
${privacy}{text-decoration:underline dotted 2px ${ink.privacy};text-underline-offset:4px;text-decoration-skip-ink:none}
@media(forced-colors:active){${threat},${privacy}{text-decoration-color:CanvasText}}`;
}

/**
 * Each change of a highlight makes the browser go over the whole page in the next frame. When many come at once (a long
 * history being read) they are painted together, at most this often, in ms; one by one they are painted at once.
 */
const TOGETHER_MS = 250;
/** So many within `RUSH_MS` are one by one; more are many. */
const ONE_BY_ONE = 3;
const RUSH_MS = 30;
/** So many within `BUSY_MS` are what a chat brings by itself, and are painted before it is known whether they are in view. */
const FEW = 10;
const BUSY_MS = 1_000;

/** Paints the decided words with the browser's own highlights: the page's nodes are not touched. */
export class WordMarks {
  readonly #names: Names;
  readonly #highlights: Record<Family, Highlight> | null;
  readonly #registry: HighlightRegistry | undefined;
  readonly #sheet: Sheet | null;
  readonly #ranges = new Map<string, Ranges>();
  readonly #unpainted = new Set<Ranges>();
  readonly #painted = new WeakSet<Ranges>();
  readonly #now: () => number;
  #recent: number[] = [];
  #lately: number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dark: boolean;
  /** Messages that are or were about to be seen: their words are painted, those of others wait. */
  readonly #near = new Set<string>();

  /** @param random gives names that differ from page to page, so that no page can look for them */
  constructor(document: Document, dark: boolean, random: () => number, now: () => number) {
    this.#now = now;
    const word = () => `h${Math.floor(random() * 36 ** 6).toString(36)}`;
    this.#names = { threat: `${word()}a`, privacy: `${word()}b` };
    this.#dark = dark;
    const view = document.defaultView as (Window & typeof globalThis) | null;
    this.#registry = typeof view?.CSS === 'object' || typeof view?.CSS === 'function' ? view.CSS.highlights : undefined;
    this.#highlights = this.#registry && view?.Highlight ? { threat: new view.Highlight(), privacy: new view.Highlight() } : null;
    this.#sheet = this.#highlights ? addSheet(document, highlightCss(this.#names, dark)) : null;
    this.ensure();
  }

  /** Puts back what a page threw out of its registries. */
  ensure(): void {
    if (!this.#registry || !this.#highlights) return;
    this.#sheet?.ensure();
    for (const family of FAMILIES) {
      if (!this.#registry.has(this.#names[family])) this.#registry.set(this.#names[family], this.#highlights[family]);
    }
  }

  /** Marks these words in place of what was marked for the key. */
  set(key: string, spot: Spot, spans: readonly Span[]): void {
    if (!this.#highlights) return;
    this.delete(key);
    const runs = familyRuns(spot, spans);
    const ranges: Ranges = { threat: [], privacy: [] };
    for (const family of FAMILIES) {
      for (const { node, start, end } of runs[family]) {
        // Live ranges would make every change of the page's text dearer, for the page.
        const range = new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
        ranges[family].push(range);
      }
    }
    this.#ranges.set(key, ranges);
    if (this.#near.has(key) || this.#isFew()) this.#soon(ranges);
  }

  #isFew(): boolean {
    const now = this.#now();
    this.#lately = [...this.#lately.filter((at) => now - at < BUSY_MS), now].slice(-FEW - 1);
    return this.#lately.length <= FEW;
  }

  /** This message is about to be seen. Of a long history most never is: its marks cost the page nothing. */
  comesNear(key: string): void {
    if (this.#near.has(key)) return;
    this.#near.add(key);
    const ranges = this.#ranges.get(key);
    if (ranges && !this.#painted.has(ranges)) this.#soon(ranges);
  }

  /** The message has left the page. */
  forget(key: string): void {
    this.delete(key);
    this.#near.delete(key);
  }

  #soon(ranges: Ranges): void {
    this.#unpainted.add(ranges);
    if (!this.#rush()) this.#paint();
    else this.#timer ??= setTimeout(() => this.#paint(), TOGETHER_MS);
  }

  #rush(): boolean {
    const now = this.#now();
    this.#recent = [...this.#recent.filter((at) => now - at < RUSH_MS), now].slice(-ONE_BY_ONE - 1);
    return this.#timer !== undefined || this.#recent.length > ONE_BY_ONE;
  }

  #paint(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const ranges of this.#unpainted) {
      this.#painted.add(ranges);
      for (const family of FAMILIES) for (const range of ranges[family]) this.#highlights?.[family].add(range);
    }
    this.#unpainted.clear();
  }

  delete(key: string): void {
    const ranges = this.#ranges.get(key);
    if (!ranges || !this.#highlights) return;
    if (!this.#unpainted.delete(ranges)) {
      for (const family of FAMILIES) for (const range of ranges[family]) this.#highlights[family].delete(range);
    }
    this.#ranges.delete(key);
  }

  setDark(dark: boolean): void {
    if (dark === this.#dark) return;
    this.#dark = dark;
    this.#sheet?.replace(highlightCss(this.#names, dark));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const key of this.#ranges.keys()) this.delete(key);
    for (const family of FAMILIES) this.#registry?.delete(this.#names[family]);
    this.#sheet?.remove();
  }
}
