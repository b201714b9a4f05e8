// The browser and its canvas are stood in for: what is photographed, when, and for whom. The pixels are looked at in a real browser.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShotRequest } from '../../src/core/capture.ts';

type Listener = (info: { windowId: number }) => void;
const world = vi.hoisted(() => ({
  listeners: new Set<(info: { windowId: number }) => void>(),
  tab: { id: 7, active: true, windowId: 1, url: 'https://chat.example/c/1' } as { id: number; active: boolean; windowId: number; url?: string } | null,
  window: { state: 'normal' },
  calls: [] as number[],
  photograph: async (): Promise<string> => 'data:image/png;base64,AAAA',
}));
vi.mock('wxt/browser', () => ({
  browser: {
    tabs: {
      get: async () => { if (!world.tab) throw new Error('No tab'); return { ...world.tab }; },
      onActivated: { addListener: (one: Listener) => world.listeners.add(one), removeListener: (one: Listener) => world.listeners.delete(one) },
      captureVisibleTab: () => { world.calls.push(Date.now()); return world.photograph(); },
    },
    windows: { get: async () => ({ ...world.window }) },
  },
}));

const OWN = 'chrome-extension://abc';
const SITE = 'https://chat.example';
const sender = { url: `${SITE}/c/1`, tab: { id: 7 } };
let ids = 0;
const request = (change: Partial<ShotRequest> = {}): ShotRequest => ({ picture: `picture-${ids += 1}`, piece: 0, crop: { x: 10, y: 10, width: 100, height: 50 }, top: 0, viewport: { width: 1280, height: 800 }, ...change });

const { takeShot, collectPicture, shotsHeld } = await import('../../src/worker/shots.ts');
/** Takes as long as it takes: the waiting in between is jumped over. */
async function shoot(change: Partial<ShotRequest> = {}, from: object = sender) {
  const answer = takeShot(request(change), from, OWN);
  await vi.advanceTimersByTimeAsync(5_000);
  return answer;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(10_000);
  Object.assign(world, { tab: { id: 7, active: true, windowId: 1, url: `${SITE}/c/1` }, window: { state: 'normal' }, calls: [], photograph: async () => 'data:image/png;base64,AAAA' });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 1280, height: 800, close() {} }));
  vi.stubGlobal('OffscreenCanvas', class {
    getContext = () => ({ drawImage() {} });
    convertToBlob = async () => new Blob(['png']);
  });
});
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(130_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a photograph', () => {
  it('is taken of the tab in front, and used once, for its own site', async () => {
    const one = request();
    expect(await shoot(one)).toEqual({ taken: true });
    expect(await collectPicture(one.picture, 'https://other.example')).toEqual({ why: 'failed' });
    expect(await collectPicture(one.picture, SITE)).toMatchObject({ width: 100, height: 50, pieces: 1, pixelRatio: 1 });
    expect(await collectPicture(one.picture, SITE)).toEqual({ why: 'failed' });
  });

  it.each<[string, () => void, string, number]>([
    ['its tab is behind another', () => { world.tab!.active = false; }, 'tab_not_visible', 0],
    ['its window is minimised', () => { world.window.state = 'minimized'; }, 'tab_not_visible', 0],
    ['its tab is closed', () => { world.tab = null; }, 'tab_not_visible', 0],
    ['it stands in a frame of another site', () => { world.tab!.url = 'https://outer.example/'; }, 'in_a_frame', 0],
    ['the browser asks for a gesture', () => { world.photograph = async () => { throw new Error("Either the '<all_urls>' or 'activeTab' permission is required."); }; }, 'needs_a_gesture', 1],
    ['Firefox asks for a gesture', () => { world.photograph = async () => { throw new Error('Missing activeTab permission'); }; }, 'needs_a_gesture', 1],
    ['the browser says no', () => { world.photograph = async () => { throw new Error('Failed to capture tab: view is invisible'); }; }, 'browser_refused', 1],
    ['the page went elsewhere meanwhile', () => { world.photograph = async () => { world.tab!.url = 'https://bank.example/'; return 'data:image/png;base64,AAAA'; }; }, 'in_a_frame', 1],
    ['another tab came to the front meanwhile', () => { world.photograph = async () => { world.tab!.active = false; return 'data:image/png;base64,AAAA'; }; }, 'tab_not_visible', 1],
  ])('is none where %s', async (_what, happens, why, calls) => {
    happens();
    const one = request();
    expect(await shoot(one)).toEqual({ taken: false, why });
    expect(world.calls).toHaveLength(calls);
    expect(await collectPicture(one.picture, SITE)).toEqual({ why });
  });

  it('is none where the page had another tab come to the front for a moment, and the watch for it ends', async () => {
    world.photograph = async () => {
      for (const tell of world.listeners) tell({ windowId: 1 });
      return 'data:image/png;base64,AAAA';
    };
    expect(await shoot()).toEqual({ taken: false, why: 'tab_not_visible' });
    world.photograph = async () => {
      for (const tell of world.listeners) tell({ windowId: 2 });
      return 'data:image/png;base64,AAAA';
    };
    expect(await shoot()).toEqual({ taken: true });
    expect(world.listeners.size).toBe(0);
  });

  it('of more bytes than a record should hold is refused', async () => {
    vi.stubGlobal('OffscreenCanvas', class {
      getContext = () => ({ drawImage() {} });
      convertToBlob = async () => ({ size: 20_000_000 });
    });
    const one = request();
    expect(await shoot(one)).toEqual({ taken: true });
    expect(await shoot({ ...one, piece: 1, top: 50 })).toEqual({ taken: false, why: 'too_large' });
    expect(await collectPicture(one.picture, SITE)).toEqual({ why: 'too_large' });
  });

  it('is never one of our own pages', async () => {
    expect(await shoot({}, { url: `${OWN}/welcome.html`, tab: { id: 7 } })).toEqual({ taken: false, why: 'browser_refused' });
    expect(world.calls).toEqual([]);
  });

  it('is tried once more where the share of this second was used up', async () => {
    const refused = vi.fn().mockRejectedValueOnce(new Error('This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.')).mockResolvedValue('data:image/png;base64,AAAA');
    world.photograph = refused;
    expect(await shoot()).toEqual({ taken: true });
    expect(world.calls[1]! - world.calls[0]!).toBeGreaterThanOrEqual(1_000);
  });

  it('is not tried a third time', async () => {
    world.photograph = async () => { throw new Error('quota'); };
    expect(await shoot()).toEqual({ taken: false, why: 'failed' });
    expect(world.calls).toHaveLength(2);
  });
});

