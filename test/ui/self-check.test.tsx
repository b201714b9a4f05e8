// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { common } from '../../src/locales/common.ts';
import { failures } from '../../src/locales/failures.ts';
import { health as healthSection } from '../../src/locales/health.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { selfCheck } from '../../src/locales/self-check.ts';
import { basicLines, selfCheckText, tabLines } from '../../src/ui/options/self-check-lines.ts';
import { SelfCheckSection } from '../../src/ui/options/self-check-section.tsx';
import { MOST_TABS, runSelfCheck, type SelfCheckDeps, type SelfCheckResults, type TabFound } from '../../src/ui/options/self-check.ts';
import { click, findButton, settle } from './dom.ts';

const words = selfCheck.en;
const FOUND: TabFound = {
  state: 'reading', adapter: 'whatsapp', program: 'WhatsApp Web', trust: 'sourced', confidence: null, fellBackFrom: null,
  messages: 1234, flagged: 2, lastAt: '2026-03-02T10:00:00.000Z', note: null, alsoBroken: null,
};
const NOTHING: TabFound = { ...FOUND, state: 'nothing_yet', adapter: '', program: '', trust: 'detected', messages: 0, flagged: 0, lastAt: null };
const CHAT = 'https://chat.example/*';
const TALK = 'https://talk.example/*';

let deps: SelfCheckDeps;
let calls: string[];
let stands: boolean;
beforeEach(() => {
  calls = [];
  stands = true;
  const tabs: Record<number, TabFound | null> = { 1: FOUND, 2: NOTHING, 3: null };
  deps = {
    sites: async () => [CHAT, TALK],
    openTabs: async () => [{ tab: 1, pattern: CHAT }, { tab: 2, pattern: TALK }, { tab: 3, pattern: CHAT }],
    tabHealth: async (tab) => tabs[tab] ?? null,
    tryMarking: async () => true,
    tryStorage: async () => ({ flags: 1234, entries: 5 }),
    registrationStands: async () => stands,
    repair: async () => {
      calls.push('repair');
      stands = true;
    },
  };
});

describe('runSelfCheck', () => {
  const now = () => new Date('2026-03-02T11:00:00.000Z');

  it('looks at everything, tab by tab, and tells how far it is', async () => {
    const steps: unknown[] = [];
    const results = await runSelfCheck(deps, (...step) => steps.push(step), now);
    expect(results).toEqual({
      at: '2026-03-02T11:00:00.000Z',
      marking: true,
      storage: { flags: 1234, entries: 5 },
      sites: { count: 2, stands: true },
      tabs: [{ pattern: CHAT, n: 1, found: FOUND }, { pattern: TALK, n: 0, found: NOTHING }, { pattern: CHAT, n: 2, found: null }],
      more: false,
    });
    expect(steps).toEqual([['marking', 1, 6], ['storage', 2, 6], ['sites', 3, 6], [{ pattern: CHAT }, 4, 6], [{ pattern: TALK }, 5, 6], [{ pattern: CHAT }, 6, 6]]);
  });

  it('one fault hides no other: each is a result', async () => {
    deps.tryMarking = () => Promise.reject(new Error('no model'));
    deps.tryStorage = () => Promise.reject(new Failure('storage_full'));
    deps.registrationStands = () => Promise.reject(new Error('no'));
    deps.tabHealth = () => Promise.reject(new Error('closed'));
    const results = await runSelfCheck(deps, () => undefined, now);
    expect(results).toMatchObject({ marking: false, storage: 'storage_full', sites: { stands: false } });
    expect(results.tabs.map(({ found }) => found)).toEqual([null, null, null]);
  });

  it('waits for nothing for ever', async () => {
    const never = () => new Promise<never>(() => undefined);
    Object.assign(deps, { tryMarking: never, tryStorage: never, registrationStands: never, tabHealth: never });
    const results = await runSelfCheck(deps, () => undefined, now, 5);
    expect(results).toMatchObject({ marking: false, storage: 'unknown', sites: { stands: false } });
    expect(results.tabs.every(({ found }) => found === null)).toBe(true);
  });

  it('looks at so many tabs and says that there are more', async () => {
    deps.openTabs = async () => Array.from({ length: MOST_TABS + 1 }, (_, tab) => ({ tab, pattern: CHAT }));
    const results = await runSelfCheck(deps, () => undefined, now);
    expect([results.tabs.length, results.more]).toEqual([MOST_TABS, true]);
  });
});

