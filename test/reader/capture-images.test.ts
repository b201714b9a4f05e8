// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { CAPTURE_LIMITS, type FragmentImage } from '../../src/core/capture.ts';
import { base64Of, fillImages, originalOf, type Redraw } from '../../src/reader/capture-images.ts';

const { signal } = new AbortController();
const seen = (src: string) => {
  const element = document.createElement('img');
  Object.defineProperty(element, 'currentSrc', { value: src });
  const node: FragmentImage = { tag: 'img', alt: 'a', width: 10, height: 10 };
  return { element, node };
};
const drawn: Redraw = async () => ({ type: 'image/png', base64: 'AAAA' });

test('a `data:` address is its own file; all else is drawn anew', async () => {
  const list = [seen('data:image/png;base64,iVBORw=='), seen('https://chat.example/a.png'), seen('data:image/svg+xml,<svg/>')];
  await fillImages(list, { redraw: drawn, signal });
  expect(list.map(({ node }) => node.data?.from)).toEqual(['original', 'redrawn', 'redrawn']);
  expect(list[0]!.node).toEqual({ tag: 'img', alt: 'a', width: 10, height: 10, data: { type: 'image/png', base64: 'iVBORw==', from: 'original' } });
});

test.each([
  ['data:image/png;base64,iVB*Rw=='], ['data:image/png;base64,iVB'], ['data:text/html;base64,AAAA'], ['data:image/png,raw'], ['https://a.example/x.png'],
  [`data:image/png;base64,${'A'.repeat(CAPTURE_LIMITS.imageBytes * 2)}`],
])('no file in %.40s', (address) => {
  expect(originalOf(address)).toBeNull();
});

test('what may not be read says so, what breaks says that, and the others have theirs', async () => {
  const list = [seen('https://a.example/1'), seen('https://a.example/2'), seen('https://a.example/3'), seen('https://a.example/4')];
  const answers = [() => Promise.reject(new DOMException('tainted', 'SecurityError')), () => Promise.reject(new Error('x')), async () => 'page_does_not_show' as const, drawn];
  let n = 0;
  await fillImages(list, { redraw: (element, size) => answers[n++]!(element, size) as ReturnType<Redraw>, signal });
  expect(list.map(({ node }) => node.why ?? 'data')).toEqual(['protected_by_the_page', 'failed', 'page_does_not_show', 'data']);
});

test('the same picture is drawn once; no more than the limit, none too large, and none after an end', async () => {
  let drawings = 0;
  const redraw: Redraw = async () => {
    drawings++;
    return { type: 'image/jpeg', base64: 'A'.repeat(4_000_000) };
  };
  const twice = [seen('https://a.example/1'), seen('https://a.example/1')];
  await fillImages(twice, { redraw, signal });
  expect(drawings).toBe(1);
  expect(twice.every(({ node }) => node.data)).toBe(true);

  const many = Array.from({ length: 6 }, (_, n) => seen(`https://a.example/${n}`));
  await fillImages(many, { redraw, signal });
  // Three million bytes each, twelve in all.
  expect(many.map(({ node }) => node.why ?? 'data')).toEqual(['data', 'data', 'data', 'data', 'too_large', 'too_large']);

  const emoji = Array.from({ length: 30 }, (_, n) => seen(`https://a.example/e${n}`));
  await fillImages(emoji, { redraw: drawn, signal });
  expect(emoji.filter(({ node }) => node.data).length).toBe(CAPTURE_LIMITS.images);
  expect(emoji.at(-1)!.node.why).toBe('too_large');

  const large = [seen('https://a.example/large')];
  await fillImages(large, { redraw: async () => ({ type: 'image/png', base64: 'A'.repeat(CAPTURE_LIMITS.imageBytes * 2) }), signal });
  expect(large[0]!.node.why).toBe('too_large');

  const ended = [seen('https://a.example/late')];
  await fillImages(ended, { redraw: drawn, signal: AbortSignal.abort() });
  expect(ended[0]!.node.why).toBe('failed');
});

test('bytes of every value come through as base64', async () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, n) => n % 256);
  expect(await base64Of(new Blob([bytes], { type: 'image/png' }))).toBe(Buffer.from(bytes).toString('base64'));
  expect(await base64Of(new Blob([]))).toBe('');
});
