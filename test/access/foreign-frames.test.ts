// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foreignParts } from '../../src/access/foreign-frames.ts';

type Injection = { target: { tabId: number; allFrames: boolean }; func: () => unknown };
const world = vi.hoisted(() => ({
  run: null as unknown as (injection: Injection) => Promise<unknown>,
  granted: new Set<string>(),
}));
vi.mock('wxt/browser', () => ({
  browser: {
    scripting: { executeScript: (injection: Injection) => world.run(injection) },
    permissions: { contains: async ({ origins }: { origins: string[] }) => world.granted.has(origins[0]!) },
  },
}));

const PAGE = 'https://shop.example/*';
const WIDGET = 'https://widget.example/*';
const look = (origin: string, ...frames: unknown[]) => ({ origin, frames });
const seen = (site: string, area = 90_000, inView = true) => ({ site, area, inView });
/** The frames of a tab, as they answer; the first is the page. */
const answers = (...results: unknown[]) => { world.run = async () => results.map((result, frameId) => ({ frameId, result })); };
const parts = async () => (await foreignParts(7, PAGE)).map(({ pattern, state }) => `${state} ${pattern}`);

beforeEach(() => {
  world.granted = new Set([PAGE]);
});

describe('the parts of a page', () => {
  it.each<[string, unknown[], string[], string[]]>([
    ['none', [look('https://shop.example')], [], []],
    ['one of another site', [look('https://shop.example', seen('https://widget.example/'))], [], [`off ${WIDGET}`]],
    ['the same site is no other', [look('https://shop.example', seen('https://shop.example/')), look('https://shop.example')], [], []],
    ['another host of the same firm is another', [look('https://shop.example', seen('https://chat.shop.example/'))], [], ['off https://chat.shop.example/*']],
    ['without https it is another', [look('https://shop.example', seen('http://shop.example/'))], [], ['off http://shop.example/*']],
    ['granted and entered', [look('https://shop.example', seen('https://widget.example/')), look('https://widget.example')], [WIDGET], [`on ${WIDGET}`]],
    ['granted and entered, small or not', [look('https://shop.example'), look('https://widget.example')], [WIDGET], [`on ${WIDGET}`]],
    ['granted, and it stands at another address', [look('https://shop.example', seen('https://widget.example/'))], [WIDGET], [`silent ${WIDGET}`]],
    ['within a part that is on', [look('https://shop.example'), look('https://widget.example', seen('https://deep.example/'))], [WIDGET], [`on ${WIDGET}`, 'off https://deep.example/*']],
    ['twice the same is one', [look('https://shop.example', seen('https://widget.example/'), seen('https://widget.example/'))], [], [`off ${WIDGET}`]],
    ['what is on comes first', [look('https://shop.example', seen('https://a.example/'), seen('https://widget.example/')), look('https://widget.example')], [WIDGET], [`on ${WIDGET}`, 'off https://a.example/*']],
    ['those in view come first, then the largest, three at most', [look('https://shop.example', seen('https://a.example/', 9e9, false), seen('https://b.example/', 1), seen('https://c.example/', 3), seen('https://d.example/', 2))], [], ['off https://c.example/*', 'off https://d.example/*', 'off https://b.example/*']],
    ['the browser’s own and the store’s cannot be asked for', [look('https://shop.example', seen('https://chromewebstore.google.com/'), seen('chrome://settings/'), seen('data:'), seen('about:'))], [], []],
    ['a frame that is locked away has no site', [look('https://shop.example'), look('null')], [], []],
    ['of frames that answer nonsense nothing is taken', [look('https://shop.example', seen('https://widget.example/'), null, 7, { site: {} }, { site: 'https://x.example/', area: Number.NaN, inView: true }, seen('no address')), null, 'x', { origin: 3, frames: [] }, { origin: 'https://x.example', frames: 'https://y.example/' }, [], look(`javascript:alert(1)`)], [], [`off ${WIDGET}`]],
  ])('%s', async (_name, results, granted, told) => {
    for (const pattern of granted) world.granted.add(pattern);
    answers(...results);
    expect(await parts()).toEqual(told);
  });

  it('nothing is known of a tab that may not be entered', async () => {
    world.run = () => Promise.reject(new Error('Cannot access contents of the page'));
    expect(await parts()).toEqual([]);
  });
});

