import { storage } from 'wxt/utils/storage';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keepStampSetting, readStampSetting, watchStampSetting } from '../../src/store/stamp-setting.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

describe('the choice of an authority', () => {
  test('is off until it is made', async () => {
    expect(await readStampSetting()).toEqual({ url: null });
  });
  test('is kept, followed and taken back', async () => {
    const heard: unknown[] = [];
    const stop = watchStampSetting((setting) => heard.push(setting));
    await keepStampSetting({ url: 'https://tsa.example/tsr' });
    expect(await readStampSetting()).toEqual({ url: 'https://tsa.example/tsr' });
    await keepStampSetting({ url: null });
    expect(await readStampSetting()).toEqual({ url: null });
    expect(heard).toEqual([{ url: 'https://tsa.example/tsr' }, { url: null }]);
    stop();
  });
  test.each(['', 'tsa.example', 'ftp://tsa.example/', 'https://tsa.example', `https://a.example/${'x'.repeat(600)}`, 5])('%j is refused and nothing is written', async (url) => {
    await expect(keepStampSetting({ url: url as string })).rejects.toThrow('bad_request');
    expect(await readStampSetting()).toEqual({ url: null });
  });
  test.each([[{ format: 2, url: 'https://a.example/' }], ['x'], [{ format: 1, url: 'javascript:x' }], [[]]])('stored %o is off', async (value) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await storage.setItem('local:stamp', value);
    expect(await readStampSetting()).toEqual({ url: null });
    expect(warned).toHaveBeenCalledOnce();
  });
});
