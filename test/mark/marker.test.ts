// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Spot } from '../../src/core/spot.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import type { MarkState } from '../../src/mark/mark-state.ts';
import { createMarker, type Marker } from '../../src/mark/marker.ts';

const verdict: Verdict = { flagged: true, labels: [{ id: 'violence', score: 0.9 }], spans: [{ start: 0, end: 3, label: 'violence' }], pressing: 1, modelVersion: 't' };
const kept: MarkState = { kept: 'kept', flag: 'open', word: null };

let clock = 0;
let stop: AbortController;
// happy-dom has the class and never calls back.
Reflect.deleteProperty(window, 'IntersectionObserver');

let marker: Marker;
let before: string;
const acts = { onArchive: vi.fn(), onDismiss: vi.fn(), onRestore: vi.fn(), onConfirm: vi.fn(), onRetry: vi.fn(), onWord: vi.fn(), onOpenHistory: vi.fn() };

const frame = () => new Promise((resolve) => setTimeout(resolve, 40));
const message = (id: string): Spot => {
  const body = document.getElementById(id)!;
  const node = body.firstChild as Text;
  return { body, pieces: [{ node, start: 0, end: node.length, nodeStart: 0 }] };
};
const hosts = (id: string) => document.querySelectorAll(`#${id} > span`).length;

beforeEach(() => {
  clock = 0;
  document.body.innerHTML = '<div id="a">弄死你全家</div><div id="b">早上好</div>';
  before = document.documentElement.outerHTML;
  stop = new AbortController();
  marker = createMarker({ document, language: 'zh_CN', calm: false, ...acts, signal: stop.signal, now: () => clock });
});
afterEach(() => stop.abort());

describe('marks', () => {
  test('one bare element after the text, however often it is shown; no other message is touched', async () => {
    for (let i = 0; i < 5; i++) {
      marker.show('k', message('a'), verdict, kept);
      await frame();
    }
    expect(document.getElementById('a')!.innerHTML).toBe('弄死你全家<span></span>');
    expect(document.getElementById('b')!.innerHTML).toBe('早上好');
  });

  test('showing again writes nothing', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    const seen: MutationRecord[] = [];
    const observer = new MutationObserver((records) => seen.push(...records));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    marker.show('k', message('a'), verdict, kept);
    marker.show('k', message('a'), verdict, { ...kept, flag: 'archived' });
    await frame();
    observer.disconnect();
    expect(seen).toEqual([]);
  });

  test('cannot be looked into by the page', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    expect(document.querySelector('#a > span')!.shadowRoot).toBeNull();
  });

  test('dismissed: no badge; restored: again one', async () => {
    marker.show('k', message('a'), verdict, { ...kept, flag: 'dismissed' });
    await frame();
    expect(hosts('a')).toBe(0);
    marker.setState('k', kept);
    await frame();
    expect(hosts('a')).toBe(1);
    marker.setState('k', { ...kept, flag: 'dismissed' });
    expect(hosts('a')).toBe(0);
  });

  test('an element re-used for another message loses the first mark', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    message('a').pieces[0]!.node.data = '弄死你二';
    marker.show('other', message('a'), verdict, kept);
    await frame();
    expect([marker.has('k'), marker.has('other'), hosts('a')]).toEqual([false, true, 1]);
  });

  test('a re-rendered body gets its badge back', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    document.getElementById('a')!.textContent = '弄死你全家';
    expect(hosts('a')).toBe(0);
    marker.show('k', message('a'), verdict, kept);
    await frame();
    expect(hosts('a')).toBe(1);
  });

  test('a row drawn anew elsewhere takes the mark along', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    document.getElementById('a')!.remove();
    document.body.insertAdjacentHTML('beforeend', '<div id="a">弄死你全家</div>');
    marker.show('k', message('a'), verdict, kept);
    await frame();
    expect(hosts('a')).toBe(1);
  });

  test('the same message twice on the page does not pull the badge to and fro', async () => {
    document.getElementById('b')!.textContent = '弄死你全家';
    for (let i = 0; i < 4; i++) {
      marker.show('k', message('a'), verdict, kept);
      marker.show('k', message('b'), verdict, kept);
      await frame();
    }
    expect([hosts('a'), hosts('b')]).toEqual([1, 0]);
  });

  test('a page that keeps removing the badge wins after a few times, and may lose again later', async () => {
    let put = 0;
    for (let i = 0; i < 15; i++) {
      marker.show('k', message('a'), verdict, kept);
      await frame();
      put += hosts('a');
      document.querySelector('#a > span')?.remove();
    }
    expect(put).toBe(6);
    expect(marker.has('k')).toBe(true);
    clock += 60_000;
    marker.show('k', message('a'), verdict, kept);
    await frame();
    expect(hosts('a')).toBe(1);
  });

  test('a message that left the page is let go', async () => {
    marker.show('k', message('a'), verdict, kept);
    await frame();
    document.getElementById('a')!.remove();
    clock += 10_000;
    marker.show('other', message('b'), verdict, kept);
    await frame();
    expect([marker.has('k'), marker.has('other')]).toEqual([false, true]);
  });
});

test('events made by the page do nothing', async () => {
  marker.show('k', message('a'), verdict, kept);
  await frame();
  clock += 1_000;
  const host = document.querySelector<HTMLElement>('#a > span')!;
  host.click();
  for (const type of ['click', 'pointerdown', 'pointerup']) host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
  for (const key of ['Enter', ' ']) host.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  expect(document.documentElement.lastElementChild).toBe(document.body);
  for (const act of Object.values(acts)) expect(act).not.toHaveBeenCalled();
});

test('remove and clear take everything of a message away', async () => {
  marker.show('k', message('a'), verdict, kept);
  marker.show('l', message('b'), verdict, kept);
  await frame();
  marker.remove('k');
  expect([hosts('a'), hosts('b')]).toEqual([0, 1]);
  marker.clear();
  expect([marker.has('l'), hosts('b')]).toEqual([false, 0]);
});

test('after the signal the page is as it was, and stays so', async () => {
  marker.show('k', message('a'), verdict, kept);
  await frame();
  expect(document.documentElement.outerHTML).not.toBe(before);
  stop.abort();
  marker.show('l', message('b'), verdict, kept);
  await frame();
  expect(document.documentElement.outerHTML).toBe(before);
});
