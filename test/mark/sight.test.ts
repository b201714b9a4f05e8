// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SETTLE_MS } from '../../src/mark/guard.ts';
import { isAtPress, isOpaque, Sight } from '../../src/mark/sight.ts';

const real = { IntersectionObserver: window.IntersectionObserver, IntersectionObserverEntry: window.IntersectionObserverEntry, elementFromPoint: document.elementFromPoint };
const click = (at = 5) => new MouseEvent('click', { detail: 1, clientX: at, clientY: 5 });

let host: HTMLElement;
let panel: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = '<div id="out"><p id="in"><span id="host"><i></i></span></p></div>';
  host = document.getElementById('host')!;
  panel = host.querySelector('i')!;
  document.elementFromPoint = (x) => (x < 50 ? host : document.body);
});
afterEach(() => {
  Object.assign(window, { IntersectionObserver: real.IntersectionObserver, IntersectionObserverEntry: real.IntersectionObserverEntry });
  document.elementFromPoint = real.elementFromPoint;
  document.documentElement.removeAttribute('style');
});

test.each([
  ['', true],
  ['opacity:.8', true],
  ['transform:translateY(400px)', true],
  ['filter:invert(1)', true],
  ['opacity:.001', false],
  ['filter:brightness(1) opacity(0.01)', false],
  ['visibility:hidden', false],
])('around it %j: shows is %s', (style, want) => {
  document.getElementById('out')!.setAttribute('style', style);
  expect(isOpaque(host)).toBe(want);
});

test('faint in several steps is faint', () => {
  document.getElementById('out')!.style.opacity = '0.5';
  document.getElementById('in')!.style.opacity = '0.5';
  expect(isOpaque(host)).toBe(false);
});

test('a press counts where the host is; a key has no place', () => {
  expect(isAtPress(host, click(5))).toBe(true);
  expect(isAtPress(host, click(60))).toBe(false);
  expect(isAtPress(host, new MouseEvent('click', { detail: 0, clientX: 60 }))).toBe(true);
});

describe('where the browser tells what is visible', () => {
  type Entry = { isVisible: boolean };
  let tell: (entries: Entry[]) => void;
  let pending: Entry[] = [];
  let asked: object | undefined;
  beforeEach(() => {
    pending = [];
    class Entries {
      get isVisible() {
        return false;
      }
    }
    class Observer {
      constructor(callback: (entries: Entry[]) => void, options: object) {
        tell = callback;
        asked = options;
      }
      observe() {}
      disconnect() {}
      takeRecords() {
        return pending.splice(0);
      }
    }
    Object.assign(window, { IntersectionObserver: Observer, IntersectionObserverEntry: Entries });
  });

  test('plain only once it was visible for long enough, without a break', () => {
    let now = 0;
    const sight = new Sight(host, panel, () => now);
    expect(asked).toMatchObject({ trackVisibility: true, delay: 100 });
    now = 10_000;
    expect(sight.isPlain(click())).toBe(false);
    tell([{ isVisible: true }]);
    now += SETTLE_MS - 1;
    expect(sight.isPlain(click())).toBe(false);
    tell([{ isVisible: true }]);
    now += 1;
    expect(sight.isPlain(click())).toBe(true);
    expect(sight.isPlain(click(60))).toBe(false);
    // Covered just now: what waits to be told counts too.
    pending = [{ isVisible: false }, { isVisible: true }];
    expect(sight.isPlain(click())).toBe(false);
    now += SETTLE_MS;
    expect(sight.isPlain(click())).toBe(true);
  });
});

describe('where it does not', () => {
  beforeEach(() => Object.assign(window, { IntersectionObserverEntry: function () {} }));

  test('opaque and hit', () => {
    const sight = new Sight(host, panel, () => 0);
    expect(sight.isPlain(click())).toBe(true);
    expect(sight.isPlain(click(60))).toBe(false);
    document.documentElement.style.opacity = '0.01';
    expect(sight.isPlain(click())).toBe(false);
  });

  test.each([
    ['beside it', 200, true],
    ['over it', 10, false],
  ])('another popover %s', (_, left, want) => {
    const proto = Element.prototype as { getBoundingClientRect(): DOMRect };
    const box = proto.getBoundingClientRect;
    const query = document.querySelectorAll;
    document.body.insertAdjacentHTML('beforeend', '<div popover><b></b></div>');
    const other = document.body.lastElementChild!;
    proto.getBoundingClientRect = function (this: Element) {
      if (this === panel) return new DOMRect(0, 0, 100, 20);
      // The popover itself takes no room; what is in it does.
      return this.localName === 'b' ? new DOMRect(left, 0, 50, 20) : new DOMRect();
    };
    document.querySelectorAll = (() => [other, host]) as never;
    host.setAttribute('popover', 'manual');
    try {
      expect(new Sight(host, panel, () => 0).isPlain(click())).toBe(want);
    } finally {
      proto.getBoundingClientRect = box;
      document.querySelectorAll = query;
    }
  });
});