const RESULTS: SelfCheckResults = {
  at: '2026-03-02T11:00:00.000Z', marking: true, storage: { flags: 3, entries: 1 }, sites: { count: 2, stands: true }, more: false,
  tabs: [{ pattern: CHAT, n: 1, found: FOUND }, { pattern: CHAT, n: 2, found: null }, { pattern: TALK, n: 0, found: NOTHING }],
};
const tab = (found: Partial<TabFound>) => tabLines({ ...RESULTS, tabs: [{ pattern: CHAT, n: 0, found: { ...FOUND, ...found } }] }, 'en')[0]!;

describe('what is said', () => {
  it.each<[string, Partial<TabFound>, string]>([
    ['reading', {}, 'ok'],
    ['nothing found', NOTHING, 'wait'],
    ['unsure', { ...NOTHING, state: 'unsure' }, 'look'],
    ['broken', { ...NOTHING, state: 'broken' }, 'look'],
    ['fallen back', { fellBackFrom: 'WhatsApp Web', trust: 'detected' }, 'look'],
    ['another frame broken', { alsoBroken: 'Telegram Web' }, 'look'],
    ['flooded', { note: 'flooded' }, 'look'],
  ])('%s', (_name, found, standing) => {
    expect(tab(found).standing).toBe(standing);
  });

  it('tells program, trust, figures and when; tabs of one site apart; how to show where the messages are', () => {
    const [first, second] = tabLines(RESULTS, 'en');
    expect(first).toMatchObject({ what: 'chat.example, tab 1', state: healthSection.en.state_reading });
    expect(first!.more).toEqual(['Read here: 1,234. Marked: 2. Last at 18:00.', healthSection.en.trust_sourced.replace('{program}', 'WhatsApp Web')]);
    expect(second).toMatchObject({ what: 'chat.example, tab 2', standing: 'look', state: healthSection.en.state_no_answer, repairable: true });
    expect(tab({ ...NOTHING, state: 'broken' }).more.join(' ')).toContain(words.show_there);
    expect(first!.more.join(' ')).not.toContain(words.show_there);
  });

  it('names a database fault as everywhere', () => {
    const [, storage] = basicLines({ ...RESULTS, storage: 'storage_full' }, 'en');
    expect(storage!.standing).toBe('look');
    for (const part of ['what', 'safe', 'next'] as const) expect(storage!.more[0]).toContain(failures.en[`storage_full_${part}`]);
  });

  it.each(LANGUAGES)('the copy (%s) holds every line and no word of a page', (language) => {
    const hostile = { ...FOUND, url: 'https://chat.example/secret-room', title: '张三', text: '还钱' } as TabFound;
    const text = selfCheckText({ ...RESULTS, tabs: [...RESULTS.tabs, { pattern: TALK, n: 0, found: hostile }] }, '1.2.3', language);
    for (const { what, state, more } of [...basicLines(RESULTS, language), ...tabLines(RESULTS, language)]) for (const part of [what, state, ...more]) expect(text).toContain(part);
    expect(text).toContain('1.2.3');
    expect(text).not.toMatch(/https?:|secret-room|张三|还钱|[{}]|undefined/);
  });
});

