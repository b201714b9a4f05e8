import { documentOf, parentElementOf } from './dom.ts';

/** Red, green, blue and alpha from 0 to 1, or null for a colour we cannot read. */
type Colour = [number, number, number, number];

/** How light a computed CSS colour is, from 0 to 1, with its alpha. Null when the form is unknown. */
export function lightness(css: string): { light: number; alpha: number } | null {
  const form = /^([a-z]+)\(([^)]*)\)$/i.exec(css.trim());
  if (!form) return null;
  const name = form[1]!.toLowerCase();
  const parts = form[2]!.replace(/^(srgb-linear|srgb|display-p3)\s/, '').split(/[\s,/]+/).filter(Boolean);
  const values = parts.map((part) => (part.endsWith('%') ? Number.parseFloat(part) / 100 : Number.parseFloat(part)));
  if (values.length < 3 || values.some(Number.isNaN)) return null;
  const alpha = values[3] ?? 1;
  if (name === 'rgb' || name === 'rgba') return { light: luma(values.map((value, i) => (i < 3 ? value / 255 : value)) as Colour), alpha };
  if (name === 'color') return { light: luma(values as Colour), alpha };
  if (name === 'oklab' || name === 'oklch') return { light: values[0]!, alpha };
  if (name === 'lab' || name === 'lch') return { light: parts[0]!.endsWith('%') ? values[0]! : values[0]! / 100, alpha };
  return null;
}

function luma([r, g, b]: Colour): number {
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

/**
 * Whether the text of an element stands on a dark ground: the nearest painted background decides; where it is a
 * picture or there is none, the page's own text colour does, for that is what the page made readable.
 */
export function standsOnDark(element: Element): boolean {
  const view = documentOf(element).defaultView;
  if (!view) return false;
  for (let at: Element | null = element; at; at = parentAcross(at)) {
    const style = view.getComputedStyle(at);
    if (style.backgroundImage && style.backgroundImage !== 'none') break;
    const ground = lightness(style.backgroundColor);
    if (ground && ground.alpha >= 0.5) return ground.light < 0.5;
  }
  const ink = lightness(view.getComputedStyle(element).color);
  return ink !== null && ink.light > 0.6;
}

/** The parent, also out of a shadow tree of the page. */
export function parentAcross(element: Element): Element | null {
  const parent = parentElementOf(element);
  if (parent) return parent;
  const root = Node.prototype.getRootNode.call(element);
  return 'host' in root ? (root as ShadowRoot).host : null;
}
