import { describe, expect, test } from 'vitest';
import { boxPicture, pictureMasker, wholePixels, type Painting } from '../../src/masking/box-picture.ts';

const size = { width: 100, height: 50 };

test.each<[string, Parameters<typeof wholePixels>[0], ReturnType<typeof wholePixels>]>([
  ['outwards to whole pixels', { x: 1.6, y: 2.2, width: 3, height: 4 }, { x: 1, y: 2, width: 4, height: 5 }],
  ['drawn from right to left and upwards', { x: 10, y: 10, width: -4, height: -6 }, { x: 6, y: 4, width: 4, height: 6 }],
  ['cut at the edges', { x: -5, y: 40, width: 200, height: 200 }, { x: 0, y: 40, width: 100, height: 10 }],
  ['outside', { x: 200, y: 0, width: 5, height: 5 }, null],
  ['empty', { x: 5, y: 5, width: 0, height: 5 }, null],
  ['not numbers', { x: Number.NaN, y: 0, width: 1, height: 1 }, null],
])('%s', (_what, box, expected) => expect(wholePixels(box, size)).toEqual(expected));

/** Writes down what is painted, in order. */
function fakePainting(): { painting: Painting; acts: string[] } {
  const acts: string[] = [];
  const pen = {
    fillStyle: '', strokeStyle: '', lineWidth: 0,
    drawImage: () => acts.push('picture'),
    fillRect: (...at: number[]) => acts.push(`fill ${at.join(' ')} ${pen.fillStyle}`),
    strokeRect: (...at: number[]) => acts.push(`edge ${at.join(' ')}`),
  };
  return {
    acts,
    painting: {
      decode: async () => ({ ...size, close: () => acts.push('closed') }) as unknown as ImageBitmap,
      canvas: () => ({ getContext: () => pen, convertToBlob: async () => new Blob([new Uint8Array([7])]) }) as unknown as OffscreenCanvas,
    },
  };
}

describe('boxes', () => {
  test('are painted solid after the picture, their edge inside them', async () => {
    const { painting, acts } = fakePainting();
    expect([...await boxPicture(new Uint8Array([1]), [{ x: 10, y: 10, width: 20, height: 8 }, { x: 90, y: 40, width: 4, height: 4 }], painting)]).toEqual([7]);
    expect(acts).toEqual(['picture', 'fill 10 10 20 8 #1e2326', 'edge 11.5 11.5 17 5', 'fill 90 40 4 4 #1e2326', 'closed']);
  });

  test('what is no picture is refused', async () => {
    const { painting } = fakePainting();
    await expect(boxPicture(new Uint8Array([1]), [], { ...painting, decode: async () => { throw new Error('no'); } })).rejects.toMatchObject({ code: 'bad_request' });
  });

  test('a picture that nobody looked at, or that was left out, is not shown', async () => {
    const { painting } = fakePainting();
    const picture = pictureMasker(new Map([[1, []], [2, null]]), painting);
    expect([await picture(1, new Uint8Array([1])), await picture(2, new Uint8Array([1])), await picture(3, new Uint8Array([1]))].map((one) => one && [...one])).toEqual([[7], null, null]);
  });
});
