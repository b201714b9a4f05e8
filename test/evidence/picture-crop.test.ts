import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropOf, planPicture, type Crop } from '../../src/evidence/picture-crop.ts';

const VIEW = { width: 1280, height: 800 };
const crop = (bitmap: { width: number; height: number }, box: { x: number; y: number; width: number; height: number }, top = 0, viewport = VIEW) => cropOf(bitmap, { crop: box, top, viewport });

describe('what is cut out of a photograph', () => {
  it.each([
    ['as the page is', VIEW, VIEW, { x: 100, y: 50, width: 300, height: 40 }, { x: 100, y: 50, width: 300, height: 40, scale: 1 }],
    ['on a dense screen', { width: 2560, height: 1600 }, VIEW, { x: 100, y: 50, width: 300, height: 40 }, { x: 200, y: 100, width: 600, height: 80, scale: 2 }],
    ['zoomed to 150 %', VIEW, { width: 853, height: 533 }, { x: 100, y: 50, width: 300, height: 40 }, { x: 150, y: 75, width: 451, height: 61, scale: 1280 / 853 }],
    ['edges between pixels go outwards', VIEW, VIEW, { x: 10.4, y: 10.6, width: 20.2, height: 20.2 }, { x: 10, y: 10, width: 21, height: 21, scale: 1 }],
    ['reaching out of the window', VIEW, VIEW, { x: -10, y: 780, width: 2000, height: 100 }, { x: 0, y: 780, width: 1280, height: 20, scale: 1 }],
  ])('%s', (_what, bitmap, viewport, box, wanted) => {
    expect(crop(bitmap, box, 0, viewport)).toEqual({ ...wanted, top: 0 });
  });

  it('moves down in the picture by what lies above the window', () => expect(crop(VIEW, { x: 0, y: -30, width: 100, height: 80 }, 200)).toMatchObject({ y: 0, height: 50, top: 230 }));
  it('is nothing where the message is out of the window', () => expect(crop(VIEW, { x: 0, y: 900, width: 100, height: 50 })).toEqual({ why: 'not_in_view' }));
  it('is refused where the window is not of the shape that the page says', () => expect(crop({ width: 1280, height: 1000 }, { x: 0, y: 0, width: 10, height: 10 })).toEqual({ why: 'failed' }));
  it('is refused where it is huge', () => expect(crop({ width: 12_800, height: 8_000 }, { x: 0, y: 0, width: 1280, height: 800 })).toEqual({ why: 'too_large' }));

  it('never reaches outside the photograph, whatever is asked', () => {
    fc.assert(fc.property(fc.double({ min: -3000, max: 3000, noNaN: true }), fc.double({ min: -3000, max: 3000, noNaN: true }), fc.double({ min: 1, max: 5000, noNaN: true }), fc.double({ min: 1, max: 5000, noNaN: true }), fc.double({ min: 0.5, max: 3, noNaN: true }), (x, y, width, height, scale) => {
      const bitmap = { width: Math.round(1280 * scale), height: Math.round(800 * scale) };
      const found = crop(bitmap, { x, y, width, height });
      if ('why' in found) return;
      expect(found.x).toBeGreaterThanOrEqual(0);
      expect(found.y).toBeGreaterThanOrEqual(0);
      expect(found.width).toBeGreaterThan(0);
      expect(found.x + found.width).toBeLessThanOrEqual(bitmap.width);
      expect(found.y + found.height).toBeLessThanOrEqual(bitmap.height);
    }));
  });
});

describe('pieces laid together', () => {
  const piece = (top: number, height: number, change: Partial<Crop> = {}): Crop => ({ x: 10, y: 0, width: 300, height, top, scale: 1, ...change });
  it('one piece is the picture', () => expect(planPicture([piece(12, 80)])).toEqual({ width: 300, height: 80, pixelRatio: 1, places: [{ piece: 0, y: 0 }] }));
  it('the lower over the upper where they overlap, in whatever order they came', () => {
    expect(planPicture([piece(700, 500), piece(0, 800)])).toEqual({ width: 300, height: 1200, pixelRatio: 1, places: [{ piece: 1, y: 0 }, { piece: 0, y: 700 }] });
  });
  it('a pixel lost to rounding is joined', () => {
    expect(planPicture([piece(0, 100, { scale: 1.5 }), piece(67.4, 100, { scale: 1.5 })])).toMatchObject({ height: 200, places: [{ y: 0 }, { y: 100 }] });
  });
  it.each<[string, (Crop | undefined)[], string]>([
    ['with a strip missing between two', [piece(0, 100), piece(102, 100)], 'failed'],
    ['with a piece that never came', [piece(0, 100), undefined, piece(150, 100)], 'failed'],
    ['with the first missing', [undefined, piece(0, 100)], 'failed'],
    ['of nothing', [], 'failed'],
    ['of two zooms', [piece(0, 100), piece(100, 150, { scale: 1.5 })], 'failed'],
    ['of two widths', [piece(0, 100), piece(100, 100, { width: 290 })], 'failed'],
    ['moved sideways', [piece(0, 100), piece(100, 100, { x: 40 })], 'failed'],
    ['too large in all', [piece(0, 30_000, { width: 1000 }), piece(30_000, 30_000, { width: 1000 })], 'too_large'],
  ])('refused %s', (_what, pieces, why) => expect(planPicture(pieces)).toEqual({ why }));

  it('cut on a scrolled page at any scale they always meet', () => {
    fc.assert(fc.property(fc.constantFrom(1, 1.25, 1.5, 1.7, 2, 0.9), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 100, max: 700 }), (scale, offset, high) => {
      const bitmap = { width: Math.round(1280 * scale), height: Math.round(800 * scale) };
      const cuts = [0, 1, 2].map((n) => crop(bitmap, { x: 10 + offset, y: 20 + offset, width: 300, height: high }, n * high) as Crop);
      const plan = planPicture(cuts);
      expect(plan).not.toHaveProperty('why');
      expect(Math.abs((plan as { height: number }).height - 3 * high * scale)).toBeLessThanOrEqual(3);
    }));
  });
});
