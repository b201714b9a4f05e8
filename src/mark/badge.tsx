import { render } from 'preact';
import type { Spot } from '../core/spot.ts';
import type { Family } from '../core/verdict.ts';
import { htmlLang, type Language } from '../locales/language.ts';
import { besideOnLine, holdsPlaced, lastCharacter, nextCharacter, roomier } from './boxes.ts';
import { append, contains, documentOf } from './dom.ts';
import { FamilyShape, StateGlyph, type Glyph } from './icons.tsx';
import { Guard, keepToOurselves, type Pointer } from './guard.ts';
import { placeBadge, type BadgePlace, type Box } from './placement.ts';
import { addSharedSheet } from './sheet.ts';
import { isAtPress, isOpaque } from './sight.ts';
import { BADGE_CSS, OUT_OF_FLOW_CSS } from './styles.ts';
import { rememberHost } from './own-hosts.ts';

export interface BadgeView {
  families: Family[];
  state: Glyph;
  name: string;
  dark: boolean;
  expanded: boolean;
  language: Language;
}

/** Of the badge in px: padding, border, one shape each with its gap, and the state's glyph. */
function widthOf(families: number): number {
  return 12 + families * 14 + 9;
}
const HEIGHT = 24;
/** What a badge with both families wants beside the text, in px. */
const ROOM = 56;

/** Where a badge's host goes. */
export interface Anchor {
  /** The block that holds the end of the text, so that the badge follows the last word. */
  element: Element;
  /** Its children are laid out by it: in a flex or grid box even an empty child would take a gap. */
  outOfFlow: boolean;
}

/** Reads styles and writes nothing. */
export function anchorOf({ body, pieces }: Spot): Anchor {
  const last = pieces.findLast(({ node }) => node.isConnected && contains(body, node) && node.data.trim() !== '');
  const view = documentOf(body).defaultView!;
  let at: Element = last?.node.parentElement ?? body;
  let { display } = view.getComputedStyle(at);
  while (at !== body && at.parentElement && (display === 'inline' || display === 'contents')) {
    at = at.parentElement;
    ({ display } = view.getComputedStyle(at));
  }
  // A text as wide as its words that cuts off what leaves it (Converse's) would have the badge over the last words.
  const wider = roomier(at, lastCharacter({ body, pieces }), ROOM);
  if (wider !== at) ({ display } = view.getComputedStyle(wider));
  return { element: wider, outOfFlow: /flex|grid/.test(display) && holdsPlaced(wider) };
}

function Pill({ view, onOpen, guard, pointer }: { view: BadgeView; onOpen(): void; guard: Guard; pointer: Pointer }) {
  return (
    <button
      type="button"
      class={`badge ${view.state}-state`}
      lang={htmlLang(view.language)}
      aria-label={view.name}
      aria-haspopup="dialog"
      aria-expanded={view.expanded}
      onPointerEnter={(event) => guard.entered(event, pointer)}
      onClick={(event) => {
        if (guard.allows(event)) onOpen();
      }}
    >
      <span class="pill">
        {view.families.map((family) => <FamilyShape key={family} family={family} />)}
        <StateGlyph name={view.state} />
      </span>
    </button>
  );
}

/** The small sign after one flagged message. Its host is a bare `span`; all else is in a closed shadow root. */
export class Badge {
  readonly anchor: Element;
  readonly #outOfFlow: boolean;
  readonly #host: HTMLElement;
  readonly #root: HTMLElement;
  readonly #guard: Guard;
  readonly #onOpen: () => void;
  readonly #pointer: Pointer;
  #view: BadgeView;
  #at: BadgePlace = { x: Number.NaN, y: Number.NaN, height: HEIGHT };

