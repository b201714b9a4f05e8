// @vitest-environment happy-dom
// Lists that change as a whole or re-use their rows: which conversation a message is of, and what befell it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { siteOf } from '../../src/sites/program.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch, type MessageChange, type Watch } from '../../src/sites/watch.ts';

/** A program that gives its messages no id. */
const sample = siteOf({
  id: 'sample', name: 'Sample Chat', version: '2026-11-22', trust: 'sourced', source: [],
  marks: ['.app'], rows: ['.row'], text: ['.words'], author: { name: ['.who'] }, time: ['.clock'],
  recalled: ['.recalled'], edited: ['.edited'], conversation: { title: ['.title'] },
});
const TAKEN_BACK = '对方撤回了一条消息';

let controller: AbortController;
let readings: Reading[];
let changes: MessageChange[];
const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const list = () => document.querySelector('.list')!;
const rows = () => [...list().children];
const rowHtml = (words: string, state = '', clock = '10:00') => `<div class="row ${state}"><b class="who">Wang</b><span class="words">${words}</span><i class="clock">${clock}</i></div>`;
const title = (words: string) => { document.querySelector('.title')!.textContent = words; };
/** As a list does that keeps its elements. */
function rewrite(row: Element, words: string, state = ''): void {
  row.querySelector('.words')!.firstChild!.nodeValue = words;
  row.className = `row ${state}`;
}
/** Each message once, under its conversation. */
const read = () => [...new Map(readings.map(({ message }) => [message.key, `${message.conversation.title}: ${message.text}`])).values()];
const said = () => changes.map(({ what, key }) => `${what} ${readings.find(({ message }) => message.key === key)!.message.text}`);
const numbered = (chat: string, count: number) => Array.from({ length: count }, (_, n) => `${chat} ${n}`);

function start(words: string[]): Watch {
  document.body.innerHTML = `<div class="app"><h1 class="title">Wang</h1><div class="list">${words.map((one) => rowHtml(one)).join('')}</div></div>`;
  return watch({ document, sites: [sample], signal: controller.signal, onReading: (one) => readings.push(one), onChange: (change) => changes.push(change) });
}

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

describe.each([1, 2, 8, 30])('another conversation of %i messages in the same list', (count) => {
  const ways: [string, (words: string[]) => void][] = [
    ['in new rows', (words) => { list().innerHTML = words.map((one) => rowHtml(one)).join(''); }],
    ['in the same rows', (words) => words.forEach((one, at) => rewrite(rows()[at]!, one))],
  ];
  test.each(ways)('%s, its title a moment later, and back', async (_, show) => {
    start(numbered('Wang', count));
    await tick(100);
    for (const name of ['Li', 'Wang']) {
      show(numbered(name, count));
      await tick(80);
      title(name);
      await tick(1_000);
    }
    expect(read().toSorted()).toEqual([...numbered('Wang: Wang', count), ...numbered('Li: Li', count)].toSorted());
    expect(changes).toEqual([]);
  });

  test.each(ways)('%s, its title a moment before, and the old rows read once more between', async (_, show) => {
    const reading = start(numbered('Wang', count));
    await tick(100);
    title('Li');
    reading.rereadAll();
    await tick(120);
    show(numbered('Li', count));
    await tick(1_000);
    expect(read().toSorted()).toEqual([...numbered('Wang: Wang', count), ...numbered('Li: Li', count)].toSorted());
  });
});

test('a list that is scrolled through in leaps: what has passed before it stood still is read too, and is nowhere now', async () => {
  start(numbered('m', 5));
  await tick(100);
  for (let leap = 1; leap <= 6; leap++) {
    rows().forEach((row, at) => rewrite(row, `m ${leap * 5 + at}`));
    await tick(16);
  }
  await tick(1_000);
  expect(read().toSorted()).toEqual(numbered('Wang: m', 35).toSorted());
  const passed = readings.filter(({ message }) => message.text === 'm 12');
  expect(passed.length).toBe(1);
  expect(passed[0]!.spot.pieces).toEqual([]);
  expect(rows()).not.toContain(passed[0]!.row);
});

test('a list whose rows all move on by one, for ever: each message once', async () => {
  start(numbered('m', 6));
  await tick(100);
  for (const first of [...Array.from({ length: 30 }, (_, n) => n + 1), ...Array.from({ length: 30 }, (_, n) => 29 - n)]) {
    rows().forEach((row, at) => rewrite(row, `m ${first + at}`));
    await tick(30);
  }
  await tick(1_000);
  expect(read().toSorted()).toEqual(numbered('Wang: m', 36).toSorted());
});

