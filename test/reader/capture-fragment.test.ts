// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { CAPTURE_LIMITS, type FragmentNode } from '../../src/core/capture.ts';
import { checkCapture } from '../../src/store/capture-checks.ts';
import { fragmentBudget, fragmentOf, type FragmentBudget } from '../../src/reader/capture-fragment.ts';
import { reading } from './session-rig.ts';

let budget: FragmentBudget;
beforeEach(() => {
  document.body.innerHTML = '';
  budget = fragmentBudget();
});

function row(html: string): HTMLElement {
  const made = document.createElement('div');
  made.innerHTML = html;
  document.body.append(made);
  return made;
}
/** Elements as `tag(…)`, text as it is. */
const shown = (nodes: FragmentNode[]): string => nodes.map((node) => (typeof node === 'string' ? node : node.tag === 'img' ? `img[${node.alt}]` : `${node.tag}(${shown(node.children)})`)).join('');
const words = (nodes: FragmentNode[]): string => nodes.map((node) => (typeof node === 'string' ? node : node.tag === 'img' ? '' : words(node.children))).join('');
const read = (html: string, body = '') => {
  const made = row(html);
  return fragmentOf(made, { budget, ...(body ? { body: made.querySelector(body)! } : {}) }).nodes;
};
/** Asked for thousands of elements the imitated page takes its time. */
const PLAIN = { display: 'block', visibility: 'visible', opacity: '1', direction: 'ltr', whiteSpace: 'normal', position: 'static', getPropertyValue: () => '' } as unknown as CSSStyleDeclaration;
/** As the worker takes it. */
const accepted = (nodes: FragmentNode[]) => checkCapture({
  rows: [{ place: 'message', message: reading('k', 'x').message, nodes }], ownAccount: null, page: { url: '', title: '' },
  screen: { width: 1, height: 1, pixelRatio: 1, viewportWidth: 1, viewportHeight: 1, scrollX: 0, scrollY: 0 }, locale: 'en', picture: { none: 'failed' },
}).rows[0]!.nodes;

describe('what a row shows', () => {
  test.each<[string, string, string]>([
    ['what means something', '<strong>a</strong><em>b</em><del>c</del><u>d</u><code>e</code>', 'div(b(a)i(b)s(c)u(d)code(e))'],
    ['line ends and lists', 'a<br>b<ul><li>c</li></ul><blockquote>d</blockquote>', 'div(abr()bul(li(c))blockquote(d))'],
    ['boxes in boxes are one', '<div><div><p>a</p></div></div>', 'p(a)'],
    ['inline boxes are none', '<span><span>a<font>b</font></span></span>', 'div(ab)'],
    ['the indents of markup are not words', '\n   <p>a</p>\n   <p>b\n  c</p>\n', 'div(p(a)p(b c))'],
    ['scripts, styles and controls are left out', 'a<script>x</script><style>y</style><input value="z"><textarea>t</textarea><select><option>o</option></select><button>r</button><object>u</object><template>m</template>', 'div(a)'],
    ['what is not shown', 'a<span style="display:none">x</span><span style="visibility:hidden">y<i style="visibility:visible">z</i></span>', 'div(ai(z))'],
    ['what waits to fade in', 'a<span style="opacity:0">like</span>', 'div(a)'],
    ['of a closed fold its first line', '<details><summary>s</summary>hidden</details>', 'div(s)'],
    ['text with markup in it is text', '&lt;b&gt;x&lt;/b&gt;', 'div(<b>x</b>)'],
  ])('%s', (_name, html, wanted) => {
    expect(shown(read(html))).toBe(wanted);
  });

  test('a control among the message’s words is none of them', () => {
    expect(words(read('<p class="t">弄死你<button>赞</button></p>', '.t'))).toBe('弄死你');
  });

  test('what the page sets apart by room alone does not run together; in the message’s own words nothing is put', () => {
    expect(words(read('<time style="margin-right:8px">12:00</time><b style="padding:0 4px">Wang</b><span class="t"><i style="margin:4px">弄死</i>你</span>', '.t'))).toBe('12:00 Wang 弄死你');
  });

  test('the message’s own words stay, be they in a button or not faded in yet', () => {
    expect(words(read('<button><span class="t">弄死你</span></button>', '.t'))).toBe('弄死你');
    expect(words(read('<div style="opacity:0"><span class="t">弄死你</span></div>', '.t'))).toBe('弄死你');
  });

  test('a link tells where it leads, be it what it may; a time its value', () => {
    const [node] = read('<a href="/x?y=1#z">here</a><a href="javascript:alert(1)">there</a><time datetime="2026-11-22">today</time>') as unknown as [{ children: FragmentNode[] }];
    expect(node.children).toEqual([
      { tag: 'a', to: new URL('/x?y=1#z', document.baseURI).href, children: ['here'] },
      { tag: 'a', to: 'javascript:alert(1)', children: ['there'] },
      { tag: 'time', to: '2026-11-22', children: ['today'] },
    ]);
  });

  test('shadow trees are read as they are shown, slots in their places', () => {
    const made = row('<x-row><b slot="who">Wang</b>words</x-row>');
    const host = made.querySelector('x-row')!;
    host.attachShadow({ mode: 'open' }).innerHTML = '<p><slot name="who"></slot>: <slot></slot></p><style>p{}</style>';
    expect(words(fragmentOf(made, { budget }).nodes)).toBe('Wang: words');
  });

  test('our own marks are not part of it', () => {
    const made = row('a<span>ours</span>');
    const ours = made.querySelector('span')!;
    expect(shown(fragmentOf(made, { budget, isOurs: (node) => node === ours }).nodes)).toBe('div(a)');
  });

  test('white space that the page keeps is kept; the other way round text is told', () => {
    const made = row('<p class="pre">a  b\n  c</p><p class="rtl">שלום <span>x</span></p>');
    const styleOf = (element: Element) => {
      const style = getComputedStyle(element);
      const more: Record<string, string> = { ...(element.className === 'pre' ? { whiteSpace: 'pre-wrap' } : {}), ...(element.closest('.rtl') ? { direction: 'rtl' } : {}) };
      return new Proxy(style, { get: (target, name) => (name === 'getPropertyValue' ? () => '' : (more[String(name)] ?? Reflect.get(target, name))) });
    };
    const [box] = fragmentOf(made, { budget, styleOf }).nodes as unknown as [{ children: { dir?: string; children: FragmentNode[] }[] }];
    expect(box.children[0]!.children).toEqual(['a  b\n  c']);
    expect(box.children[1]).toMatchObject({ tag: 'p', dir: 'rtl', children: ['שלום x'] });
  });
});

