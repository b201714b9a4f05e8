// @vitest-environment happy-dom
// What befalls messages and pages while they are read: taken back, edited, taken out; a program that no longer fits; the end of reading.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Program } from '../../src/sites/program.ts';
import { siteOf } from '../../src/sites/program.ts';
import type { Reading, Site } from '../../src/sites/site.ts';
import { watch, type MessageChange } from '../../src/sites/watch.ts';

const PROGRAM: Program = {
  id: 'sample', name: 'Sample Chat', version: '2026-11-22', trust: 'sourced', source: [],
  marks: ['.app'], rows: ['.row'], text: ['.words'], mine: ['.own'], author: { name: ['.who'] }, time: ['.clock'], nativeId: ['@data-id'],
  recalled: ['.recalled'], edited: ['.edited'], conversation: { title: ['.title'] },
};
const sample = siteOf(PROGRAM);
/** Stands for detection: reads every `<p>` inside `<main>`. */
const looks = (id = 'detected', trust: Site['trust'] = 'detected'): Site => ({
  id, name: '', version: '1', trust,
  open: (page) => page.querySelector('main p') && {
    rowOf: (node) => (node.nodeType === 1 ? (node as Element) : node.parentElement)?.closest('main p') ?? null,
    rowsIn: (root) => [...(root as ParentNode & Node).querySelectorAll('main p')],
    read: (row) => ({ conversation: { id: 'c', title: 'C' }, author: { name: '', role: 'unknown' }, text: row.textContent, spot: { body: row as HTMLElement, pieces: [] }, sentAtShown: '', kind: 'text', attachments: [] }),
    stands: () => page.querySelector('main') !== null,
    confidence: 0.8,
  },
});

let controller: AbortController;
let readings: Reading[];
let changes: MessageChange[];
const texts = () => readings.map(({ message }) => message.text);
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

function start(sites: Site[] = [sample]) {
  return watch({ document, sites, signal: controller.signal, onReading: (one) => readings.push(one), onChange: (change) => changes.push(change) });
}
function rowHtml(id: string, words: string, state = ''): string {
  return `<div class="row ${state}" data-id="${id}"><b class="who">Wang</b><span class="words">${words}</span><i class="clock">10:00</i></div>`;
}
function page(rows: string): void {
  document.body.innerHTML = `<div class="app"><h1 class="title">Wang</h1><div class="list">${rows}</div></div>`;
}
const list = () => document.querySelector('.list')!;

beforeEach(() => {
  vi.useFakeTimers();
  controller = new AbortController();
  readings = [];
  changes = [];
});
afterEach(() => {
  controller.abort();
  vi.useRealTimers();
});

