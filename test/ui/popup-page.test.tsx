// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { PageHealth } from '../../src/core/health.ts';
import { failures } from '../../src/locales/failures.ts';
import { health as healthSection } from '../../src/locales/health.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { popup } from '../../src/locales/popup.ts';
import { PopupPage, type PopupDeps } from '../../src/ui/popup/popup-page.tsx';
import { popupState, type TabFacts } from '../../src/ui/popup/popup-state.ts';
import { siteName } from '../../src/ui/site-name.ts';
import { click, findButton, settle } from './dom.ts';

const PATTERN = 'https://chat.example/*';
const OFF: TabFacts = { url: 'https://chat.example/1', unreadable: null, pattern: PATTERN, enabled: false, health: null };
const HEALTH: PageHealth = {
  state: 'reading', adapter: 'thelounge', program: 'The Lounge', trust: 'run', confidence: null, fellBackFrom: null,
  messages: 1234, flagged: 1, lastAt: new Date().toISOString(), note: null,
};
const EMPTY: PageHealth = { ...HEALTH, adapter: '', program: '', trust: 'detected', messages: 0, flagged: 0, lastAt: null, state: 'nothing_yet' };

describe('popupState', () => {
  it.each<[string, Partial<TabFacts>, string]>([
    ['a page that is off', {}, 'off'],
    ['on, no answer yet', { enabled: true }, 'no_answer'],
    ['on and reading', { enabled: true, health: HEALTH }, 'reading'],
    ['on, nothing found', { enabled: true, health: { ...HEALTH, state: 'nothing_yet' } }, 'nothing_yet'],
    ['on, unsure', { enabled: true, health: { ...HEALTH, state: 'unsure' } }, 'unsure'],
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
      teach: async () => calls.push('teach'),
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

  describe('says how reading goes', () => {
    const say = healthSection.en;
    const sayIn = (words: string, program = 'WhatsApp Web') => words.replace('{program}', program);
    async function show(health: Partial<PageHealth> | null, more: Partial<TabFacts> = {}) {
      facts = { ...OFF, enabled: true, health: health && { ...HEALTH, program: 'WhatsApp Web', ...health }, ...more };
      await open();
      return root.querySelector('.tab-status')!.textContent!;
    }

    it.each<[string, Partial<PageHealth>, string[], string[]]>([
      ['tried on the real program', {}, [sayIn(say.trust_run)], [say.check_it]],
      ['by its published structure', { trust: 'sourced' }, [sayIn(say.trust_sourced)], [say.check_it]],
      ['guessed', { trust: 'guessed' }, [sayIn(say.trust_guessed), say.check_it], []],
      ['by its looks, very sure', { trust: 'detected', program: '', confidence: 0.93 }, ['How sure: very.', say.check_it], ['WhatsApp']],
      ['by its looks, fairly sure', { trust: 'detected', program: '', confidence: 0.6 }, ['How sure: fairly.', say.check_it], []],
      ['by its looks, no telling how sure', { trust: 'detected', program: '', confidence: null }, [say.trust_detected_plain, say.check_it], ['How sure']],
      ['as the reader showed', { trust: 'taught', program: '' }, [say.trust_taught], [say.check_it]],
      ['a program without a name of its own', { program: '' }, [sayIn(say.trust_run, 'thelounge')], []],
      ['the page has changed', { trust: 'detected', program: '', confidence: 0.9, fellBackFrom: 'WhatsApp Web' }, [`${sayIn(say.fell_back)} ${say.check_it}`, 'How sure: very.'], [`very. ${say.check_it}`]],
      ['too much at once', { note: 'flooded' }, [say.note_flooded], []],
      ['a message too long', { note: 'cut' }, [say.note_cut], []],
    ])('%s', async (_name, health, said, unsaid) => {
      const text = await show(health);
      for (const words of [say.state_reading, '1,234 messages', ...said]) expect(text).toContain(words);
      for (const words of unsaid) expect(text).not.toContain(words);
    });

    it('names a part of the page that cannot be read beside what is read', async () => {
      expect(await show({}, { alsoBroken: 'Telegram Web' })).toContain(sayIn(say.also_broken, 'Telegram Web'));
      expect(root.querySelector('.sign')!.textContent).toBe('!');
    });

    it('nothing found: how it will begin, of which program where it is known', async () => {
      expect(await show({ ...EMPTY })).toContain(say.do_nothing_yet);
      render(null, root);
      expect(await show({ ...EMPTY, program: 'WhatsApp Web' })).toContain(sayIn(say.do_nothing_yet_in));
      expect(root.querySelector('.figures')).toBeNull();
    });

    it('broken: what happened, what is safe, what to do', async () => {
      const text = await show({ ...EMPTY, state: 'broken', trust: 'sourced', program: 'WhatsApp Web' });
      for (const words of [sayIn(say.state_broken_in), say.broken_why, say.broken_safe, say.do_broken, say.do_reload]) expect(text).toContain(words);
      expect(root.querySelector('[role=alert]')).toBeNull();
      render(null, root);
      expect(await show({ ...EMPTY, state: 'broken' })).toContain(say.state_broken);
    });

    it('no answer: what to do', async () => {
      const text = await show(null);
      expect(text).toContain(say.state_no_answer);
      expect(text).toContain(say.do_no_answer);
    });

    it.each<[string, Partial<PageHealth>, string | null]>([
      ['unsure', { ...EMPTY, state: 'unsure' }, words.teach],
      ['broken', { ...EMPTY, state: 'broken' }, words.teach],
      ['nothing found', EMPTY, words.teach_instead],
      ['by its looks', { trust: 'detected', program: '' }, words.teach_instead],
      ['as showed', { trust: 'taught' }, words.teach_instead],
      ['fallen back', { fellBackFrom: 'WhatsApp Web' }, words.teach_instead],
      ['a program that was tried', {}, null],
      ['a program by its source', { trust: 'sourced' }, null],
    ])('offers to be shown where the messages are: %s', async (_name, health, button) => {
      await show(health);
      expect([...root.querySelectorAll('button')].map((one) => one.textContent).filter((text) => text === words.teach || text === words.teach_instead)).toEqual(button === null ? [] : [button]);
      if (button === null) return;
      await click(findButton(root, button));
      expect(calls).toEqual(['teach']);
    });

    it('says so when no frame lets itself be shown', async () => {
      deps.teach = () => Promise.reject(new Failure('unknown'));
      await show({ ...EMPTY, state: 'unsure' });
      await click(findButton(root, words.teach));
      expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.unknown_next);
    });

    it('in every language, with nothing left to fill in', async () => {
      for (const language of LANGUAGES) {
        for (const health of [null, HEALTH, EMPTY, { ...EMPTY, state: 'unsure' as const }, { ...EMPTY, state: 'broken' as const }, { ...HEALTH, trust: 'detected' as const, confidence: 0.9, fellBackFrom: 'WhatsApp Web', note: 'cut' as const }]) {
          facts = { ...OFF, enabled: true, health };
          render(<PopupPage deps={deps} language={language} everyMs={10_000} />, root);
          await settle();
          expect(root.querySelector('.tab-status')!.textContent).not.toMatch(/[{}]|undefined|null/);
          render(null, root);
        }
      }
    });
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
