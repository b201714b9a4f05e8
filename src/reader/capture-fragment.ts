import { CAPTURE_LIMITS, type FragmentElement, type FragmentImage, type FragmentNode, type FragmentTag } from '../core/capture.ts';
import { LIMITS } from '../core/limits.ts';
import { attributeOf, boxOf, flatChildrenBackwards, flatContains, isElement, isText, tagOf } from '../sites/dom.ts';

/** What may still be taken: one for all rows of a capture. */
export interface FragmentBudget {
  nodes: number;
  /** UTF-16 units. */
  text: number;
}

export const fragmentBudget = (): FragmentBudget => ({ nodes: CAPTURE_LIMITS.nodes, text: 2 * LIMITS.text });

export interface FragmentOptions {
  /** The element of the message's words: nothing of it is left out for being a control or faint. */
  body?: Element;
  budget: FragmentBudget;
  /** Nodes that we put on the page. */
  isOurs?(node: Node): boolean;
  styleOf?(element: Element): CSSStyleDeclaration;
}

/** An image whose bytes are still to be had. */
export interface SeenImage {
  element: Element;
  node: FragmentImage;
}

export interface FragmentRead {
  nodes: FragmentNode[];
  images: SeenImage[];
}

const MEANINGS: Partial<Record<string, FragmentTag>> = {
  B: 'b', STRONG: 'b', I: 'i', EM: 'i', CITE: 'i', U: 'u', INS: 'u', S: 's', STRIKE: 's', DEL: 's', CODE: 'code', KBD: 'code', SAMP: 'code', TT: 'code',
  PRE: 'pre', BLOCKQUOTE: 'blockquote', UL: 'ul', MENU: 'ul', OL: 'ol', LI: 'li', A: 'a', TIME: 'time', P: 'p',
};
/** Controls and what shows nothing that could be written down. */
const SILENT = new Set(['AREA', 'AUDIO', 'BASE', 'BUTTON', 'DATALIST', 'EMBED', 'FRAME', 'HEAD', 'IFRAME', 'INPUT', 'LINK', 'MAP', 'META', 'METER', 'NOSCRIPT', 'OBJECT', 'OPTGROUP', 'OPTION', 'PROGRESS', 'SCRIPT', 'SELECT', 'STYLE', 'SVG', 'TEMPLATE', 'TEXTAREA', 'TITLE']);
const PICTURES = new Set(['IMG', 'CANVAS', 'VIDEO']);
const BLOCKS = new Set<string>(['div', 'p', 'pre', 'blockquote', 'ul', 'ol', 'li', 'br'] satisfies FragmentTag[]);
/** Smaller images only count who has read. CSS pixels. */
const LEAST_IMAGE = 3;
/** Elements looked at in one row: a page may nest millions. */
const MOST_ELEMENTS = 60_000;
/** One string holds all that comes when no more nodes may be made. */
const RESERVED = 2;

interface Step {
  /** Null: a gap after what was before. */
  node: Node | null;
  into: FragmentNode[];
  depth: number;
  /** Text is shown with its line ends. */
  pre: boolean;
  hidden: boolean;
  rtl: boolean;
}

/**
 * What a row shows, as plain nodes: the words verbatim, of the markup only what means something. Reads the flat tree, writes nothing, throws nothing.
 * Where no more nodes may be made the words go on without markup.
 */