describe('messages', () => {
  test('one that is edited keeps both wordings, each with its own key', async () => {
    page(rowHtml('1', 'pay today'));
    start();
    document.querySelector('.words')!.firstChild!.nodeValue = 'please pay today';
    await tick(400);
    expect(texts()).toEqual(['pay today', 'please pay today']);
    expect(changes).toMatchObject([{ what: 'edited', key: readings[0]!.message.key, words: 'please pay today' }]);
    expect(readings[1]!.message.key).not.toBe(readings[0]!.message.key);
  });

  test('one that is taken back is known by its row, and what the page says then is no message of its own', async () => {
    page(rowHtml('1', '今晚去你家') + rowHtml('2', 'b'));
    start();
    document.querySelector('.row')!.outerHTML = rowHtml('1', '对方撤回了一条消息', 'recalled');
    await tick(50);
    expect(changes).toMatchObject([{ what: 'recalled', key: readings[0]!.message.key, words: '对方撤回了一条消息' }]);
    expect(readings.at(-1)!.message).toMatchObject({ kind: 'recall', text: '对方撤回了一条消息' });
  });

  test('one taken out from between two others is gone, and back when it is shown again', async () => {
    page(['a', 'b', 'c', 'd'].map((words) => rowHtml(words, words)).join(''));
    start();
    await tick();
    const [, second] = readings;
    const row = list().children[1]!;
    row.remove();
    await tick(2_000);
    expect(changes).toMatchObject([{ what: 'gone', key: second!.message.key }]);
    list().insertBefore(row, list().children[1]!);
    await tick(100);
    expect(changes.map(({ what }) => what)).toEqual(['gone', 'back']);
  });

  test.each([
    ['the last one', () => list().lastElementChild!.remove()],
    ['the first one', () => list().firstElementChild!.remove()],
    ['several at once', () => { for (let n = 0; n < 3; n++) list().children[1]!.remove(); }],
    ['one that is drawn anew elsewhere', () => { const row = list().children[1]!; const html = row.outerHTML; row.remove(); list().insertAdjacentHTML('beforeend', html); }],
  ])('%s that leaves is not called gone', async (_, leave) => {
    page(['a', 'b', 'c', 'd', 'e', 'f'].map((words) => rowHtml(words, words)).join(''));
    start();
    await tick();
    leave();
    await tick(3_000);
    expect(changes).toEqual([]);
  });

  test('the reader\'s own words are their own where the page does not say so', async () => {
    document.body.innerHTML = '<main><p>from them</p></main><textarea></textarea>';
    start([looks()]);
    const field = document.querySelector('textarea')!;
    field.value = 'I will pay\n on Friday';
    const trusted = (event: Event) => Object.defineProperty(event, 'isTrusted', { value: true });
    field.dispatchEvent(trusted(new Event('input', { bubbles: true, composed: true })));
    field.dispatchEvent(trusted(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true })));
    field.value = '';
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<p>I will pay on Friday</p><p>another</p>');
    await tick(50);
    expect(readings.map(({ message }) => message.author.role)).toEqual(['unknown', 'me', 'unknown']);
  });

  test('words that the reader searches for are still the other\'s', async () => {
    document.body.innerHTML = '<main><p>from them</p></main><input type="search">';
    start([looks()]);
    const field = document.querySelector('input')!;
    field.value = 'I will come to your home';
    const trusted = (event: Event) => Object.defineProperty(event, 'isTrusted', { value: true });
    field.dispatchEvent(trusted(new Event('input', { bubbles: true, composed: true })));
    field.dispatchEvent(trusted(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true })));
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<p>I will come to your home</p>');
    await tick(50);
    expect(readings.at(-1)!.message.author.role).toBe('unknown');
  });

  test('words typed into a field of the page\'s own make are the reader\'s, however it is built', async () => {
    document.body.innerHTML = '<main><p>from them</p></main><form contenteditable="true"><input name="innerText"><input name="isContentEditable"><p>I will pay</p><p>on <b>Friday</b></p></form>';
    start([looks()]);
    const field = document.querySelector('form')!;
    const trusted = (event: Event) => Object.defineProperty(event, 'isTrusted', { value: true });
    field.dispatchEvent(trusted(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true })));
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<p>I will pay on Friday</p>');
    await tick(50);
    expect(readings.at(-1)!.message.author.role).toBe('me');
  });

  test('words that the page pretends were typed are not the reader\'s', async () => {
    document.body.innerHTML = '<main><p>from them</p></main><textarea></textarea>';
    start([looks()]);
    const field = document.querySelector('textarea')!;
    field.value = 'I will come to your home';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<p>I will come to your home</p>');
    await tick(50);
    expect(readings.at(-1)!.message.author.role).toBe('unknown');
  });
});

