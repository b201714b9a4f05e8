import { render } from 'preact';
import type { KeptLesson } from '../../../src/core/flag.ts';
import type { PageHealth } from '../../../src/core/health.ts';
import type { Language } from '../../../src/locales/language.ts';
import { AUTHORITIES, parseAuthority } from '../../../src/timestamp/authorities.ts';
import { HistoryPage } from '../../../src/ui/history/history-page.tsx';
import { OptionsPage } from '../../../src/ui/options/options-page.tsx';
import { PopupPage } from '../../../src/ui/popup/popup-page.tsx';
import type { TabFacts } from '../../../src/ui/popup/popup-state.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { historySample } from './history-sample.ts';
import { MaskingSample } from './masking-sample.tsx';
import { SAMPLES } from './samples.ts';
import { previewSelfCheck } from './self-check-sample.ts';

/** `?page=history&lang=zh_CN&state=calm`: our pages on made-up data, to look at. */
const params = new URLSearchParams(location.search);
const language = (params.get('lang') ?? 'en') as Language;
const state = params.get('state') ?? 'full';
const root = document.getElementById('root')!;

async function showHistory() {
  const fake = await historySample(state);
  Object.assign(window, { fake });
  render(<HistoryPage deps={fake.deps} language={language} calm={state === 'calm'} onCalm={() => undefined} />, root);
}

function showPopup() {
  const health = {
    adapter: 'thelounge', program: 'The Lounge', trust: 'run', confidence: null, fellBackFrom: null, note: null,
    messages: 128, flagged: 3, lastAt: new Date().toISOString(), state: 'reading',
  } as const satisfies PageHealth;
  const looks = { ...health, adapter: 'detected', program: '', trust: 'detected', confidence: 0.91 } as const;
  const empty = { ...looks, confidence: null, messages: 0, flagged: 0, lastAt: null } as const;
  const on = { url: 'https://chat.example/', unreadable: null, pattern: 'https://chat.example/*', enabled: true };
  const facts: Record<string, TabFacts> = {
    off: { ...on, enabled: false, health: null },
    reading: { ...on, health },
    sourced: { ...on, health: { ...health, program: 'WhatsApp Web', trust: 'sourced' } },
    guessed: { ...on, health: { ...health, program: 'Xiaomi Cloud', trust: 'guessed' } },
    taught: { ...on, health: { ...looks, adapter: 'taught', trust: 'taught', confidence: null } },
    detected: { ...on, health: { ...looks, flagged: 0, lastAt: '2026-03-01T02:40:00.000Z' } },
    fellback: { ...on, health: { ...looks, confidence: 0.6, fellBackFrom: 'WhatsApp Web' } },
    notes: { ...on, health: { ...health, note: 'flooded' }, alsoBroken: 'Telegram Web' },
    cut: { ...on, health: { ...health, note: 'cut' } },
    unsure: { ...on, health: { ...empty, state: 'unsure', confidence: 0.4 } },
    nothing: { ...on, health: { ...empty, state: 'nothing_yet' } },
    nothingin: { ...on, health: { ...empty, state: 'nothing_yet', program: 'WhatsApp Web', trust: 'sourced' } },
    broken: { ...on, health: { ...empty, state: 'broken', program: 'WhatsApp Web', trust: 'sourced' } },
    no_answer: { ...on, health: null },
    part: { ...on, health: { ...empty, state: 'nothing_yet' }, parts: [{ pattern: 'https://widget.example/*', state: 'off' }] },
    parts: { ...on, health: looks, parts: [{ pattern: 'https://desk.example/*', state: 'on' }, { pattern: 'https://widget.example/*', state: 'off' }, { pattern: `https://${'very-long-name-of-a-chat-service.'.repeat(3)}example/*`, state: 'off' }] },
    partoff: { ...on, enabled: false, health: null, parts: [{ pattern: 'https://widget.example/*', state: 'on' }] },
    partsilent: { ...on, health: { ...empty, state: 'nothing_yet' }, parts: [{ pattern: 'https://widget.example/*', state: 'silent' }] },
    pdf: { ...on, unreadable: 'pdf', pattern: null, enabled: false, health: null },
    long: { ...on, pattern: `https://${'very-long-name-of-a-chat-service.'.repeat(3)}example/*`, enabled: false, health: null },
    refused: { ...on, enabled: false, health: null },
  };
  render(
    <PopupPage
      language={language}
      deps={{
        facts: async () => facts[state] ?? facts['off']!,
        requestSite: async () => false,
        turnedOn: async () => true,
        turnOff: async () => true,
        pickMissed: async () => true,
        teach: async () => true,
        archiveInView: async () => ({ outcome: 'archived', count: 2, screen: true }),
        keptToday: async () => 3,
        openHistory: () => undefined,
        openOptions: () => undefined,
      }}
    />,
    root,
  );
}