export function fragmentOf(row: Element, { body, budget, isOurs = () => false, styleOf = (element) => getComputedStyle(element) }: FragmentOptions): FragmentRead {
  const nodes: FragmentNode[] = [];
  const images: SeenImage[] = [];
  let rest = '';
  let elements = 0;

  const isFull = () => budget.nodes <= RESERVED;
  const holdsBody = (element: Element) => body !== undefined && flatContains(element, body);
  const isInBody = (element: Element) => body !== undefined && flatContains(body, element);

  function say(data: string, { into, pre }: Step): void {
    let text = pre ? data : data.replace(/[ \t\r\n\f]*[\r\n][ \t\r\n\f]*/g, ' ');
    if (!pre && text === ' ' && isAtEdge(into) && rest === '') return;
    text = wholeCharacters(text, budget.text);
    budget.text -= text.length;
    const last = into.length - 1;
    if (text === '') return;
    if (isFull()) rest += text;
    else if (typeof into[last] === 'string') into[last] += text;
    else {
      into.push(text);
      budget.nodes--;
    }
  }

  /** What the page sets apart by room alone (time, name, words) is apart here by a space, which is no word of anyone's. */
  function gap(step: Step): void {
    const last = step.into.at(-1);
    if (isFull() || last === undefined || (typeof last === 'string' && /\s$/.test(last)) || isAtEdge(step.into)) return;
    say(' ', step);
  }

  function open(tag: FragmentTag, step: Step, more: Partial<FragmentElement> = {}): FragmentNode[] {
    if (isFull()) {
      if (BLOCKS.has(tag) && rest !== '' && !rest.endsWith('\n')) rest += '\n';
      return step.into;
    }
    const made: FragmentElement = { tag, ...more, children: [] };
    step.into.push(made);
    budget.nodes--;
    return made.children;
  }

  function enter(element: Element, step: Step): void {
    const tag = tagOf(element);
    const style = styleOf(element);
    if (style.display === 'none' || style.getPropertyValue('content-visibility') === 'hidden') return;
    const hidden = /hidden|collapse/.test(style.visibility);
    if (PICTURES.has(tag)) {
      if (!hidden) picture(element, tag, step);
      return;
    }
    if (tag === 'BR') {
      if (!step.hidden) open('br', step);
      return;
    }
    if ((SILENT.has(tag) || isUnseen(element, style)) && !holdsBody(element) && (SILENT.has(tag) || !isInBody(element))) return;
    const meaning = MEANINGS[tag] ?? (isInline(style.display) ? null : 'div');
    const rtl = style.direction === 'rtl';
    const turned = rtl !== step.rtl;
    const to = tag === 'A' ? leadsTo(element) : tag === 'TIME' ? (attributeOf(element, 'datetime') ?? '').slice(0, LIMITS.word) : '';
    const deep = step.depth >= CAPTURE_LIMITS.depth - 1;
    const apart = isInline(style.display) && standsApart(style) && !isInBody(element);
    if (apart && !step.hidden) gap(step);
    const emits = !deep && (meaning !== null || turned);
    const into = emits ? open(meaning ?? 'span', step, { ...(turned ? { dir: rtl ? 'rtl' as const : 'ltr' as const } : {}), ...(to ? { to } : {}) }) : step.into;
    const inner = { into, depth: emits ? step.depth + 1 : step.depth, pre: /pre|break-spaces/.test(style.whiteSpace), hidden, rtl: emits ? rtl : step.rtl };
    // Of a closed `<details>` only its first line shows, and no style says so.
    if (apart) stack.push({ ...step, node: null });
    const closed = tag === 'DETAILS' && attributeOf(element, 'open') === null;
    for (const node of flatChildrenBackwards(element)) if (!closed || (isElement(node) && tagOf(node) === 'SUMMARY')) stack.push({ node, ...inner });
  }

  function picture(element: Element, tag: string, step: Step): void {
    const { width, height } = boxOf(element);
    const alt = tag === 'IMG' ? (attributeOf(element, 'alt') ?? '').slice(0, 500) : '';
    if (width < LEAST_IMAGE || height < LEAST_IMAGE) return;
    if (isFull()) return void (rest += alt);
    const node: FragmentImage = { tag: 'img', alt, width: Math.round(Math.min(width, 100_000)), height: Math.round(Math.min(height, 100_000)) };
    step.into.push(node);
    budget.nodes--;
    images.push({ element, node });
  }

  const stack: Step[] = [{ node: row, into: nodes, depth: 1, pre: false, hidden: false, rtl: false }];
  while (stack.length > 0 && elements < MOST_ELEMENTS && budget.text > 0) {
    const step = stack.pop()!;
    try {
      if (step.node === null) {
        if (!step.hidden) gap(step);
      } else if (isText(step.node)) {
        if (!step.hidden) say(step.node.data, step);
      } else if (isElement(step.node) && !isOurs(step.node)) {
        elements++;
        enter(step.node, step);
      }
    } catch {
      // One node that a page built to be unreadable must not cost the others.
    }
  }
  if (rest !== '') nodes.push(rest);
  return { nodes: tidied(nodes), images };
}

/** White space of the markup beside a block, or at the beginning of one, is not shown. */
function isAtEdge(into: readonly FragmentNode[]): boolean {
  const last = into.at(-1);
  return last === undefined || (typeof last === 'object' && BLOCKS.has(last.tag));
}

function isInline(display: string): boolean {
  return display === '' || display === 'contents' || display.startsWith('inline') || display.startsWith('ruby');
}

function standsApart({ marginLeft, marginRight, paddingLeft, paddingRight }: CSSStyleDeclaration): boolean {
  return [marginLeft, marginRight, paddingLeft, paddingRight].some((room) => Number.parseFloat(room) > 1);
}

/** There for those who hear the page, or not faded in. */
function isUnseen(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.opacity === '0') return true;
  if (style.position !== 'absolute' || style.overflow !== 'hidden') return false;
  const { width, height } = boxOf(element);
  return width <= 1 && height <= 1;
}

/** Shown as words, never followed. */
function leadsTo(link: Element): string {
  const raw = (attributeOf(link, 'href') ?? '').trim();
  if (raw === '') return '';
  let whole = raw;
  try {
    whole = new URL(raw, globalThis.document?.baseURI).href;
  } catch {
    // As it stands, then.
  }
  return whole.slice(0, LIMITS.url);
}

/** Elements that hold nothing are left out; a box in a box is one. */
function tidied(nodes: FragmentNode[]): FragmentNode[] {
  return nodes.flatMap((node): FragmentNode[] => {
    if (typeof node === 'string' || node.tag === 'img' || node.tag === 'br') return [node];
    const children = tidied(node.children);
    if (children.length === 0) return [];
    const [only] = children;
    const inBox = node.tag === 'div' && !node.dir && children.length === 1 && typeof only === 'object' && BLOCKS.has(only.tag) && only.tag !== 'li' && only.tag !== 'br';
    return [inBox ? only! : { ...node, children }];
  });
}

/** The beginning of a text, never half a surrogate pair. */
function wholeCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, Math.max(0, /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most));
}
