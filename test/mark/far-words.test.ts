// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { WordMarks } from '../../src/mark/highlight.ts';

/** What the browser would paint. */
let painted: Set<AbstractRange>;

beforeEach(() => {
  painted = new Set();
  class FakeHighlight {
    add(range: AbstractRange) { painted.add(range); }
    delete(range: AbstractRange) { painted.delete(range); }
  }
  class FakeRange {
    readonly init: object;
    constructor(init: object) {
      this.init = init;
    }
  }
  const fakes = { Highlight: FakeHighlight, StaticRange: FakeRange, CSS: { highlights: new Map() } };
  for (const [name, value] of Object.entries(fakes)) for (const holder of [window, globalThis]) Object.defineProperty(holder, name, { value, configurable: true });
  document.body.innerHTML = '<p>pay today</p>';
});

function spotOf() {
  const body = document.querySelector('p')!;
  return { body, pieces: [{ node: body.firstChild as Text, start: 0, end: 9, nodeStart: 0 }] };
}
const SPANS = [{ start: 0, end: 3, label: 'violence' as const }];

/** Marks that came just before: with more than these, words wait until they come near view. */
function marksWithManyBefore(): WordMarks {
  let at = 0;
  const words = new WordMarks(document, false, Math.random, () => (at += 40));
  for (let i = 0; i < 10; i += 1) words.set(`before${i}`, spotOf(), []);
  return words;
}

describe('words of a message that comes by itself', () => {
  it('are painted at once', () => {
    new WordMarks(document, false, Math.random, () => 0).set('a', spotOf(), SPANS);
    expect(painted.size).toBe(1);
  });
});

describe('words of a message far from view, of a long history', () => {
  it('are painted when it comes near, once, and again at once when they change', () => {
    const words = marksWithManyBefore();
    words.set('a', spotOf(), SPANS);
    expect(painted.size).toBe(0);
    words.comesNear('a');
    words.comesNear('a');
    expect(painted.size).toBe(1);
    words.set('a', spotOf(), [{ start: 4, end: 9, label: 'violence' }]);
    expect(painted.size).toBe(1);
  });

  it('one that came near before it was marked is painted at once', () => {
    const words = marksWithManyBefore();
    words.comesNear('a');
    words.set('a', spotOf(), SPANS);
    expect(painted.size).toBe(1);
  });

  it('one that left the page waits again', () => {
    const words = marksWithManyBefore();
    words.comesNear('a');
    words.set('a', spotOf(), SPANS);
    words.forget('a');
    expect(painted.size).toBe(0);
    words.set('a', spotOf(), SPANS);
    expect(painted.size).toBe(0);
  });
});