function showOptions() {
  let sites = state === 'empty' ? [] : ['https://chat.example/*', 'https://a-rather-long-name.support.talk.example.com.tw/*'];
  let lessons: KeptLesson[] = state === 'empty' ? [] : SAMPLES.slice(0, 25).map(({ id, message }, n) => ({
    id, flagId: id, says: n % 3 ? 'not_harassment' : 'harassment', text: message.text, at: message.seenAt, site: message.site, title: message.conversation.title,
  }));
  const settings = { language: 'auto', sensitivity: 'normal', calm: state === 'calm' } as const;
  render(
    <OptionsPage
      language={language}
      settings={settings}
      version="0.1.0"
      deps={{
        watch: (query, onValue, onError) => void query().then(onValue, onError),
        changeSettings: async () => undefined,
        sites: async () => sites,
        watchSites: () => () => undefined,
        turnOffSite: async (pattern) => { sites = sites.filter((one) => one !== pattern); },
        requestSite: async () => true,
        turnedOnSite: async (pattern) => { sites = [...sites, pattern]; },
        teachings: {
          watchTeachings: (query, onValue, onError) => void query().then(onValue, onError),
          teachings: async () => (state === 'empty' ? [] : [...sites, 'https://xn--fiqs8s.example:8443/*'].map((one) => ({ site: one.replace('/*', ''), taughtAt: '2026-03-02T05:00:00.000Z', shape: {} }))),
          forgetTeaching: async (site) => ({ site, taughtAt: '2026-03-02T05:00:00.000Z', shape: {} }),
          giveBackTeaching: async () => true,
          saveTeaching: async () => 'witnessmark-teaching-chat.example-2026-03-02.json',
          importTeaching: async () => (state === 'importrefused' ? { outcome: 'refused', why: 'newer' } : { outcome: 'asks', site: 'https://chat.example', replaces: '2026-03-02T05:00:00.000Z' }),
        },
        stamp: {
          authorities: AUTHORITIES,
          parse: parseAuthority,
          setting: async () => ({ url: state === 'empty' ? null : AUTHORITIES[1]!.url }),
          watchSetting: () => () => undefined,
          choose: async () => undefined,
          mayAsk: async () => state === 'persisted',
          request: async () => true,
          watchGrants: () => () => undefined,
        },
        lessons: async (limit) => ({ lessons: lessons.slice(0, limit), total: lessons.length }),
        takeBackLesson: async (id) => { lessons = lessons.filter((one) => one.id !== id); },
        giveBackLesson: async (lesson) => { lessons = [lesson, ...lessons]; },
        forgetLessons: async () => { lessons = []; },
        saveLessons: async () => 'witnessmark-lessons-2026-03-02.json',
        counts: async () => ({ flags: 1234, entries: 12 }),
        storageUse: async () => ({ used: 5_400_000, quota: 64_000_000_000, persisted: state === 'persisted' }),
        persist: async () => false,
        keyFingerprint: async () => 'c3d4'.repeat(16),
        selfCheck: previewSelfCheck(state, sites),
      }}
    />,
    root,
  );
}

function showMasking() {
  document.documentElement.lang = { en: 'en', zh_CN: 'zh-Hans', zh_TW: 'zh-Hant' }[language];
  render(<MaskingSample state={state} language={language} />, root);
}

const pages = { history: showHistory, popup: showPopup, options: showOptions, masking: showMasking };
const page = (params.get('page') ?? 'history') as keyof typeof pages;
await { history: () => Promise.all([import('../../../src/ui/history/history.css'), import('../../../src/ui/masking/masking.css')]), popup: () => import('../../../src/ui/popup/popup.css'), options: () => import('../../../src/ui/options/options.css'), masking: () => Promise.all([import('../../../src/ui/history/history.css'), import('../../../src/ui/masking/masking.css')]) }[page]();
await pages[page]();
