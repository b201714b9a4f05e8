import { describe, expect, test } from 'vitest';
import type { PictureFacts } from '../../src/core/entry.ts';
import { exportWords } from '../../src/locales/export.ts';
import { SMALL_LIMIT, smallReport, type SmallInput } from '../../src/export/small-report.ts';
import { makeChain, makeFlag, makeInput, messageFacts, testKey } from './make.ts';

const key = testKey();
const PICTURE: PictureFacts = { file: 'picture.png', sha256: '0'.repeat(64), bytes: 4, method: 'screen', width: 600, height: 300, pieces: 1, pixelRatio: 2, takenAt: '2026-11-22T00:00:00.000Z', covers: 'message' };

function input(messages: number, pictures: number, change: Partial<SmallInput> = {}): SmallInput {
  const list = Array.from({ length: messages }, (_, i) => makeFlag(i + 1, { text: `今天不还钱，明天到你单位去。第${i + 1}条` }));
  const sealed = makeChain(list.slice(0, pictures).map((flag) => messageFacts(flag, { picture: PICTURE, captureMethod: 'screen' })), key);
  return { ...makeInput(key, { list, sealed, files: new Map(sealed.map(({ seq }) => [`${seq}/picture.png`, new Uint8Array(4)])) }), shrink: async (_png, most) => new Uint8Array(Math.min(most, 50_000)), ...change };
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('a small report', () => {
  test('holds few messages whole, with their pictures inside, and says that it is no record', async () => {
    const { html, pictures, picturesLeft, name } = await smallReport(input(5, 3));
    expect([pictures, picturesLeft, name]).toEqual([3, 0, 'witnessmark-2026-11-22-123000-small.html']);
    expect(html.match(/<img src="data:image\/jpeg;base64,/g)).toHaveLength(3);
    for (let n = 1; n <= 5; n += 1) expect(html).toContain(`第${n}条`);
    expect(html).toContain(exportWords.zh_CN.full_record);
    expect(html).not.toContain('sha256sum -c');
  });

  test('leaves out what does not fit, and counts it', async () => {
    const { html } = await smallReport(input(5_000, 0, { limit: 500_000 }));
    expect(bytes(html)).toBeLessThanOrEqual(500_000);
    expect(bytes(html)).toBeGreaterThan(450_000);
    const shown = html.match(/<article /g)!.length;
    expect(html).toContain(exportWords.zh_CN.cut_messages.replace('{n}', String(5_000 - shown)));
  });

  test.each([1, 10, 200])('%i pictures share the room', async (many) => {
    const { html, pictures } = await smallReport(input(200, many, { shrink: async (_png, most) => new Uint8Array(most) }));
    expect(pictures).toBe(many);
    expect(bytes(html)).toBeLessThanOrEqual(SMALL_LIMIT);
    expect(bytes(html)).toBeGreaterThan(SMALL_LIMIT * 0.9);
  });

  test('a picture that cannot be that small is left out and counted', async () => {
    const { html, picturesLeft } = await smallReport(input(5, 3, { shrink: async () => null }));
    expect(picturesLeft).toBe(3);
    expect(html).toContain(exportWords.zh_CN.cut_pictures.replace('{n}', '3'));
    expect(html).not.toContain('<img');
  });

  test('ends when it is cancelled', async () => {
    const stop = new AbortController();
    const made = smallReport(input(3_000, 0, { signal: stop.signal }));
    stop.abort();
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
  });
});
