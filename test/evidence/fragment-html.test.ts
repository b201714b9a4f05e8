// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAGMENT_TAGS, type FragmentNode } from '../../src/core/capture.ts';
import { unmark } from '../../src/core/marks.ts';
import { checkCapture } from '../../src/store/capture-checks.ts';
import { fragmentHtml } from '../../src/evidence/fragment-html.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { hostileText } from '../text/hostile-text.ts';
import { captureOf, PIXEL, pixelImage } from './capture-samples.ts';
import { NOW, sampleFlag } from './samples.ts';

const flag = sampleFlag();
const make = (nodes: FragmentNode[], language: Language = 'en', around = {}) => fragmentHtml({ capture: captureOf(flag, nodes, around), flag, language, now: NOW });
const htmlOf = (made: { bytes: Uint8Array }) => new TextDecoder('utf-8', { fatal: true }).decode(made.bytes);
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

const OURS = ['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'h1', 'h2', 'p', 'bdi', 'main', 'article', 'footer'];
const ALLOWED = new Set<string>([...FRAGMENT_TAGS, ...OURS, 'img'].filter((tag) => !['a', 'time'].includes(tag)));
const ATTRIBUTES = new Set(['class', 'dir', 'lang', 'alt', 'width', 'height', 'src', 'charset', 'name', 'content', 'http-equiv']);
const HARMLESS = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]*={0,2}$/;

function assertHarmless(html: string): Document {
  const page = parse(html);
  for (const element of page.querySelectorAll('*')) {
    expect(ALLOWED, element.outerHTML.slice(0, 100)).toContain(element.tagName.toLowerCase());
    for (const { name, value } of element.attributes) {
      expect(ATTRIBUTES, `${element.tagName} ${name}`).toContain(name);
      if (name === 'src') expect(value).toMatch(HARMLESS);
      if (name === 'dir') expect(['auto', 'ltr', 'rtl']).toContain(value);
      if (name === 'class') expect(value).toMatch(/^[a-z ]+$/);
    }
  }
  expect(page.querySelectorAll('style')).toHaveLength(1);
  expect(page.querySelectorAll('meta')).toHaveLength(4);
  return page;
}

/** What the page's nodes say, without what we add between. */
function wordsShown(page: Document): string {
  const words = page.querySelector('article.message .words')!;
  for (const ours of words.querySelectorAll('.ours')) ours.remove();
  return unmark(words.textContent);
}

const attack = fc.oneof(hostileText, fc.constantFrom('</style><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '<!--', ']]>', '</pre>', '\n\n', '&lt;', '&#x3c;', 'javascript:alert(1)', '{where}', '$&', '[U+0000]'));
const { tree } = fc.letrec<{ tree: FragmentNode; element: FragmentNode }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 8 }, attack, fc.record({ tag: fc.constant('img' as const), alt: attack, width: fc.double(), height: fc.double(), data: fc.record({ type: fc.constantFrom('image/png' as const, 'image/gif' as const), base64: fc.oneof(attack, fc.constant(PIXEL)), from: fc.constant('original' as const) }) }), tie('element')),
  element: fc.record({ tag: fc.constantFrom(...FRAGMENT_TAGS), dir: fc.constantFrom('ltr' as const, 'rtl' as const), to: attack, children: fc.array(tie('tree') as fc.Arbitrary<FragmentNode>, { maxLength: 5 }) }),
}));
const textOf = (nodes: FragmentNode[]): string => nodes.map((node) => (typeof node === 'string' ? node : node.tag === 'img' || node.tag === 'br' ? '' : textOf(node.children))).join('');

