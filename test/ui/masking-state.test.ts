import { describe, expect, test } from 'vitest';
import type { Suggestion } from '../../src/core/masking.ts';
import { afterKey, boxBetween, middleBox, moveBox, resizeBox, stepOf } from '../../src/ui/masking/boxes.ts';
import { addOwn, chosenItems, choiceOf, counted, decide, linesByKind, pictureOf, removeOwn, setBoxes, startMasking, startOver, turn, turnKind, undo } from '../../src/ui/masking/masking-state.ts';

const found: Suggestion[] = [
  { kind: 'phone', text: '13812345678', count: 2, on: true },
  { kind: 'name', text: '李桂芳', count: 1, on: true },
  { kind: 'name', text: '张伟强', count: 1, on: false },
];
const texts = (state: ReturnType<typeof startMasking>): string[] => chosenItems(state.lines).map(({ text }) => text);

describe('words', () => {
  test('what is proposed is on, what is unsure is off, kinds in their order', () => {
    const state = startMasking(found);
    expect(texts(state)).toEqual(['13812345678', '李桂芳']);
    expect(linesByKind(state.lines).map(({ kind, lines }) => [kind, lines.length])).toEqual([['name', 2], ['phone', 1]]);
    expect(state.lines[2]).toMatchObject({ unsure: true });
  });

  test('every step can be taken back, one by one, to the first', () => {
    const first = startMasking(found);
    let state = turn(first, first.lines[0]!, false);
    state = turnKind(state, 'name', true);
    state = addOwn(state, { kind: 'other', text: '村' }).state;
    state = counted(state, '村', 3);
    state = startOver(state);
    expect(texts(state)).toEqual(['13812345678', '李桂芳']);
    const seen: string[][] = [];
    for (let n = 0; n < 4; n += 1) {
      state = undo(state);
      seen.push(texts(state));
    }
    expect(seen).toEqual([['李桂芳', '张伟强', '村'], ['李桂芳', '张伟强'], ['李桂芳'], ['13812345678', '李桂芳']]);
    expect(undo(state)).toBe(state);
  });

  test('a word that is there already is turned on and not doubled; an own one goes away again', () => {
    const state = startMasking(found);
    const again = addOwn(state, { kind: 'other', text: '张伟强' });
    expect(again.isNew).toBe(false);
    expect(texts(again.state)).toContain('张伟强');
    const own = addOwn(state, { kind: 'other', text: '村' });
    expect(own.isNew).toBe(true);
    expect(texts(removeOwn(own.state, own.state.lines.at(-1)!))).toEqual(texts(state));
  });
});

describe('pictures', () => {
  const box = { x: 1, y: 2, width: 30, height: 40 };

  test('one that nobody decided on, or that is to be left out, has no boxes to show it with', () => {
    let state = setBoxes(startMasking(found), 1, [box]);
    state = setBoxes(decide(state, 2, 'show'), 2, [box]);
    state = decide(state, 3, 'leave');
    expect([...choiceOf(state, [1, 2, 3, 4]).pictures]).toEqual([[1, null], [2, [box]], [3, null], [4, null]]);
    expect(pictureOf(undo(undo(state)), 2)).toEqual({ boxes: [], decision: 'show' });
  });

  test('drawn in any direction, cut at the edges; a slip is none', () => {
    const size = { width: 100, height: 50 };
    expect(boxBetween({ x: 40, y: 30 }, { x: 10, y: 10 }, size)).toEqual({ x: 10, y: 10, width: 30, height: 20 });
    expect(boxBetween({ x: -40, y: 10 }, { x: 900, y: 900 }, size)).toEqual({ x: 0, y: 10, width: 100, height: 40 });
    expect(boxBetween({ x: 10, y: 10 }, { x: 12, y: 40 }, size)).toBeNull();
  });

  test('keys move and size within the picture, and remove', () => {
    const size = { width: 1000, height: 500 };
    expect(stepOf(size)).toBe(10);
    expect(afterKey(box, 'ArrowRight', false, size)).toEqual({ ...box, x: 11 });
    expect(afterKey(box, 'ArrowUp', false, size)).toEqual({ ...box, y: 0 });
    expect(afterKey(box, 'ArrowDown', true, size)).toEqual({ ...box, height: 50 });
    expect(afterKey(box, 'ArrowLeft', true, size)).toEqual({ ...box, width: 20 });
    expect(afterKey(box, 'Delete', false, size)).toBe('removed');
    expect(afterKey(box, 'Tab', false, size)).toBeNull();
    expect(moveBox(box, 5000, 5000, size)).toEqual({ ...box, x: 970, y: 460 });
    expect(resizeBox(box, -5000, 5000, size)).toEqual({ ...box, width: 6, height: 498 });
    expect(middleBox(size)).toEqual({ x: 375, y: 219, width: 250, height: 63 });
  });
});
