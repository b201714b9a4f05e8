// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { addSharedSheet, addSheet, hideOurs } from '../../src/mark/sheet.ts';

const cssOf = (root: Document | ShadowRoot) => root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('');
const inElements = (root: Document | ShadowRoot) => [...root.querySelectorAll('style')].map((style) => style.textContent).join('');
const css = (root: Document | ShadowRoot) => cssOf(root) + inElements(root);
const shadow = () => document.body.appendChild(document.createElement('span')).attachShadow({ mode: 'closed' });
const isHidden = (root: ShadowRoot) => /opacity:\s*0/.test(css(root));

test('all of ours is out of sight and back, and the page’s own HTML is the same at every moment', () => {
  document.body.innerHTML = '<p>words</p>';
  const before = shadow();
  addSharedSheet(before, '.root{color:red}');
  const painted = addSheet(document, 'p{color:blue}');
  const html = document.body.innerHTML;
  const putBack = hideOurs();
  const again = hideOurs();
  expect([isHidden(before), css(document).includes('blue')]).toEqual([true, false]);
  // What comes meanwhile is hidden, too.
  const late = shadow();
  addSharedSheet(late, '.other{color:red}');
  painted.replace('p{color:green}');
  expect([isHidden(late), css(document).includes('green')]).toEqual([true, false]);
  late.host.remove();
  expect(document.body.innerHTML).toBe(html);
  putBack();
  putBack();
  expect(isHidden(before)).toBe(true);
  again();
  expect([isHidden(before), isHidden(late), css(document).includes('green')]).toEqual([false, false, true]);
  painted.remove();
  hideOurs()();
  expect(css(document)).not.toContain('green');
});

test('where sheets are elements, as in Firefox', () => {
  const { CSSStyleSheet } = globalThis;
  Object.assign(globalThis, { CSSStyleSheet: undefined });
  try {
    const root = shadow();
    addSharedSheet(root, '.root{color:red}');
    const putBack = hideOurs();
    expect(isHidden(root)).toBe(true);
    putBack();
    expect(inElements(root)).toBe('.root{color:red}');
  } finally {
    Object.assign(globalThis, { CSSStyleSheet });
  }
});
