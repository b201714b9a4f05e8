// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { PageHealth } from '../../src/core/health.ts';
import { failures } from '../../src/locales/failures.ts';
import { popup } from '../../src/locales/popup.ts';
import { PopupPage, type PopupDeps } from '../../src/ui/popup/popup-page.tsx';
import { popupState, siteName, type TabFacts } from '../../src/ui/popup/popup-state.ts';
import { click, findButton, settle } from './dom.ts';

const PATTERN = 'https://chat.example/*';
const OFF: TabFacts = { url: 'https://chat.example/1', unreadable: null, pattern: PATTERN, enabled: false, health: null };
const HEALTH: PageHealth = { state: 'reading', adapter: 'thelounge', trust: 'run', messages: 1234, flagged: 1, lastAt: new Date().toISOString() };

describe('popupState', () => {
  it.each<[string, Partial<TabFacts>, string]>([
    ['a page that is off', {}, 'off'],
    ['on, no answer yet', { enabled: true }, 'no_answer'],
    ['on and reading', { enabled: true, health: HEALTH }, 'reading'],
    ['on, nothing found', { enabled: true, health: { ...HEALTH, state: 'nothing_yet' } }, 'nothing_yet'],
    ['on, broken', { enabled: true, health: { ...HEALTH, state: 'broken' } }, 'broken'],
    ['the extension store', { unreadable: 'store', pattern: null }, 'unreadable'],
    ['an address that cannot be seen', { url: null, pattern: null }, 'unreadable'],
    ['an old answer of a site turned off since', { enabled: false, health: HEALTH }, 'off'],
  ])('%s', (_name, facts, kind) => {
    expect(popupState({ ...OFF, ...facts }).kind).toBe(kind);
  });
  it('names the reason', () => {
    expect(popupState({ ...OFF, unreadable: 'pdf', pattern: null })).toEqual({ kind: 'unreadable', why: 'pdf' });
    expect(popupState({ ...OFF, url: null, pattern: null })).toEqual({ kind: 'unreadable', why: 'other' });
  });
});

it.each([[PATTERN, 'chat.example'], ['http://127.0.0.1/*', '127.0.0.1']])('%s is shown as %s', (pattern, name) => {
  expect(siteName(pattern)).toBe(name);
});

describe('the popup', () => {
  let root: HTMLElement;
  let facts: TabFacts;
  let calls: string[];
  let answer: boolean;
  let deps: PopupDeps;
  const words = popup.en;

  async function open(language: 'en' | 'zh_CN' = 'en') {
    render(<PopupPage deps={deps} language={language} everyMs={10_000} />, root);
    await settle();
  }
  beforeEach(() => {
    root = document.createElement('div');
    document.body.append(root);
    facts = OFF;
    calls = [];
    answer = true;
    deps = {
      facts: async () => facts,
      requestSite: (pattern) => {
        calls.push(`ask ${pattern}`);
        if (answer) facts = { ...OFF, enabled: true, health: HEALTH };
        return Promise.resolve(answer);
      },
      turnedOn: async (pattern) => calls.push(`on ${pattern}`),
      turnOff: async (pattern) => {
        calls.push(`off ${pattern}`);
        facts = OFF;
      },
      pickMissed: async (on) => {
        calls.push(`pick ${on}`);
        facts = { ...facts, picking: on };
      },
      keptToday: async () => 3,
      openHistory: () => calls.push('history'),
      openOptions: () => calls.push('options'),
    };
  });
  afterEach(() => {
    render(null, root);
    root.remove();
  });

  it('says before the click what the browser will ask', async () => {
    await open();
    expect(root.textContent).toContain('chat.example');
    expect(root.textContent).toContain(words.before_prompt);
    expect(root.textContent).toContain(words.promise);
  });

  it('asks within the click itself, then shows what is true', async () => {
    await open();
    findButton(root, words.turn_on)!.click();
    // Synchronously: after any pause the browser would refuse to ask.
    expect(calls).toEqual([`ask ${PATTERN}`]);
    await settle();
    expect(calls).toEqual([`ask ${PATTERN}`, `on ${PATTERN}`]);
    expect(root.textContent).toContain('1,234 messages');
    expect(root.textContent).toContain('1 message');
    expect(findButton(root, words.turn_off)).toBeTruthy();
    expect(root.querySelector('[role=status]')!.textContent).toBe(words.said_on);
  });

  it('a no is a no, said kindly, and nothing is started', async () => {
    answer = false;
    await open();
    await click(findButton(root, words.turn_on));
    expect(calls).toEqual([`ask ${PATTERN}`]);
    expect(root.querySelector('.notice')!.textContent).toBe(words.refused);
    expect(findButton(root, words.turn_on)).toBeTruthy();
  });

  it('shows the truth when it is opened again after the prompt has closed it', async () => {
    facts = { ...OFF, enabled: true, health: HEALTH };
    await open();
    expect(findButton(root, words.turn_off)).toBeTruthy();
    await click(findButton(root, words.turn_off));
    expect(calls).toEqual([`off ${PATTERN}`]);
    expect(findButton(root, words.turn_on)).toBeTruthy();
  });

  it.each(['store', 'browser', 'extension', 'file', 'pdf', 'other'] as const)('offers nothing on a page that cannot be read (%s), and says why', async (why) => {
    facts = { ...OFF, pattern: null, unreadable: why };
    await open('zh_CN');
    expect(root.textContent).toContain(popup.zh_CN[`why_${why}`]);
    expect(root.querySelector('.primary')).toBeNull();
    expect(root.textContent).not.toContain(popup.zh_CN.promise);
  });

  it('says so when starting fails', async () => {
    deps.turnedOn = () => Promise.reject(new Error('permission_missing: no'));
    await open();
    await click(findButton(root, words.turn_on));
    expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.permission_missing_what);
  });

  it('lets the reader choose a message that was missed, where messages are read, and stop again', async () => {
    await open();
    expect(findButton(root, words.missed)).toBeUndefined();
    facts = { ...OFF, enabled: true, health: { ...HEALTH, state: 'nothing_yet' } };
    await click(findButton(root, words.turn_on));
    facts = { ...OFF, enabled: true, health: HEALTH };
    render(null, root);
    await open();
    await click(findButton(root, words.missed));
    await click(findButton(root, words.missed_stop));
    expect(calls.slice(-2)).toEqual(['pick true', 'pick false']);
    expect(findButton(root, words.missed)).toBeTruthy();
  });

  it('says so when the page cannot be asked', async () => {
    facts = { ...OFF, enabled: true, health: HEALTH };
    deps.pickMissed = () => Promise.reject(new Failure('extension_reloaded'));
    await open();
    await click(findButton(root, words.missed));
    expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.extension_reloaded_what);
  });

  it('opens when the database cannot be read', async () => {
    deps.keptToday = () => Promise.reject(new Failure('storage_refused'));
    await open();
    expect(findButton(root, words.turn_on)).toBeTruthy();
    expect(root.querySelector('.count')).toBeNull();
  });

  it('links to history with today’s count, and to options', async () => {
    await open();
    expect(root.textContent).toContain('3 today');
    await click(findButton(root, 'History'));
    await click(findButton(root, 'Options'));
    expect(calls).toEqual(['history', 'options']);
  });
});
