// Without a canvas, as in a browser that has none for its worker: there is no picture, and everything else all the same.
import { describe, expect, it, vi } from 'vitest';
import type { ArchiveTrigger } from '../../src/core/entry.ts';
import { fromBase64 } from '../../src/core/base64.ts';
import { sha256Hex } from '../../src/evidence/hash.ts';
import { makeArtefacts } from '../../src/worker/artefacts.ts';
import { captureOf, PIXEL, pixelImage, SHOTS } from '../evidence/capture-samples.ts';
import { NOW, sampleFlag } from '../evidence/samples.ts';

const flag = sampleFlag();
const make = (capture: Parameters<typeof makeArtefacts>[0]['capture'], trigger: ArchiveTrigger = 'card') => makeArtefacts({ flag, capture, trigger, language: 'zh_CN', now: NOW });

describe('the files of an Entry', () => {
  it('of an open page hold the fragment, its hash and its images', async () => {
    const made = await make(captureOf(flag, [flag.message.text, pixelImage()]));
    expect(made.artefacts.map(({ name }) => name)).toEqual(['message.html']);
    expect(made.fragment).toEqual({
      file: 'message.html', sha256: sha256Hex(made.artefacts[0]!.bytes), bytes: made.artefacts[0]!.bytes.length,
      images: [{ sha256: sha256Hex(fromBase64(PIXEL)), type: 'image/png', width: 1, height: 1, from: 'original' }],
    });
    expect(made.picture).toBeNull();
    expect(made.captureMethod).toBe('text');
    expect(made.missing).toEqual([{ what: 'picture', why: 'failed' }, { what: 'true_picture', why: 'needs_a_gesture' }]);
  });

  it('of photographs that nobody took fail without an exception', async () => {
    const made = await make({ ...captureOf(flag), picture: { shots: SHOTS, covers: 'message', cut: false } });
    expect(made.missing).toContainEqual({ what: 'true_picture', why: 'failed' });
  });

  it('of a closed page say so', async () => {
    const made = await make(null, 'history');
    expect(made.artefacts).toEqual([]);
    expect(made.missing).toEqual([{ what: 'fragment', why: 'page_not_open' }, { what: 'picture', why: 'failed' }, { what: 'true_picture', why: 'page_not_open' }]);
  });

  it('of an open page of which nothing could be gathered do not say that it was closed', async () => {
    const made = await make(null, 'menu');
    expect(made.missing).toEqual([{ what: 'fragment', why: 'failed' }, { what: 'picture', why: 'failed' }, { what: 'true_picture', why: 'failed' }]);
  });

  it('that break cost no words: what there is none of is named', async () => {
    const capture = captureOf(flag);
    // More than a program can hold, in whatever way.
    Object.defineProperty(capture.rows[0]!, 'nodes', { get: () => { throw new RangeError('Invalid string length'); } });
    const made = await make(capture);
    expect(made.artefacts).toEqual([]);
    expect(made.missing).toContainEqual({ what: 'fragment', why: 'failed' });
  });

  it('whose picture takes for ever are made without it', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('OffscreenCanvas', class { getContext = () => ({ measureText: () => ({ width: 8 }), scale() {}, fillRect() {}, strokeRect() {}, save() {}, restore() {}, beginPath() {}, rect() {}, clip() {}, fillText() {}, drawImage() {} }); convertToBlob = () => new Promise(() => {}); });
    try {
      const making = make(captureOf(flag));
      await vi.advanceTimersByTimeAsync(21_000);
      const made = await making;
      expect(made.artefacts.map(({ name }) => name)).toEqual(['message.html']);
      expect(made.missing).toEqual([{ what: 'picture', why: 'failed' }, { what: 'true_picture', why: 'needs_a_gesture' }]);
    } finally {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    }
  });

  it('are refused of another message', async () => {
    const other = captureOf({ ...flag, message: { ...flag.message, key: 'other' } });
    await expect(make(other)).rejects.toThrow(/bad_request/);
  });
});
