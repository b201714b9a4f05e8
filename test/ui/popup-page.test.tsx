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
  it('of a page that is off tells the parts that are read, and offers no others', () => {
    const parts = (['on', 'silent', 'off'] as const).map((state) => ({ pattern: `https://${state}.example/*`, state }));
    expect(popupState({ ...OFF, parts })).toEqual({ kind: 'off', pattern: PATTERN, parts: parts.slice(0, 1) });
    expect(popupState({ ...OFF, enabled: true, parts })).toEqual({ kind: 'no_answer', pattern: PATTERN, parts });
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
  let viewed: Awaited<ReturnType<PopupDeps['archiveInView']>>;
  const words = popup.en;

  const figures = () => [...root.querySelectorAll('.figures > div')].slice(0, 2).map((one) => [...one.children].map((part) => part.textContent).join(' '));
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
      archiveInView: async () => viewed,
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
    expect(root.textContent).toContain(words.promise_off);
  });

  it('asks within the click itself, then shows what is true', async () => {
    await open();
    findButton(root, words.turn_on)!.click();
    // Synchronously: after any pause the browser would refuse to ask.
    expect(calls).toEqual([`ask ${PATTERN}`]);
    await settle();
    expect(calls).toEqual([`ask ${PATTERN}`, `on ${PATTERN}`]);
    expect(figures()).toEqual([`${words.read} 1,234`, `${words.marked} 1`]);
    expect(findButton(root, words.turn_off)).toBeTruthy();
    expect(root.querySelector('[role=status]')!.textContent).toBe(words.said_on);
  });

  it.each([
    [{ outcome: 'archived', count: 1, screen: true }, words.view_archived_screen_one],
    [{ outcome: 'archived', count: 1234, screen: false }, '1,234 messages archived as evidence.'],
    [{ outcome: 'archived_before', count: 2, screen: false }, words.view_before],
    [{ outcome: 'nothing_here', count: 0, screen: false }, words.view_nothing],
    [{ outcome: 'failed', count: 0, screen: false }, words.view_failed],
  ] as const)('archives what is in view and says what came of it: %o', async (answered, line) => {
    facts = { ...OFF, enabled: true, health: HEALTH };
    viewed = answered;
    await open();
    await click(findButton(root, words.view_archive));
    expect(root.querySelector('.notice')!.textContent).toBe(line);
    expect(root.querySelector('[role=status]')!.textContent).toBe(line);
    // It can be asked again.
    expect(findButton(root, words.view_archive)).toBeTruthy();
  });

  it('offers to archive only where something is marked', async () => {
    facts = { ...OFF, enabled: true, health: { ...HEALTH, flagged: 0 } };
    await open();
    expect(findButton(root, words.view_archive)).toBeFalsy();
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
      ['by its looks, very sure', { trust: 'detected', program: '', confidence: 0.93 }, ['very sure of it.', say.check_it], ['WhatsApp']],
      ['by its looks, fairly sure', { trust: 'detected', program: '', confidence: 0.6 }, ['fairly sure of it.', say.check_it], []],
      ['by its looks, no telling how sure', { trust: 'detected', program: '', confidence: null }, [say.trust_detected_plain, say.check_it], ['sure of it']],
      ['as the reader showed', { trust: 'taught', program: '' }, [say.trust_taught], [say.check_it]],
      ['a program without a name of its own', { program: '' }, [sayIn(say.trust_run, 'thelounge')], []],
      ['the page has changed', { trust: 'detected', program: '', confidence: 0.9, fellBackFrom: 'WhatsApp Web' }, [`${sayIn(say.fell_back)} ${say.check_it}`, 'very sure of it.'], [`of it. ${say.check_it}`]],
      ['too much at once', { note: 'flooded' }, [say.note_flooded], []],
      ['a message too long', { note: 'cut' }, [say.note_cut], []],
    ])('%s', async (_name, health, said, unsaid) => {
      const text = await show(health);
      for (const words of [say.state_reading, '1,234', ...said]) expect(text).toContain(words);
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
      ['nothing found', EMPTY, words.teach_open],
      ['by its looks', { trust: 'detected', program: '' }, words.teach_instead],
      ['as showed', { trust: 'taught' }, words.teach_instead],
      ['fallen back', { fellBackFrom: 'WhatsApp Web' }, words.teach_instead],
      ['a program that was tried', {}, null],
      ['a program by its source', { trust: 'sourced' }, null],
    ])('offers to be shown where the messages are: %s', async (_name, health, button) => {
      await show(health);
      expect([...root.querySelectorAll('button')].map((one) => one.textContent).filter((text) => text !== null && ([words.teach, words.teach_instead, words.teach_open] as string[]).includes(text))).toEqual(button === null ? [] : [button]);
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

  describe('parts of the page that other sites bring', () => {
    const WIDGET = 'https://widget.example/*';
    const named = (text: string) => text.replace('{site}', 'widget.example');
    const part = (state: 'off' | 'on' | 'silent', pattern = WIDGET) => ({ pattern, state });
    const show = async (more: Partial<TabFacts>, language: 'en' | 'zh_CN' = 'en') => {
      facts = { ...OFF, enabled: true, health: EMPTY, ...more };
      await open(language);
      return root.textContent!;
    };
    beforeEach(() => {
      deps.requestSite = (pattern) => {
        calls.push(`ask ${pattern}`);
        if (answer) facts = { ...facts, parts: [part('on', pattern)] };
        return Promise.resolve(answer);
      };
    });

    it('names the site where the chat may be, and asks for that one within the click', async () => {
      const text = await show({ parts: [part('off')] });
      for (const said of [named(words.part_off), words.part_before]) expect(text).toContain(said);
      findButton(root, words.part_turn_on)!.click();
      expect(calls).toEqual([`ask ${WIDGET}`]);
      await settle();
      expect(calls).toEqual([`ask ${WIDGET}`, `on ${WIDGET}`]);
      expect(root.textContent).toContain(named(words.part_on));
      expect(findButton(root, words.part_turn_on)).toBeUndefined();
      expect(root.querySelector('[role=status]')!.textContent).toBe(words.said_part_on);
    });

    it('a no is a no, said beside that part alone', async () => {
      answer = false;
      await show({ parts: [part('off'), part('off', 'https://ads.example/*')] });
      expect(root.textContent).toContain(words.parts_off);
      await click(findButton(root, words.part_turn_on));
      expect(calls).toEqual([`ask ${WIDGET}`]);
      expect([...root.querySelectorAll('.notice')].map((one) => one.textContent)).toEqual([words.part_refused]);
      expect(root.querySelector('.notice')!.closest('.part')!.textContent).toContain('widget.example');
      expect(root.querySelector('[role=status]')!.textContent).toBe(words.part_refused);
    });

    it('turns off that part alone', async () => {
      deps.turnOff = async (pattern) => {
        calls.push(`off ${pattern}`);
        facts = { ...facts, parts: [part('off')] };
      };
      await show({ parts: [part('on')] });
      await click(findButton(root, words.part_turn_off));
      expect(calls).toEqual([`off ${WIDGET}`]);
      expect(findButton(root, words.part_turn_on)).toBeTruthy();
      expect(findButton(root, words.turn_off)).toBeTruthy();
      expect(root.querySelector('[role=status]')!.textContent).toBe(words.said_part_off);
    });

    it('says that a part is read on a page that is off, and lets it be turned off', async () => {
      const text = await show({ enabled: false, health: null, parts: [part('on'), part('off', 'https://ads.example/*')] });
      expect(text).toContain(words.off);
      expect(text).toContain(named(words.part_on));
      expect(text).not.toContain('ads.example');
      await click(findButton(root, words.part_turn_off));
      expect(calls).toEqual([`off ${WIDGET}`]);
    });

    it('says what to do where a part that is on does not answer', async () => {
      expect(await show({ parts: [part('silent')] })).toContain(named(words.part_silent));
    });

    it('leads where no chat was found; where one is read it says what is not', async () => {
      await show({ parts: [part('off')] });
      expect(root.querySelector('.primary')!.textContent).toBe(words.part_turn_on);
      render(null, root);
      expect(await show({ health: HEALTH, parts: [part('off')] })).toContain(named(words.part_off_more));
      expect(root.querySelector('.primary')).toBeNull();
      render(null, root);
      await show({ health: { ...EMPTY, state: 'unsure' }, parts: [part('off')] });
      expect(root.querySelector('.primary')!.textContent).toBe(words.teach);
    });

    it('tells a long name whole: its end says whose it is', async () => {
      const host = `${'bank.example.'.repeat(12)}evil.example`;
      expect(await show({ parts: [part('off', `https://${host}/*`)] }, 'zh_CN')).toContain(host);
    });

    it('is silent where there are none', async () => {
      await show({ parts: [] });
      expect(root.querySelector('.part')).toBeNull();
      expect(root.textContent).not.toContain(words.part_before);
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