describe('many photographs', () => {
  it('are never more than two in a second', async () => {
    const all = Promise.all(Array.from({ length: 7 }, () => takeShot(request(), sender, OWN)));
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await all).map(({ taken }) => taken)).toEqual(Array.from({ length: 7 }, () => true));
    for (let n = 2; n < world.calls.length; n += 1) expect(world.calls[n]! - world.calls[n - 2]!).toBeGreaterThanOrEqual(1_000);
  });

  it('are refused where a page asks for hundreds', async () => {
    const all = Promise.all(Array.from({ length: 300 }, () => takeShot(request(), sender, OWN)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await all).filter(({ taken }) => taken).length).toBeLessThanOrEqual(24);
    expect(shotsHeld()).toBeLessThanOrEqual(16);
  });

  it('of a page that asks and asks push out none of another site, and leave it its turn', async () => {
    const one = request();
    await shoot(one);
    // Its tab is behind, it may photograph nothing: it can only ask.
    const other = { url: 'https://evil.example/', tab: { id: 8 } };
    world.tab!.active = false;
    for (let n = 0; n < 40; n += 1) {
      void takeShot(request(), other, OWN);
      await vi.advanceTimersByTimeAsync(10);
    }
    world.tab!.active = true;
    const flood = Array.from({ length: 300 }, () => takeShot(request(), other, OWN));
    const second = takeShot({ ...one, piece: 1, top: 50 }, sender, OWN);
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all(flood);
    expect(await second).toEqual({ taken: true });
    expect(await collectPicture(one.picture, SITE)).toMatchObject({ pieces: 2, height: 100 });
    expect(shotsHeld()).toBeLessThanOrEqual(16);
  });

  it('a piece that failed and came after all makes the picture whole', async () => {
    const one = request();
    await shoot(one);
    world.tab!.active = false;
    expect(await shoot({ ...one, piece: 1, top: 50 })).toEqual({ taken: false, why: 'tab_not_visible' });
    world.tab!.active = true;
    expect(await shoot({ ...one, piece: 1, top: 50 })).toEqual({ taken: true });
    expect(await collectPicture(one.picture, SITE)).toMatchObject({ pieces: 2, height: 100 });
  });

  it('are forgotten after two minutes', async () => {
    const one = request();
    await shoot(one);
    expect(shotsHeld()).toBe(1);
    await vi.advanceTimersByTimeAsync(121_000);
    expect(shotsHeld()).toBe(0);
    expect(await collectPicture(one.picture, SITE)).toEqual({ why: 'failed' });
  });

  it('of one site are not mixed with those of another', async () => {
    const one = request();
    await shoot(one);
    world.tab!.url = 'https://other.example/';
    expect(await shoot({ ...one, piece: 1, top: 50 }, { url: 'https://other.example/', tab: { id: 7 } })).toEqual({ taken: false, why: 'failed' });
    expect(await collectPicture(one.picture, SITE)).toMatchObject({ pieces: 1 });
  });
});
