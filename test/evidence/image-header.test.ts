import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageHeader } from '../../src/evidence/image-header.ts';
import { PIXEL } from './capture-samples.ts';

const bytesOf = (...parts: (string | number[])[]) => new Uint8Array([...parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)), ...Array<number>(32).fill(0)]);
const jpegStart = [0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Array<number>(14).fill(0)];

describe('what an image file says of itself', () => {
  it.each([
    ['PNG', new Uint8Array(Buffer.from(PIXEL, 'base64')), { type: 'image/png', width: 1, height: 1 }],
    ['GIF', bytesOf('GIF89a', [0x40, 0x01, 0xf0, 0x00]), { type: 'image/gif', width: 320, height: 240 }],
    ['JPEG', bytesOf(jpegStart, [0xff, 0xc0, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80]), { type: 'image/jpeg', width: 640, height: 480 }],
    ['JPEG, progressive, its tables before', bytesOf(jpegStart, [0xff, 0xc4, 0, 4, 0, 0, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 10, 0, 20]), { type: 'image/jpeg', width: 20, height: 10 }],
    ['WebP with losses', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01]), { type: 'image/webp', width: 640, height: 480 }],
    ['WebP without losses', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0x00]), { type: 'image/webp', width: 640, height: 480 }],
    ['WebP with more', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0]), { type: 'image/webp', width: 640, height: 480 }],
  ])('%s', (_what, bytes, wanted) => expect(imageHeader(bytes)).toEqual(wanted));

  it.each([
    ['SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['HTML behind the name of a GIF without a size', bytesOf('GIF89a', [0, 0, 0, 0], '<script>')],
    ['a PNG without its first part', bytesOf('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'tEXt')],
    ['a JPEG that ends', new Uint8Array(jpegStart)],
    ['nothing', new Uint8Array()],
  ])('is nothing of %s', (_what, bytes) => expect(imageHeader(bytes)).toBeNull());

  it('takes any bytes without failing, from the middle of a larger buffer too', () => {
    const starts = [[], [0xff, 0xd8, 0xff], [...'RIFF0000WEBPVP8 '].map((char) => char.charCodeAt(0)), [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]];
    fc.assert(fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const whole = new Uint8Array([9, 9, 9, ...start, ...rest, 9]);
      const found = imageHeader(whole.subarray(3, -1));
      if (found) expect(found.width * found.height).toBeGreaterThan(0);
    }), { numRuns: 500 });
  });
});
