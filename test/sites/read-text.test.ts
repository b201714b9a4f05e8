// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { MOST_TEXT, readText } from '../../src/sites/read-text.ts';

function body(html: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = html;
  return element;
}

test.each([
  ['plain', '还钱', '还钱'],
  ['text in several nodes', '你<b>家</b>在<i>哪</i>', '你家在哪'],
  ['line break', 'a<br>b', 'a\nb'],
  ['blocks', '<p>a</p><p>b</p>', 'a\nb'],
  ['emoji as a picture', 'ok <img alt="🙂">!', 'ok 🙂!'],
  ['white space is the sender’s', '  a  b ', '  a  b '],
  ['buttons and scripts are not words', 'a<button>Copy</button><script>x</script>b', 'ab'],
  ['markup in text stays text', '&lt;img src=x onerror=alert(1)&gt;', '<img src=x onerror=alert(1)>'],
  ['indents between blocks are the markup’s', '<div>\n  <p>a</p>\n  <p>b</p>\n</div>\n', 'a\nb'],
  ['a line end between inline parts parts words', '<b>a</b>\n  <i>b</i>', 'a\n  b'],
  ['fields and sounds are not words', 'a<input value="x"><textarea>y</textarea><audio>z</audio>b', 'ab'],
  ['bidi and control characters stay', 'a\u202Eb\u0007c', 'a\u202Eb\u0007c'],
])('%s', (_name, html, text) => {
  expect(readText(body(html)).text).toBe(text);
});

test('pieces lead back to the page', () => {
  const { text, pieces } = readText(body('  你<b>家</b>在<br>哪 '), { trim: true });
  expect(text).toBe('你家在\n哪');
  for (const { node, start, end, nodeStart } of pieces) expect(node.data.slice(nodeStart, nodeStart + end - start)).toBe(text.slice(start, end));
  expect(pieces).toHaveLength(4);
});

test('skipped parts are not the sender’s words', () => {
  expect(readText(body('hello <span class="time">10:02</span>'), { skip: '.time', trim: true }).text).toBe('hello');
});

test('what only a look can tell is skipped too', () => {
  expect(readText(body('hello <img alt="a photo"> you'), { skips: (element) => element.tagName === 'IMG' }).text).toBe('hello  you');
});

test('a shadow tree is read as it is shown, with what is put into its slots', () => {
  const host = document.createElement('x-line');
  host.textContent = 'words';
  host.attachShadow({ mode: 'open' }).innerHTML = '<b>[</b><slot></slot><b>]</b>';
  const outer = document.createElement('div');
  outer.append(host);
  expect(readText(outer).text).toBe('[words]');
});

test('a text beyond the limit ends there, not in the middle of a character', () => {
  const { text, pieces } = readText(body(`${'a'.repeat(MOST_TEXT - 1)}<b>😀😀</b><i>more</i>`));
  // Not compared as texts: a failure would print a megabyte.
  expect(text.length).toBe(MOST_TEXT - 1);
  expect(/^a+$/.test(text)).toBe(true);
  expect(pieces.at(-1)!.end).toBeLessThanOrEqual(MOST_TEXT);
});

test('nesting deeper than any stack is read', () => {
  const top = document.createElement('div');
  let inner: Element = top;
  for (let i = 0; i < 20_000; i++) inner = inner.appendChild(document.createElement('span'));
  inner.textContent = 'deep';
  expect(readText(top).text).toBe('deep');
});