describe('the section', () => {
  let root: HTMLElement;
  let said: string[];
  let copied: string[];
  let copies: boolean;
  beforeEach(() => {
    root = document.createElement('div');
    document.body.append(root);
    said = [];
    copied = [];
    copies = true;
  });
  afterEach(() => {
    render(null, root);
    root.remove();
  });
  async function open(language: Language = 'en') {
    const copy = async (text: string) => {
      if (!copies) throw new Error('not allowed');
      copied.push(text);
    };
    render(<SelfCheckSection deps={deps} language={language} version="1.2.3" announce={(text) => said.push(text)} copy={copy} />, root);
    await settle();
  }

  it('does nothing before it is asked', async () => {
    deps.sites = vi.fn(deps.sites);
    await open();
    expect(deps.sites).not.toHaveBeenCalled();
    expect(root.querySelector('.check-list')).toBeNull();
  });

  it('shows how far it is, then every result by sign and word, and says the sum aloud', async () => {
    let go!: () => void;
    deps.tabHealth = () => new Promise((resolve) => { go = () => resolve(FOUND); });
    deps.openTabs = async () => [{ tab: 1, pattern: CHAT }];
    await open();
    await click(findButton(root, words.start));
    expect(root.querySelector('.check-progress')!.textContent).toBe('Checking, step 4 of 4: chat.example');
    expect(root.querySelector('progress')!.value).toBe(3);
    go();
    await settle();
    expect(root.querySelector('.check-progress')).toBeNull();
    expect([...root.querySelectorAll('.check-line')].map((line) => line.querySelector('.sign')!.textContent)).toEqual(['✓', '✓', '✓', '✓']);
    expect([...root.querySelectorAll('.check-head')].map((line) => line.textContent)).toEqual([
      `${words.marking} Works`, `${words.storage} Works`, `${words.sites} Works`, `chat.example ${healthSection.en.state_reading}`,
    ]);
    expect(said).toEqual([words.all_well]);
  });

  it('counts what needs a look, and repairs', async () => {
    stands = false;
    await open();
    await click(findButton(root, words.start));
    expect(said).toEqual(['2 things need a look.']);
    expect(root.textContent).toContain(words.sites_bad);
    await click(findButton(root, `${words.repair}: ${words.sites}`));
    expect(calls).toEqual(['repair']);
    expect(said.at(-1)).toBe(`${words.repaired} 1 thing needs a look.`);
    expect(root.textContent).toContain('The browser runs Witnessmark at all your 2 sites.');
  });

  it('does not claim a repair that did not help', async () => {
    stands = false;
    deps.repair = async () => undefined;
    await open();
    await click(findButton(root, words.start));
    await click(findButton(root, `${words.repair}: ${words.sites}`));
    expect(root.textContent).toContain(words.sites_bad);
    expect(root.textContent).not.toContain(words.repaired);
  });

  it('says so when the tabs cannot be listed, and tries again', async () => {
    const { sites } = deps;
    deps.sites = () => Promise.reject(new Failure('extension_reloaded'));
    await open();
    await click(findButton(root, words.start));
    expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.extension_reloaded_what);
    deps.sites = sites;
    await click(findButton(root, common.en.retry));
    expect(root.querySelectorAll('.check-line').length).toBe(6);
  });

  it('copies the results as text; where the browser refuses, they stand there to be copied', async () => {
    await open();
    await click(findButton(root, words.start));
    await click(findButton(root, words.copy_results));
    expect(copied[0]).toContain('Witnessmark self-check, version 1.2.3');
    expect(copied[0]).toContain('chat.example, tab 1: Reading messages');
    expect(findButton(root, common.en.copied)).toBeTruthy();
    copies = false;
    await click(findButton(root, common.en.copied));
    expect(root.querySelector('.check-text')!.textContent).toBe(copied[0]);
  });

  it('says what to do without sites or tabs', async () => {
    deps.sites = async () => [];
    deps.openTabs = async () => [];
    await open('zh_CN');
    await click(findButton(root, selfCheck.zh_CN.start));
    expect(root.textContent).toContain(selfCheck.zh_CN.sites_none);
    expect(root.textContent).not.toContain(selfCheck.zh_CN.no_tabs);
    deps.sites = async () => [CHAT];
    await click(findButton(root, selfCheck.zh_CN.again));
    expect(root.textContent).toContain(selfCheck.zh_CN.no_tabs);
  });
});
