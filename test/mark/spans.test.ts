// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { Spot } from '../../src/core/spot.ts';
import type { Label, Span, Verdict } from '../../src/core/verdict.ts';
import { decidedWords, familyRuns, imprint, readable, runsOf } from '../../src/mark/spans.ts';

/** A body whose text nodes are the given parts; each part may name how many leading characters the reading skipped. */
function spotOf(...parts: (string | [string, number])[]): Spot {
  const body = document.createElement('div');
  document.body.append(body);
  let at = 0;
  const pieces = parts.map((part) => {
    const [text, skipped] = typeof part === 'string' ? [part, 0] : part;
    const node = document.createTextNode(text);
    body.append(document.createElement('b'), node);
    const length = text.length - skipped;
    const piece = { node, start: at, end: at + length, nodeStart: skipped };
    at += length;
    return piece;
  });
  return { body, pieces };
}

const shown = (spot: Spot, start: number, end: number) => runsOf(spot, start, end).map((run) => run.node.data.slice(run.start, run.end));
const span = (start: number, end: number, label: Label = 'violence'): Span => ({ start, end, label });
const verdict = (...spans: Span[]): Verdict => ({ flagged: true, labels: [], spans, pressing: 1, modelVersion: 't' });

describe('runs of a span', () => {
  test.each([
    ['inside one node', [0, 2], ['再不']],
    ['over three nodes', [1, 6], ['不还', '钱', '弄死']],
    ['beyond the end', [5, 99], ['死你']],
    ['before the start', [-5, 1], ['再']],
    ['empty', [3, 3], []],
    ['backwards', [5, 2], []],
    ['not a number', [Number.NaN, 4], []],
  ] as [string, [number, number], string[]][])('%s', (_, [start, end], want) => {
    expect(shown(spotOf('再不还', '钱', '弄死你'), start, end)).toEqual(want);
  });

  test('a node of which the beginning was not read', () => {
    expect(shown(spotOf(['  \n弄死你', 3]), 0, 2)).toEqual(['弄死']);
  });

  test('a node that left the page gives nothing, the rest stays', () => {
    const spot = spotOf('弄', '死', '你');
    spot.pieces[1]!.node.remove();
    expect(shown(spot, 0, 3)).toEqual(['弄', '你']);
  });

  test('a node that shrank is clamped', () => {
    const spot = spotOf('弄死你全家');
    spot.pieces[0]!.node.data = '弄死';
    expect(shown(spot, 1, 5)).toEqual(['死']);
    expect(shown(spot, 3, 5)).toEqual([]);
  });
});

test('overlapping spans of one family become one line, families stay apart', () => {
  const spot = spotOf('再不还钱就弄死你全家');
  const runs = familyRuns(spot, [span(5, 8), span(0, 3, 'exposure'), span(6, 10, 'insult'), span(2, 4, 'third_party')]);
  expect(runs.threat.map(({ start, end }) => [start, end])).toEqual([[5, 10]]);
  expect(runs.privacy.map(({ start, end }) => [start, end])).toEqual([[0, 4]]);
});

test('the imprint changes when an element is re-used for another message', () => {
  const spot = spotOf('弄死你');
  const before = imprint(spot, [span(0, 2)]);
  expect(imprint(spot, [span(0, 2)])).toBe(before);
  spot.pieces[0]!.node.data = '早上好';
  expect(imprint(spot, [span(0, 2)])).not.toBe(before);
});

describe('words as a person can read them', () => {
  test.each([
    ['弄\u200b死\u2060你', '弄死你'],
    ['\u202e你死弄\u202c', '你死弄'],
    ['弄\n\t 死', '弄 死'],
    ['<img src=x>', '<img src=x>'],
    ['\ud800弄', '弄'],
  ])('%j', (raw, want) => expect(readable(raw)).toBe(want));

  test('long ones are cut, never inside a character', () => {
    const cut = readable('😀'.repeat(100));
    expect(cut.length).toBeLessThanOrEqual(61);
    expect(cut).toMatch(/^(😀)+…$/u);
  });

  test('each once, in the order of the message', () => {
    const spot = spotOf('上门弄死你，弄死你，发群里');
    expect(decidedWords(spot, verdict(span(9, 12, 'exposure'), span(6, 9), span(2, 5), span(0, 2, 'visit')))).toEqual([
      { text: '上门', family: 'threat' },
      { text: '弄死你', family: 'threat' },
      { text: '，发群', family: 'privacy' },
    ]);
  });

  test('a span over a megabyte costs no more than what is shown', () => {
    const [word] = decidedWords(spotOf('弄'.repeat(1_000_000)), verdict(span(0, 1_000_000)));
    expect(word!.text).toHaveLength(61);
  });
});