describe('the fragment of a hostile page', () => {
  it('holds nothing but words, whatever the nodes are, and every word', () => {
    fc.assert(fc.property(fc.array(tree, { maxLength: 6 }), attack, (nodes, name) => {
      const capture = captureOf(flag, nodes, { before: [name], after: [name] });
      capture.rows[1]!.message = { ...flag.message, author: { name, role: 'me' }, sentAtShown: name, attachments: [name] };
      capture.page.url = name;
      const made = fragmentHtml({ capture, flag: { ...flag, message: { ...flag.message, conversation: { id: 'c', title: name } } }, language: 'zh_TW', now: NOW });
      const page = assertHarmless(htmlOf(made));
      if (textOf(nodes) !== '') expect(wordsShown(page)).toBe(textOf(nodes));
    }), { numRuns: 150 });
  }, 60_000);

  it('dresses the message up as nobody else\'s: what was kept first stands beside what the page says now', () => {
    const dressed = (message: Partial<typeof flag.message>, words = flag.message.text) => {
      const capture = captureOf(flag, [words]);
      capture.rows[0]!.message = { ...flag.message, ...message };
      return parse(htmlOf(fragmentHtml({ capture, flag, language: 'en', now: NOW }))).querySelector('article.message')!.textContent.replace(/\s+/g, ' ');
    };
    const { author, sentAtShown, text } = flag.message;
    const first = 'As it was first read and kept';
    expect(dressed({})).not.toContain(first);
    for (const change of [{ author: { ...author, name: 'The bank' } }, { author: { ...author, role: 'me' as const } }, { sentAtShown: '1999' }]) {
      expect(dressed(change).split(first)[1]).toContain(`${author.name} · time shown: ${sentAtShown}`);
      expect(dressed(change).split(first)[1]).not.toContain('(the recipient)');
    }
    expect(dressed({}, 'kind words').split(first)[1]).toContain(text);
    // The same words among others say something else.
    expect(dressed({ text: `I would never say: ${text}` }, `I would never say: ${text}`).split(first)[1]).toContain(text);
  });

  it('lets no byte of it be a raw control, a direction mark or half a character', () => {
    const html = htmlOf(make(['a\0b\ud800c\u202ed\u200be\rf']));
    expect(html).not.toMatch(/[\0\r\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(wordsShown(parse(html))).toBe('a\0b\ud800c\u202ed\u200be\rf');
  });

  it('keeps spaces, line feeds at the beginning of a block, and brackets that look like ours', () => {
    const text = '\n\n  a  b\n[U+202E] [U+0000]';
    for (const tag of ['pre', 'p', 'div', 'code', 'li', 'blockquote'] as const) expect(wordsShown(parse(htmlOf(make([{ tag, children: [text] }]))))).toBe(text);
  });

  it('says where a link leads in words alone', () => {
    const page = assertHarmless(htmlOf(make([{ tag: 'a', to: 'https://pay.example/?a=1&b=<2>', children: ['付款'] }])));
    expect(page.querySelector('.words')!.textContent).toBe('付款 [leads to https://pay.example/?a=1&b=<2>]');
    expect(page.querySelector('[href]')).toBeNull();
  });

  it('200 kB stay 200 kB', () => {
    const text = '你好🔥 <b>&'.repeat(20_000);
    expect(wordsShown(parse(htmlOf(make([text]))))).toBe(text);
  });
});

describe('images', () => {
  it('are inlined, their hashes those of the decoded bytes', () => {
    const made = make([pixelImage()]);
    const bytes = Buffer.from(PIXEL, 'base64');
    expect(made.images).toEqual([{ sha256: sha256Hex(new Uint8Array(bytes)), type: 'image/png', width: 1, height: 1, from: 'original' }]);
    expect(parse(htmlOf(made)).querySelector('img')!.getAttribute('src')).toBe(`data:image/png;base64,${PIXEL}`);
    expect(made.missing).toEqual([]);
  });

  const bomb = Buffer.from(PIXEL, 'base64');
  bomb.writeUInt32BE(30_000, 16);
  bomb.writeUInt32BE(30_000, 20);
  it.each([
    ['whose first bytes are of another kind', pixelImage({ type: 'image/jpeg' }), 'failed'],
    ['that are HTML', pixelImage({ base64: btoa('<svg onload=alert(1)> and more') }), 'failed'],
    ['that are no base64', pixelImage({ base64: '"><script>' }), 'failed'],
    ['that unfold into gigabytes', pixelImage({ base64: bomb.toString('base64') }), 'too_large'],
    ['whose bytes could not be had', { tag: 'img' as const, alt: 'x', width: 1, height: 1, why: 'protected_by_the_page' as const }, 'protected_by_the_page'],
  ])('%s are left out, and counted', (_what, image, why) => {
    const made = make([image, pixelImage(), image]);
    expect(made.images).toHaveLength(1);
    expect(made.missing).toEqual([{ what: 'images', why, count: 2 }]);
    expect(assertHarmless(htmlOf(made)).querySelectorAll('img')).toHaveLength(1);
  });
});

describe('words that were kept first', () => {
  it('stand by themselves where the page shows others now', () => {
    const page = parse(htmlOf(make(['此消息已撤回'])));
    expect(page.querySelector('.first')!.textContent).toBe(flag.message.text);
    expect(parse(htmlOf(make([flag.message.text]))).querySelector('.first')).toBeNull();
    expect(parse(htmlOf(make([]))).querySelector('.words')!.textContent).toBe(flag.message.text);
  });

  it('are found among emoji that the page draws as images', () => {
    const withEmoji = sampleFlag('小心🔥点');
    const image = { ...pixelImage(), alt: '🔥' };
    const html = htmlOf(fragmentHtml({ capture: captureOf(withEmoji, ['小心', image, '点']), flag: withEmoji, language: 'zh_CN', now: NOW }));
    expect(parse(html).querySelector('.first')).toBeNull();
  });
});

describe('the document', () => {
  it.each(LANGUAGES)('%s: is the same each time, says its language and closes itself to the network', (language) => {
    const capture = checkCapture(captureOf(flag, [flag.message.text], { before: ['好'], after: ['再见'] }));
    const [one, two] = [0, 1].map(() => htmlOf(fragmentHtml({ capture, flag, language, now: NOW })));
    expect(one).toBe(two);
    const page = assertHarmless(one!);
    expect(page.documentElement.lang).toBe({ en: 'en', zh_CN: 'zh-Hans', zh_TW: 'zh-Hant' }[language]);
    expect(page.querySelector('[http-equiv]')!.getAttribute('content')).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    expect([...page.querySelectorAll('article')].map(({ className }) => className)).toEqual(['before', 'message', 'after']);
  });
});