describe('looking into a frame', () => {
  const real = { box: Element.prototype.getBoundingClientRect, visible: Element.prototype.checkVisibility };
  const content = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentDocument')!;
  const src = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'src')!;
  beforeEach(() => {
    // As the browser does it: the function's text goes to the frame, nothing around it does.
    world.run = async ({ func }) => [{ frameId: 0, result: (new Function(`return (${func.toString()})()`) as () => unknown)() }];
    vi.stubGlobal('origin', 'https://shop.example');
    Element.prototype.getBoundingClientRect = function (this: Element) {
      const [x = 0, y = 0, width = 300, height = 300] = (this.getAttribute('data-box') ?? '').split(' ').filter(Boolean).map(Number);
      return new DOMRect(x, y, width, height);
    };
    Element.prototype.checkVisibility = function (this: Element) { return !this.hasAttribute('data-unseen'); };
    // Nothing is loaded here. By `data-src` a frame has its address, by `data-own` the page may look into it.
    const load = Object.getOwnPropertySymbols(HTMLIFrameElement.prototype).find(({ description }) => description === 'connectedToDocument')!;
    vi.spyOn(HTMLIFrameElement.prototype as unknown as Record<symbol, () => void>, load).mockImplementation(() => undefined);
    Object.defineProperty(HTMLIFrameElement.prototype, 'src', { configurable: true, get(this: Element) { return this.getAttribute('data-src') ?? ''; } });
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentDocument', { configurable: true, get(this: Element) { return this.hasAttribute('data-own') ? document : null; } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    Element.prototype.getBoundingClientRect = real.box;
    Element.prototype.checkVisibility = real.visible;
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentDocument', content);
    Object.defineProperty(HTMLIFrameElement.prototype, 'src', src);
  });
  function show(html: string): void {
    vi.stubGlobal('document', new DOMParser().parseFromString(html, 'text/html'));
  }
  const frame = (attributes: string, host = 'widget.example') => `<iframe data-src="https://${host}/chat?id=1" ${attributes}></iframe>`;

  it.each<[string, string, string[]]>([
    ['one that is seen', frame(''), [WIDGET]],
    ['its port and path are nobody’s business', '<iframe data-src="https://reader:secret@widget.example:8443/a?b#c"></iframe>', [WIDGET]],
    ['too narrow', frame('data-box="0 0 149 600"'), []],
    ['too low', frame('data-box="0 0 600 149"'), []],
    ['just large enough', frame('data-box="0 0 150 150"'), [WIDGET]],
    ['not to be seen', frame('data-unseen'), []],
    ['of the page itself: about:blank, srcdoc', '<iframe data-own></iframe><iframe data-own srcdoc="x"></iframe>', []],
    ['led to the page itself meanwhile', frame('data-own'), []],
    ['sent elsewhere by a script', '<iframe></iframe><iframe data-src="about:blank"></iframe>', []],
    ['no web address', '<iframe data-src="javascript:alert(1)"></iframe><iframe data-src="data:text/html,x"></iframe><iframe data-src="blob:https://widget.example/1"></iframe><iframe data-src="http://["></iframe>', []],
    ['locked away', frame('sandbox="allow-scripts"'), []],
    ['locked away by an empty word', frame('sandbox'), []],
    ['in a sandbox that leaves it its site', frame('sandbox="allow-scripts allow-same-origin"'), [WIDGET]],
    ['a page that names things like the document’s members', `<img name="querySelectorAll"><form name="createTreeWalker"></form><form><input name="shadowRoot"><input name="localName"></form>${frame('')}`, [WIDGET]],
    ['the one in view before the larger below', `${frame('data-box="0 5000 900 900"', 'ads.example')}${frame('data-box="10 10 200 200"')}`, [WIDGET, 'https://ads.example/*']],
    ['the last of very many', `${frame('data-box="0 0 10 10"', 'pixel.example').repeat(310)}${frame('')}`, [WIDGET]],
  ])('%s', async (_name, html, told) => {
    show(html);
    expect((await foreignParts(7, PAGE)).map(({ pattern }) => pattern)).toEqual(told);
  });

  it('in open shadow roots, one within the other, and in closed ones as far as the browser lets us', async () => {
    show('<div id="host"></div><chat-widget></chat-widget>');
    const outer = document.getElementById('host')!.attachShadow({ mode: 'open' });
    outer.innerHTML = `<p></p><section></section>${frame('', 'outer.example')}`;
    outer.querySelector('section')!.attachShadow({ mode: 'open' }).innerHTML = frame('', 'inner.example');
    const host = document.querySelector('chat-widget')!;
    const closed = host.attachShadow({ mode: 'closed' });
    closed.innerHTML = frame('', 'closed.example');
    const found = async () => (await foreignParts(7, PAGE)).map(({ pattern }) => pattern).toSorted();
    expect(await found()).toEqual(['https://inner.example/*', 'https://outer.example/*']);
    vi.stubGlobal('chrome', { dom: { openOrClosedShadowRoot: (element: Element) => { if (element !== host) throw new Error('not one'); return closed; } } });
    expect(await found()).toEqual(['https://closed.example/*', 'https://inner.example/*', 'https://outer.example/*']);
  });

  it('not within a frame that is too small itself', async () => {
    show(frame(''));
    vi.stubGlobal('innerWidth', 60);
    expect(await foreignParts(7, PAGE)).toEqual([]);
  });
});
