// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { failures } from '../../src/locales/failures.ts';
import { options } from '../../src/locales/options.ts';
import { OptionsPage, type OptionsDeps } from '../../src/ui/options/options-page.tsx';
import { useSettings, type PageSettings } from '../../src/ui/settings.ts';
import { choose, click, findButton, settle } from './dom.ts';

const words = options.en;
let root: HTMLElement;
let sites: string[];
let settings: PageSettings;
let persisted: boolean;
let calls: string[];
let deps: OptionsDeps;
let listeners: Set<(settings: PageSettings) => void>;

function Page() {
  const page = useSettings(settings, watch, ['en-GB']);
  return <OptionsPage deps={deps} settings={page.settings} language={page.language} version="1.2.3" />;
}
const watch = (onChange: (settings: PageSettings) => void) => {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
};
async function open() {
  render(<Page />, root);
  await settle();
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  sites = ['https://b.example/*', 'https://a.example/*'];
  settings = { language: 'auto', sensitivity: 'normal', calm: false };
  persisted = false;
  calls = [];
  listeners = new Set();
  deps = {
    watch: (query, onValue, onError) => void query().then(onValue, onError),
    async changeSettings(patch) {
      calls.push(JSON.stringify(patch));
      settings = { ...settings, ...patch };
      for (const listener of listeners) listener(settings);
    },
    sites: async () => sites,
    watchSites: () => () => undefined,
    async turnOffSite(pattern) {
      calls.push(`off ${pattern}`);
      sites = sites.filter((one) => one !== pattern);
    },
    async requestSite(pattern) {
      calls.push(`ask ${pattern}`);
      sites = [...sites, pattern];
      return true;
    },
    turnedOnSite: async (pattern) => calls.push(`on ${pattern}`),
    teachings: {
      watchTeachings: (query, onValue, onError) => void query().then(onValue, onError),
      teachings: async () => [],
      forgetTeaching: async () => null,
      giveBackTeaching: async () => true,
      saveTeaching: async () => '',
      importTeaching: async () => ({ outcome: 'refused', why: 'file' }),
    },
    stamp: {
      authorities: [], parse: () => null, setting: async () => ({ url: null }), watchSetting: () => () => undefined, choose: async () => undefined,
      mayAsk: async () => false, request: async () => false, watchGrants: () => () => undefined,
    },
    lessons: async () => ({ lessons: [], total: 0 }),
    takeBackLesson: async () => true,
    giveBackLesson: async () => true,
    forgetLessons: async () => true,
    saveLessons: async () => '',
    counts: async () => ({ flags: 1234, entries: 5 }),
    storageUse: async () => ({ used: 5_400_000, quota: 64e9, persisted }),
    persist: async () => persisted,
    keyFingerprint: async () => 'ab'.repeat(32),
    selfCheck: {
      sites: async () => sites, openTabs: async () => [], tabHealth: async () => null, tryMarking: async () => true,
      tryStorage: async () => ({ flags: 0, entries: 0 }), registrationStands: async () => true, repair: async () => true,
    },
  };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

describe('sites', () => {
  it('can be turned off one by one, with what that means, and on again from the same place', async () => {
    await open();
    expect([...root.querySelectorAll('.site-name')].map((one) => one.textContent)).toEqual(['https://a.example', 'https://b.example']);
    expect(root.textContent).toContain(words.turn_off_means);
    await click(findButton(root, `${words.turn_off}: https://b.example`));
    expect(calls).toEqual(['off https://b.example/*']);
    expect(root.querySelector('[role=status]')!.textContent).toBe('https://b.example was turned off.');
    await click(findButton(root, `${words.turn_on_again}: https://b.example`));
    expect(calls.slice(1)).toEqual(['ask https://b.example/*', 'on https://b.example/*']);
    expect(findButton(root, `${words.turn_off}: https://b.example`)).toBeTruthy();
  });

  it('says how to begin when there is none', async () => {
    sites = [];
    await open();
    expect(root.textContent).toContain(words.no_sites);
  });

  it('keeps a site in the list when turning it off fails', async () => {
    deps.turnOffSite = () => Promise.reject(new Failure('extension_reloaded'));
    await open();
    await click(findButton(root, `${words.turn_off}: https://a.example`));
    expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.extension_reloaded_next);
    expect(findButton(root, `${words.turn_off}: https://a.example`)).toBeTruthy();
  });
});

describe('settings', () => {
  it('switch the language at once, in place', async () => {
    await open();
    const select = root.querySelector('select')!;
    await choose(select, 'zh_TW');
    expect(root.querySelector('h1')!.textContent).toBe('設定');
    expect(document.documentElement.lang).toBe('zh-Hant');
    expect(root.querySelector('select')).toBe(select);
    expect(select.value).toBe('zh_TW');
  });

  it('write sensitivity and calm mode', async () => {
    await open();
    const [low, normal] = [...root.querySelectorAll<HTMLInputElement>('input[name=sensitivity]')];
    expect(normal!.checked).toBe(true);
    await click(low);
    await click(root.querySelector('input[type=checkbox]'));
    expect(calls).toEqual(['{"sensitivity":"low"}', '{"calm":true}']);
    expect(low!.checked).toBe(true);
  });

  it('say so when a choice could not be written', async () => {
    deps.changeSettings = () => Promise.reject(new Failure('storage_full'));
    await open();
    await click(root.querySelector('input[name=sensitivity]'));
    expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.storage_full_what);
  });
});

describe('data', () => {
  it('shows counts, space and the fingerprint of the key', async () => {
    await open();
    for (const part of ['1,234 messages', '5.1 MB of 59.6 GB', 'ab'.repeat(32), words.persist_why]) expect(root.textContent).toContain(part);
  });

  it.each([[true, words.persisted], [false, words.not_persisted]])('asks for lasting storage and says the honest result (%s)', async (answer, said) => {
    deps.persist = async () => (persisted = answer);
    await open();
    await click(findButton(root, words.persist));
    expect(root.textContent).toContain(said);
    expect(Boolean(findButton(root, words.persist_again))).toBe(!answer);
  });

  it('offers no deletion that does not exist', async () => {
    await open();
    expect([...root.querySelectorAll('button')].map((one) => one.textContent).join(' ')).not.toMatch(/delet|erase|wipe/i);
  });
});
