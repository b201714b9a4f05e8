import { describe, expect, test } from 'vitest';
import { isWithin, longestFree, meeting, moved, rowsThatFit, type Box } from '../../src/reader/capture-boxes.ts';

const at = (top: number, bottom: number, left = 0, right = 100): Box => ({ left, top, right, bottom });

test('boxes that only touch do not meet', () => {
  expect(meeting(at(0, 10), at(5, 20))).toEqual(at(5, 10));
  expect(meeting(at(0, 10), at(10, 20))).toBeNull();
  expect(meeting(at(0, 10, 0, 5), at(0, 10, 6, 9))).toBeNull();
  expect(moved(at(1, 2, 3, 4), 10, 20)).toEqual(at(21, 22, 13, 14));
});

test('half a pixel of rounding is no cut', () => {
  expect(isWithin({ top: -0.5, bottom: 10.5 }, { top: 0, bottom: 10 })).toBe(true);
  expect(isWithin({ top: -2, bottom: 10 }, { top: 0, bottom: 10 })).toBe(false);
});

describe('rows that fit beside the message', () => {
  const rows = [at(0, 20), at(20, 40), at(40, 60), at(60, 200), at(200, 220)];
  const within = (height: number) => (all: Box) => all.bottom - all.top <= height;
  test('grows to either side in turn, and stops a side at its first that does not fit', () => {
    expect(rowsThatFit(rows, 2, within(60))).toMatchObject({ from: 0, to: 2, box: at(0, 60) });
    expect(rowsThatFit(rows, 1, within(1_000))).toMatchObject({ from: 0, to: 4 });
    // The next below is high: what is under it would tear a hole into the picture.
    expect(rowsThatFit(rows, 2, within(20))).toMatchObject({ from: 2, to: 2, box: at(40, 60) });
  });
  test('a row that shows nothing ends its side', () => {
    expect(rowsThatFit([at(0, 20), null, at(40, 60), at(60, 80)], 2, within(1_000))).toMatchObject({ from: 2, to: 3 });
  });
  test('in a list that is turned round, too', () => {
    expect(rowsThatFit(rows.toReversed(), 2, within(60))).toMatchObject({ from: 2, to: 4, box: at(0, 60) });
  });
});

describe('the longest stretch that nothing covers', () => {
  const free = (signs: string) => [...signs].map((sign) => sign === '.');
  test.each([
    ['all of it', '.....', { top: 10, bottom: 29 }],
    ['under a bar', '##...', { top: 18, bottom: 29 }],
    ['over a field', '...##', { top: 10, bottom: 18 }],
    ['the longer side of a notice in the middle', '.#...', { top: 18, bottom: 29 }],
    ['nothing', '#####', null],
    ['one line alone is none', '##.##', null],
  ])('%s', (_name, signs, band) => {
    expect(longestFree(free(signs), { top: 10, bottom: 29 }, 4)).toEqual(band);
  });
});
