import { describe, expect, test } from 'vitest';
import { placeBadge, placeCard, type Box, type CardQuestion } from '../../src/mark/placement.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, right: left + width, bottom: top + height });
const ask = (message: Box, rest: Partial<CardQuestion> = {}): CardQuestion => ({
  viewport: { width: 1000, height: 700 },
  message,
  badge: box(message.right, message.bottom - 24, 35, 24),
  card: { width: 348, height: 330 },
  ...rest,
});

describe('card', () => {
  test.each([
    ['room beneath', ask(box(20, 100, 300, 40)), 'below'],
    ['at the bottom', ask(box(20, 600, 300, 40)), 'above'],
    ['in the middle of a low window', ask(box(20, 200, 300, 40), { viewport: { width: 1000, height: 420 } }), 'right'],
    ['at the right of a low window', ask(box(600, 200, 390, 40), { viewport: { width: 1000, height: 420 } }), 'left'],
    ['as wide as a low window', ask(box(0, 60, 1000, 40), { viewport: { width: 1000, height: 420 } }), 'below'],
    ['over the whole window', ask(box(-10, -500, 1100, 3000)), 'over'],
  ] as [string, CardQuestion, string][])('%s: %s', (_, question, side) => {
    expect(placeCard(question).side).toBe(side);
  });

  test('never covers the message while any room is left, never leaves the window', () => {
    for (const [width, height] of [[320, 480], [360, 640], [1000, 420], [1440, 900]] as const) {
      for (let top = -200; top < height; top += 37) {
        for (const left of [-50, 0, width / 2, width - 60]) {
          for (const tall of [20, 90, 300, 900]) {
            const message = box(left, top, Math.min(280, width), tall);
            if (message.bottom <= 0 || message.right <= 0) continue;
            const place = placeCard(ask(message, { viewport: { width, height } }));
            const high = Math.min(330, place.maxHeight);
            const card = box(place.left, place.top, place.width, high);
            const where = JSON.stringify({ width, height, message, place });
            expect(card.left >= 7.9 && card.right <= width - 7.9 && card.top >= 7.9 && card.bottom <= height - 7.9, where).toBe(true);
            const covers = card.left < message.right && card.right > message.left && card.top < message.bottom && card.bottom > message.top;
            if (place.side !== 'over') expect(covers, where).toBe(false);
            expect(high, where).toBeGreaterThanOrEqual(150);
          }
        }
      }
    }
  });

  test('fits a window of 320 px', () => {
    const place = placeCard(ask(box(10, 40, 290, 60), { viewport: { width: 320, height: 640 } }));
    expect(place).toMatchObject({ side: 'below', width: 304, left: 8 });
  });

  test('a card that grows stays where it is and scrolls, so that no other button comes under the pointer', () => {
    const message = box(20, 250, 300, 40);
    const first = placeCard(ask(message));
    const grown = placeCard(ask(message, { card: { width: 348, height: 600 }, now: first.side }));
    expect(first.side).toBe('below');
    expect([grown.side, grown.top, grown.left]).toEqual([first.side, first.top, first.left]);
    expect(grown.maxHeight).toBeLessThan(600);
  });
});

describe('badge', () => {
  const question = { point: { x: 100, y: 50 }, rtl: false, fontSize: 16, size: { width: 35, height: 24 }, within: box(0, 0, 400, 300) };
  test('after the text, in the middle of the line', () => {
    expect(placeBadge(question)).toEqual({ x: 2, y: -0.36 * 16 - 12, height: 24 });
  });
  test('over the end of the line when there is no room, lower, so that the character stays readable', () => {
    const place = placeBadge({ ...question, point: { x: 380, y: 50 } });
    expect(place.x).toBe(-35);
    expect(place.y).toBeGreaterThan(placeBadge(question).y);
  });
  test('to the left of right-to-left text', () => {
    expect(placeBadge({ ...question, rtl: true }).x).toBe(-37);
    expect(placeBadge({ ...question, rtl: true, point: { x: 20, y: 50 } }).x).toBe(0);
  });
  test.each([
    ['at the bottom of what scrolls', box(0, 0, 400, 54)],
    ['in a scroller lower than itself', box(0, 40, 400, 20)],
  ])('makes nothing scroll: %s', (_, within) => {
    const place = placeBadge({ ...question, within });
    expect(question.point.y + place.y + place.height).toBeLessThanOrEqual(within.bottom);
    expect(question.point.y + place.y).toBeGreaterThanOrEqual(within.top);
  });
});