describe('a page that means harm', () => {
  test('200,000 characters are kept whole, in one text or in thirty thousand', { timeout: 20_000 }, () => {
    const text = '催债😀'.repeat(50_000);
    const made = row('<p></p>');
    made.firstElementChild!.textContent = text;
    expect(words(accepted(fragmentOf(made, { budget }).nodes))).toBe(text);
    budget = fragmentBudget();
    const many = Array.from({ length: 30_000 }, (_, n) => `<i>${n} </i>`).join('');
    const nodes = fragmentOf(row(many), { budget, styleOf: () => PLAIN }).nodes;
    expect(words(nodes)).toBe(Array.from({ length: 30_000 }, (_, n) => `${n} `).join(''));
    expect(budget.nodes).toBeGreaterThanOrEqual(0);
    expect(accepted(nodes)).toEqual(nodes);
  });

  test('nested deeper than the stack, and the words still stand', { timeout: 20_000 }, () => {
    let inner: HTMLElement = document.createElement('div');
    const outer = inner;
    for (let n = 0; n < 4_000; n++) {
      const next = document.createElement('blockquote');
      next.append(`${n};`);
      Node.prototype.appendChild.call(inner, next);
      inner = next;
    }
    const nodes = fragmentOf(outer, { budget, styleOf: () => PLAIN }).nodes;
    const depth = (list: FragmentNode[]): number => Math.max(0, ...list.map((node) => (typeof node === 'string' || node.tag === 'img' ? 0 : 1 + depth(node.children))));
    expect(depth(nodes)).toBeLessThan(CAPTURE_LIMITS.depth);
    expect(words(nodes)).toBe(Array.from({ length: 4_000 }, (_, n) => `${n};`).join(''));
    expect(words(accepted(nodes)).length).toBeGreaterThan(0);
  });

  test('fields named like members of the DOM hide nothing', () => {
    const made = row('<form class="t"><input name="parentNode"><input name="childNodes"><input name="firstChild"><input name="getAttribute"><input name="textContent"><input name="tagName">弄死你</form>');
    expect(words(fragmentOf(made, { budget, body: made.querySelector('.t')! }).nodes)).toBe('弄死你');
  });

  test('a style that throws costs its own element alone', () => {
    const made = row('<p class="bad">x</p><p>y</p>');
    const nodes = fragmentOf(made, { budget, styleOf: (element) => {
      if (element.className === 'bad') throw new Error('no');
      return getComputedStyle(element);
    } }).nodes;
    expect(words(nodes)).toBe('y');
  });

  test('words beyond all limits end at a whole character', () => {
    budget.text = 3;
    expect(words(read('<p>a😀😀</p><p>b</p>'))).toBe('a😀');
  });
});