describe('pages', () => {
  const NO_WORDS = '<div class="row"><span class="text-2027">renamed</span></div>'.repeat(5);

  test('a program whose page changed is waited for, then read by its looks, and that is said', async () => {
    page(NO_WORDS);
    document.body.insertAdjacentHTML('beforeend', '<main><p>one</p><p>two</p></main>');
    const reading = start([sample, looks()]);
    expect(reading.state()).toMatchObject({ site: { id: 'sample' }, reads: false, rows: 5, fellBackFrom: null });
    expect(texts()).toEqual([]);
    await tick(5_000);
    expect(reading.state()).toMatchObject({ site: { id: 'detected' }, reads: true, fellBackFrom: 'Sample Chat', confidence: 0.8 });
    expect(texts()).toEqual(['one', 'two']);
  });

  test('it takes over again once it can read', async () => {
    page(NO_WORDS);
    document.body.insertAdjacentHTML('beforeend', '<main><p>one</p></main>');
    const reading = start([sample, looks()]);
    await tick(5_000);
    list().innerHTML = rowHtml('1', 'as before');
    await tick(5_000);
    expect(reading.state()).toMatchObject({ site: { id: 'sample' }, reads: true, fellBackFrom: null });
    expect(texts()).toContain('as before');
  });

  test('an empty chat of a known program is not broken', async () => {
    page('');
    const reading = start([sample, { ...looks(), open: () => null }]);
    await tick(10_000);
    expect(reading.state()).toMatchObject({ site: { id: 'sample' }, reads: false, rows: 0 });
    list().insertAdjacentHTML('beforeend', rowHtml('1', 'first'));
    await tick(100);
    expect(texts()).toEqual(['first']);
  });

  test('what the reader showed outweighs the adapter', async () => {
    page(rowHtml('1', 'by the adapter'));
    document.body.insertAdjacentHTML('beforeend', '<main><p>as shown</p></main>');
    const reading = start([sample, looks('taught', 'taught')]);
    await tick();
    expect(reading.state().site?.id).toBe('taught');
    expect(texts()).toEqual(['as shown']);
  });

  test('something that may be a chat is named with how sure that is, and not read', async () => {
    document.body.innerHTML = '<main></main>';
    const reading = start([{ ...looks(), open: () => null, glimpse: () => 0.4 }]);
    expect(reading.state()).toMatchObject({ site: null, unsure: 0.4, reads: false });
  });

  test('a list built anew in one breath is read anew at once, and each message stays one', async () => {
    page(rowHtml('', 'a') + rowHtml('', 'a'));
    start();
    await tick(1_000);
    const html = document.body.innerHTML;
    document.body.innerHTML = '';
    await tick();
    document.body.innerHTML = html;
    await tick(1_000);
    expect(new Set(readings.map(({ message }) => message.key)).size).toBe(2);
    expect(readings.length).toBeGreaterThanOrEqual(4);
  });
});

describe('the end', () => {
  test.each([
    ['read', () => page(rowHtml('1', 'a'))],
    ['recognised and unreadable', () => page('<div class="row"></div>'.repeat(3))],
    ['not recognised', () => { document.body.innerHTML = '<main></main>'; }],
  ])('of a page that is %s leaves no observer, timer or listener', async (_, build) => {
    const onDocument = vi.spyOn(document, 'addEventListener');
    const onWindow = vi.spyOn(window, 'addEventListener');
    const observe = vi.spyOn(MutationObserver.prototype, 'observe');
    const disconnect = vi.spyOn(MutationObserver.prototype, 'disconnect');
    build();
    const before = document.documentElement.outerHTML;
    start([sample, looks()]);
    await tick(200);
    controller.abort();
    expect(vi.getTimerCount()).toBe(0);
    expect(observe.mock.contexts.length).toBeGreaterThan(0);
    for (const observer of observe.mock.contexts) expect(disconnect.mock.contexts).toContain(observer);
    const listened = [...onDocument.mock.calls, ...onWindow.mock.calls];
    expect(listened.length).toBeGreaterThan(0);
    for (const [type, , options] of listened) expect((options as AddEventListenerOptions).signal?.aborted, type).toBe(true);
    expect(document.documentElement.outerHTML).toBe(before);
    vi.restoreAllMocks();
  });
});