  constructor(anchor: Anchor, view: BadgeView, onOpen: () => void, pointer: Pointer, now: () => number) {
    const document = documentOf(anchor.element);
    this.anchor = anchor.element;
    this.#outOfFlow = anchor.outOfFlow;
    this.#host = rememberHost(document.createElement('span'));
    const shadow = this.#host.attachShadow({ mode: 'closed' });
    addSharedSheet(shadow, this.#outOfFlow ? BADGE_CSS + OUT_OF_FLOW_CSS : BADGE_CSS);
    keepToOurselves(shadow);
    this.#root = document.createElement('span');
    shadow.append(this.#root);
    // It only opens the card, so what chat pages do to their rows is no hindrance: no more is asked than that it shows.
    this.#guard = new Guard(now, (event) => isOpaque(this.#host) && isAtPress(this.#host, event));
    this.#onOpen = onOpen;
    this.#pointer = pointer;
    this.#view = view;
    this.update(view);
  }

  update(view: BadgeView): void {
    this.#view = view;
    this.#root.className = `root${view.dark ? ' dark' : ''}${Number.isNaN(this.#at.x) ? '' : ' placed'}`;
    render(<Pill view={view} onOpen={this.#onOpen} guard={this.#guard} pointer={this.#pointer} />, this.#root);
  }

  /** Whether it stands after this spot's text, in its place. */
  stands(spot: Spot): boolean {
    if (this.#host.parentNode !== this.anchor) return false;
    const last = spot.pieces.at(-1)?.node;
    return !last?.isConnected || (this.#host.compareDocumentPosition(last) & 4) === 0;
  }

  mount(): void {
    this.#guard.unsettle();
    append(this.anchor, this.#host);
  }

  /** Where it should go, from its host; reads layout and writes nothing. Null when it is not laid out. */
  measure(spot: Spot, within: Box): BadgePlace | null {
    if (!this.#host.isConnected) return null;
    const style = documentOf(this.anchor).defaultView!.getComputedStyle(this.anchor);
    const rtl = style.direction === 'rtl';
    const fontSize = Math.min(Math.max(Number.parseFloat(style.fontSize) || 16, 8), 40);
    const host = this.#host.getBoundingClientRect();
    const point = { x: host.left, y: host.top };
    const last = lastCharacter(spot);
    // The host stands on the baseline after the text, unless the page lays it out elsewhere, e.g. after a last line break.
    const end = last && { x: rtl ? last.left : last.right, y: last.bottom - 0.3 * (last.bottom - last.top) };
    if (end && (Math.abs(end.y - point.y) > 0.6 * fontSize || Math.abs(end.x - point.x) > fontSize)) Object.assign(point, end);
    // Outside the text's own box other things may follow on the line, e.g. the ticks of a receipt.
    if (end && !contains(spot.body, this.anchor)) point.x = besideOnLine(this.anchor, this.#host, point, rtl);
    const next = nextCharacter(this.#host);
    const beside = next && next.top < point.y && next.bottom > point.y - fontSize / 2 ? next : null;
    const at = placeBadge({
      point,
      rtl,
      fontSize,
      size: { width: widthOf(this.#view.families.length), height: HEIGHT },
      within: rtl ? { ...within, left: Math.max(within.left, beside?.right ?? within.left) } : { ...within, right: Math.min(within.right, beside?.left ?? within.right) },
    });
    return { ...at, x: at.x + point.x - host.left, y: at.y + point.y - host.top };
  }

  place(at: BadgePlace): void {
    if (Math.abs(at.x - this.#at.x) < 1 && Math.abs(at.y - this.#at.y) < 1 && at.height === this.#at.height) return;
    this.#at = at;
    this.#guard.unsettle();
    this.#root.style.left = `${at.x}px`;
    this.#root.style.top = `${at.y}px`;
    this.#root.style.height = `${at.height}px`;
    this.#root.classList.add('placed');
  }

  box(): Box | null {
    if (!this.#host.isConnected) return null;
    const box = this.#root.getBoundingClientRect();
    return box.width > 0 ? box : null;
  }

  isHost(node: EventTarget | null): boolean {
    return node === this.#host;
  }

  get hasFocus(): boolean {
    return (this.#root.getRootNode() as ShadowRoot).activeElement !== null;
  }

  focus(): void {
    this.#root.querySelector('button')?.focus({ preventScroll: true });
  }

  remove(): void {
    render(null, this.#root);
    this.#host.remove();
  }
}