test('two that are wholly alike stay two when the list is built anew', async () => {
  start(['pay', 'pay', 'now']);
  await tick(100);
  const html = list().innerHTML;
  list().innerHTML = '';
  await tick(20);
  list().innerHTML = html;
  await tick(1_000);
  expect(read()).toEqual(['Wang: pay', 'Wang: pay', 'Wang: now']);
});

test('words that come bit by bit while the list is built are one message', async () => {
  start(numbered('m', 3));
  await tick(100);
  list().innerHTML = rowHtml('Come') + rowHtml('');
  await tick(30);
  rewrite(rows()[0]!, 'Come home');
  await tick(30);
  rewrite(rows()[0]!, 'Come home now');
  await tick(1_000);
  expect(read().slice(3)).toEqual(['Wang: Come home now']);
});

test.each([
  ['another sender', '.who', 'Li'],
  ['another time', '.clock', '10:01'],
])('the same words of %s, shown in the same row while the list is scrolled through, are another message', async (_, part, shown) => {
  start(numbered('m', 3));
  await tick(100);
  rows().forEach((row, at) => rewrite(row, at === 0 ? 'OK' : `n ${at}`));
  await tick(30);
  rows()[0]!.querySelector(part)!.firstChild!.nodeValue = shown;
  rows().slice(1).forEach((row, at) => rewrite(row, `o ${at}`));
  await tick(1_000);
  expect(new Set(readings.filter(({ message }) => message.text === 'OK').map(({ message }) => message.key)).size).toBe(2);
});

describe('words that come bit by bit in a row that stands', () => {
  const words = 'I will come to your home tomorrow and I will bring my friends with me';
  const steps = Array.from({ length: Math.floor(words.length / 2) }, (_, at) => words.slice(0, 2 * at + 1)).concat(words);
  const readingsOf = (start: string) => readings.map(({ message }) => message.text).filter((text) => text.startsWith(start));

  test('are read as they begin and as they end, not each time', async () => {
    start(['a', 'b', 'c', 'I']);
    await tick(100);
    for (const step of steps.slice(1)) {
      rewrite(rows()[3]!, step);
      // As lists do that follow their newest.
      list().dispatchEvent(new Event('scroll'));
      await tick(40);
    }
    await tick(1_000);
    expect(readingsOf('I')).toEqual(['I', words]);
    expect(readings.at(-1)!.row).toBe(rows()[3]);
    expect(changes).toEqual([]);
  });

  test('do not keep others waiting', async () => {
    start(['a', 'b', 'I']);
    await tick(100);
    rewrite(rows()[2]!, 'I will');
    list().insertAdjacentHTML('beforeend', rowHtml('other'));
    await tick(10);
    expect(readingsOf('other')).toEqual(['other']);
  });

  test('that never come to an end are read now and then', async () => {
    start(['a', 'b', 'I']);
    await tick(100);
    for (let n = 1; n < 60; n++) {
      rewrite(rows()[2]!, `I${'!'.repeat(n)}`);
      await tick(100);
    }
    expect(readingsOf('I').length).toBeGreaterThanOrEqual(3);
    expect(readingsOf('I').length).toBeLessThanOrEqual(5);
  });

  test('are read, too, where another message takes the row before they stand still', async () => {
    start(['a', 'b', 'I']);
    await tick(100);
    rewrite(rows()[2]!, 'I will');
    await tick(20);
    rewrite(rows()[2]!, 'I will come');
    await tick(20);
    rewrite(rows()[2]!, 'Good morning');
    await tick(1_000);
    expect(read().slice(2).toSorted()).toEqual(['Wang: Good morning', 'Wang: I', 'Wang: I will come']);
    const passed = readings.find(({ message }) => message.text === 'I will come')!;
    expect(passed.spot.pieces).toEqual([]);
  });

  test('or leaves the page', async () => {
    start(['a', 'b', 'I']);
    await tick(100);
    rewrite(rows()[2]!, 'I will come');
    await tick(20);
    rows()[2]!.remove();
    await tick(1_000);
    expect(read().slice(2)).toEqual(['Wang: I', 'Wang: I will come']);
  });
});

