// @vitest-environment happy-dom
// Pages whose forms have fields named like members of elements.
import { expect, test } from 'vitest';
import { flatContains, flatParentOf, sizeOf } from '../../src/sites/dom.ts';

// As browsers have it; the page imitated here knows no slots.
Object.defineProperty(Element.prototype, 'assignedSlot', { get: () => null, configurable: true });

test('a form in a shadow host whose field is called assignedSlot has the parent it stands in', () => {
  document.body.innerHTML = '<div id="host"><form><input></form></div>';
  const host = document.querySelector('#host')!;
  const form = host.firstElementChild!;
  host.attachShadow({ mode: 'open' }).innerHTML = '<section><slot></slot></section>';
  Object.defineProperty(form, 'assignedSlot', { value: form.firstElementChild });
  expect(flatParentOf(form)).toBe(host);
  expect(flatContains(host, form)).toBe(true);
});

test('what stands under an element is counted, it itself is not', () => {
  document.body.innerHTML = '<form><input name="getElementsByTagName"><p><b></b></p></form>';
  expect(sizeOf(document.querySelector('form')!)).toBe(3);
});
