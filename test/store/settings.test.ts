import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings, checkSettings, DEFAULTS, readSettings, watchSettings, type Settings } from '../../src/store/settings.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => { vi.restoreAllMocks(); });

const put = (name: string, value: unknown) => fakeBrowser.storage.local.set({ [name]: value });
const stored = async (name: string) => (await fakeBrowser.storage.local.get(name))[name];

describe('settings', () => {
  it('are the defaults at first, and nothing is written by reading', async () => {
    expect(await readSettings()).toEqual(DEFAULTS);
    expect(await stored('settings')).toBeUndefined();
    expect(console.warn).not.toHaveBeenCalled();
  });

  it.each<[string, unknown, Partial<Settings>, (keyof Settings)[]]>([
    ['one broken field', { language: 'zh_TW', sensitivity: 'extreme', calm: true }, { language: 'zh_TW', calm: true }, ['sensitivity']],
    ['a wrong type', { calm: 'yes', welcomed: true }, { welcomed: true }, ['calm']],
    ['null in a field', { language: null, welcomed: true }, { welcomed: true }, ['language']],
    ['a field of a newer version', { sensitivity: 'high', lock: true }, { sensitivity: 'high' }, []],
    ['no object', 'broken', {}, ['language', 'sensitivity', 'calm', 'welcomed']],
    ['a list', [true], {}, ['language', 'sensitivity', 'calm', 'welcomed']],
    ['nothing', undefined, {}, []],
  ])('keep what is whole: %s', async (_name, value, whole, broken) => {
    expect(checkSettings(value)).toEqual({ settings: { ...DEFAULTS, ...whole }, broken });
    if (value !== undefined) await put('settings', value);
    expect(await readSettings()).toEqual({ ...DEFAULTS, ...whole });
    const warned = vi.mocked(console.warn).mock.calls.flat().join(' ');
    for (const name of broken) expect(warned).toContain(name);
    if (broken.length === 0) expect(warned).toBe('');
  });

  it('change some and keep the others, also of a newer version', async () => {
    await put('settings', { calm: true, lock: 'passphrase' });
    expect(await changeSettings({ sensitivity: 'low' })).toEqual({ ...DEFAULTS, calm: true, sensitivity: 'low' });
    expect(await stored('settings')).toMatchObject({ calm: true, sensitivity: 'low', lock: 'passphrase' });
  });

  it('do not lose one of two changes made at once', async () => {
    await Promise.all([changeSettings({ calm: true }), changeSettings({ language: 'zh_CN' }), changeSettings({ welcomed: true })]);
    expect(await readSettings()).toEqual({ ...DEFAULTS, calm: true, language: 'zh_CN', welcomed: true });
  });

  it.each<[string, object]>([['a wrong value', { language: 'fr' }], ['a wrong name', { colour: 'red' }], ['undefined', { calm: undefined }], ['a name of every object', { toString: true }]])(
    'refuse %s and write nothing', async (_name, patch) => {
      await expect(changeSettings(patch as Partial<Settings>)).rejects.toMatchObject({ code: 'bad_request' });
      expect(await stored('settings')).toBeUndefined();
    });

  it('are watched until stopped', async () => {
    const seen = vi.fn();
    const stop = watchSettings(seen);
    await changeSettings({ calm: true });
    expect(seen).toHaveBeenLastCalledWith({ ...DEFAULTS, calm: true });
    stop();
    await changeSettings({ calm: false });
    expect(seen).toHaveBeenCalledTimes(1);
  });
});