test('a row without words, to be filled in later, is no message yet', async () => {
  start(['a', 'b']);
  list().insertAdjacentHTML('beforeend', rowHtml(' '));
  await tick(50);
  expect(read()).toEqual(['Wang: a', 'Wang: b']);
  rewrite(rows()[2]!, 'c');
  await tick(50);
  expect(read()).toEqual(['Wang: a', 'Wang: b', 'Wang: c']);
});

describe('taken back, where the page gives no id', () => {
  const three = ['a', 'b', 'c', 'd'];

  test('in its place: told of that message', async () => {
    start(three);
    await tick(100);
    rewrite(rows()[1]!, TAKEN_BACK, 'recalled');
    await tick(500);
    expect(said()).toEqual(['recalled b']);
    expect(changes[0]!.words).toBe(TAKEN_BACK);
  });

  test('edited in its place: told of that message', async () => {
    start(three);
    await tick(100);
    rewrite(rows()[2]!, 'c, by tomorrow', 'edited');
    await tick(500);
    expect(said()).toEqual(['edited c']);
  });

  test('a row re-used while the list is scrolled says nothing of what it showed before', async () => {
    start(three);
    await tick(100);
    list().dispatchEvent(new Event('scroll'));
    rewrite(rows()[1]!, TAKEN_BACK, 'recalled');
    await tick(2_000);
    expect(changes).toEqual([]);
  });

  test('nor does one of several rows that show others at once', async () => {
    start(three);
    await tick(100);
    rows().forEach((row, at) => rewrite(row, at === 2 ? TAKEN_BACK : `z${at}`, at === 2 ? 'recalled' : ''));
    await tick(2_000);
    expect(changes).toEqual([]);
  });
});

describe('not called gone', () => {
  const eight = numbered('m', 8);
  const leaves: [string, () => void | Promise<void>][] = [
    ['rows that a search leaves out one by one', async () => {
      for (const row of [1, 2, 4, 6].map((at) => rows()[at]!)) {
        row.remove();
        await tick(40);
      }
    }],
    ['rows that are replaced by another conversation one by one', async () => {
      for (let at = 0; at < 8; at++) {
        rows()[at]!.outerHTML = rowHtml(`Li ${at}`);
        await tick(40);
      }
    }],
    ['one let go by a list that takes in another in the same breath', () => {
      rows()[4]!.remove();
      list().insertAdjacentHTML('beforeend', rowHtml('further'));
    }],
    ['one that leaves while the list is scrolled', () => {
      list().dispatchEvent(new Event('scroll'));
      rows()[4]!.remove();
    }],
    ['one whose neighbours leave right after it', async () => {
      rows()[4]!.remove();
      await tick(500);
      list().innerHTML = '';
    }],
  ];
  test.each(leaves)('%s', async (_, leave) => {
    start(eight);
    await tick(100);
    await leave();
    await tick(3_000);
    expect(changes).toEqual([]);
  });
});

test('rows that a page hides among nodes of ours are read', async () => {
  const ours = Array.from({ length: 4 }, () => document.createElement('div'));
  document.body.innerHTML = `<div class="app"><h1 class="title">Wang</h1><div class="list">${rowHtml('a')}${rowHtml('b')}</div></div>`;
  watch({ document, sites: [sample], signal: controller.signal, onReading: (one) => readings.push(one), isOurs: (node) => ours.includes(node as HTMLDivElement) });
  await tick(100);
  const box = document.createElement('template');
  box.innerHTML = rowHtml('hidden');
  list().append(...ours, box.content.firstElementChild!);
  await tick(500);
  expect(read()).toEqual(['Wang: a', 'Wang: b', 'Wang: hidden']);
});

test('a page that changes thousands of re-used rows in one go: each message once', async () => {
  start(numbered('m', 20));
  await tick(500);
  for (let times = 0; times < 300; times++) rows().forEach((row, at) => rewrite(row, `m ${(times % 2) * 20 + 19 - at}`));
  await tick(3_000);
  expect(read().toSorted()).toEqual(numbered('Wang: m', 40).toSorted());
});

test('one breaking change does not take its neighbours with it', async () => {
  start(['a', 'b']);
  await tick(100);
  const breaking = list().appendChild(document.createElement('div'));
  Object.defineProperty(breaking, 'nodeType', { get: () => { throw new Error('bang'); } });
  list().insertAdjacentHTML('beforeend', rowHtml('c'));
  await tick(1_000);
  expect(read()).toEqual(['Wang: a', 'Wang: b', 'Wang: c']);
});
