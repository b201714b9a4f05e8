// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { blockAt, rememberBlock, stepBlock, wordsIn } from '../../src/sites/teach-blocks.ts';

const real = Element.prototype.getBoundingClientRect;
const AT = { x: 0, y: 0 };
const one = (selector: string) => document.querySelector(selector)!;

beforeEach(() => {
  // What has a place says so; all else is as wide as the page.
  Element.prototype.getBoundingClientRect = function (this: Element) {
    const top = this.getAttribute('data-top');
    return top === null ? new DOMRect(0, 0, 800, 600) : new DOMRect(0, Number(top), 300, 30);
  };
  Object.defineProperty(document.documentElement, 'clientHeight', { value: 600, configurable: true });
});
afterEach(() => {
  Element.prototype.getBoundingClientRect = real;
  Reflect.deleteProperty(document.documentElement, 'clientHeight');
});

test('a press means the words around it: a link’s line, a face’s message, a text node’s box', () => {
  document.body.innerHTML = '<div class="row"><div class="face"><img style="display:inline"></div><div class="bubble"><p class="said">还 <a href="#" style="display:inline">看这里</a> 钱</p></div></div>';
  expect(blockAt(one('a'), AT)).toBe(one('.said'));
  expect(blockAt(one('a').firstChild!, AT)).toBe(one('.said'));
  expect(blockAt(one('img'), AT)).toBe(one('.row'));
});

test('where there are no words there is nothing; nor does the whole page or a very long text count', () => {
  document.body.innerHTML = `<div class="a"><div><div><div><div><div class="deep"></div></div></div></div></div>far</div><div class="long">${'字'.repeat(6_000)}</div>`;
  expect(blockAt(one('.deep'), AT)).toBeNull();
  expect(blockAt(document.body, AT)).toBeNull();
  expect(blockAt(one('.long'), AT)).toBeNull();
});

test('in shadow roots, with what is slotted in; a name beside the words is no part of them', () => {
  document.body.innerHTML = '<chat-line><span>明天</span></chat-line>';
  const root = one('chat-line').attachShadow({ mode: 'open' });
  root.innerHTML = '<div class="box"><b style="display:inline">Anna</b><slot></slot></div><style>.x{}</style>';
  expect(wordsIn(one('chat-line'), 100)).toBe('Anna 明天');
  expect(blockAt(root.querySelector('b')!, AT)).toBe(root.querySelector('b'));
  expect(blockAt(one('span'), AT)).toBe(one('span'));
});

test('arrow keys: from block to block, from the lowest in view, and no farther than there is', () => {
  document.body.innerHTML = ['甲', '乙', '丙', '丁'].map((text, n) => `<p id="p${n}" data-top="${n * 200}">${text}</p>`).join('') + '<script>x</script><p aria-hidden="true" data-top="50">y</p>';
  const ids: (string | undefined)[] = [];
  let at: Element | null = null;
  for (const by of [1, 1, -1, -1, -1, -1, -1, 1] as const) {
    at = stepBlock(document, at, by);
    ids.push(at?.id);
  }
  expect(ids).toEqual(['p2', 'p3', 'p2', 'p1', 'p0', 'p0', 'p0', 'p1']);
});

test('where the newest stands first in the document, the arrows follow the eye', () => {
  document.body.innerHTML = ['丁', '丙', '乙', '甲'].map((text, n) => `<p id="p${3 - n}" data-top="${(3 - n) * 100}">${text}</p>`).join('');
  expect([stepBlock(document, one('#p1'), 1)!.id, stepBlock(document, one('#p1'), -1)!.id]).toEqual(['p2', 'p0']);
});

test('a block is found again where the page was built anew, by what it says', () => {
  const page = '<ol><li><p>甲</p></li><li><p>乙</p></li><li><p>丙</p></li></ol>';
  document.body.innerHTML = page;
  const again = rememberBlock(document.querySelectorAll('p')[1]!);
  expect(again()).toBe(document.querySelectorAll('p')[1]);
  document.body.innerHTML = page;
  expect(again()).toBe(document.querySelectorAll('p')[1]);
  // Another one came before it.
  document.body.innerHTML = page.replace('<ol>', '<ol><li><p>零</p></li>');
  expect(again()).toBe(document.querySelectorAll('p')[2]);
  // The element shows something else now.
  document.querySelectorAll('p')[2]!.textContent = '别的';
  expect(again()).toBeNull();
  document.body.innerHTML = '';
  expect(again()).toBeNull();
});

test('of a page of a million elements only so many are looked at', () => {
  document.body.innerHTML = '<div></div>'.repeat(31_000) + '<p id="last" data-top="10">x</p>';
  const start = performance.now();
  stepBlock(document, null, 1);
  expect(performance.now() - start).toBeLessThan(3_000);
});
