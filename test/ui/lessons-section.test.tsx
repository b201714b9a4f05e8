// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { KeptLesson } from '../../src/core/flag.ts';
import { common } from '../../src/locales/common.ts';
import { failures } from '../../src/locales/failures.ts';
import { lessons as words } from '../../src/locales/lessons.ts';
import { LessonsSection, type LessonsDeps } from '../../src/ui/options/lessons-section.tsx';
import { click, findButton, settle } from './dom.ts';

const say = words.en;
let root: HTMLElement;
let kept: KeptLesson[];
let said: string[];
let saved: number;
let deps: LessonsDeps;
let again: Set<() => void>;

const lesson = (n: number, change: Partial<KeptLesson> = {}): KeptLesson => ({
  id: String(n).padStart(64, '0'), says: n % 2 ? 'harassment' : 'not_harassment', text: `text ${n}`, at: new Date(Date.UTC(2026, 2, 2, 5, n)).toISOString(), title: '#loan', ...change,
});
const rows = () => [...root.querySelectorAll('.lesson')];
const write = (change: (all: KeptLesson[]) => KeptLesson[]) => async () => {
  kept = change(kept);
  for (const look of again) look();
};

async function open(calm = false) {
  render(<LessonsSection deps={deps} language="en" calm={calm} announce={(text) => said.push(text)} />, root);
  await settle();
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  kept = [3, 2, 1].map((n) => lesson(n));
  said = [];
  saved = 0;
  again = new Set();
  deps = {
    watch(query, onValue, onError, signal) {
      const look = () => void query().then(onValue, onError);
      again.add(look);
      signal.addEventListener('abort', () => again.delete(look));
      look();
    },
    lessons: async (limit) => ({ lessons: kept.slice(0, limit), total: kept.length }),
    takeBackLesson: (id) => write((all) => all.filter((one) => one.id !== id))(),
    giveBackLesson: (one) => write((all) => [...all, one].sort((a, b) => (a.at < b.at ? 1 : -1)))(),
    forgetLessons: () => write(() => [])(),
    saveLessons: async () => {
      saved++;
      return 'lessons.json';
    },
  };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

it('says what it is for, and how to begin when there is none', async () => {
  kept = [];
  await open();
  for (const part of [say.lead, say.lead_limits, say.none]) expect(root.textContent).toContain(part);
  expect(root.querySelectorAll('button').length).toBe(0);
});

it('shows which way, when, where and the very words, newest first', async () => {
  await open();
  expect(root.textContent).toContain('3 messages have taught it something.');
  expect(rows().map((row) => row.querySelector('b')!.textContent)).toEqual([say.says_harassment, say.says_not_harassment, say.says_harassment]);
  expect(rows().map((row) => row.querySelector('blockquote')!.textContent)).toEqual(['text 3', 'text 2', 'text 1']);
  expect(rows()[0]!.textContent).toContain('2 March 2026 13:03');
  expect(rows()[0]!.textContent).toContain('in #loan');
});

it('shows a hostile text as what it is', async () => {
  kept = [lesson(1, { text: '<img src=x onerror=alert(1)>\u202eabc', title: '<b>x</b>\u202e' })];
  await open();
  expect(root.querySelector('img')).toBeNull();
  expect(rows()[0]!.querySelector('blockquote')!.textContent).toBe('<img src=x onerror=alert(1)>U+202Eabc');
  expect(rows()[0]!.textContent).toContain('<b>x</b>U+202E');
});

it('lists twenty at a time', async () => {
  kept = Array.from({ length: 47 }, (_, n) => lesson(n));
  await open();
  expect(rows().length).toBe(20);
  await click(findButton(root, 'Show 20 more'));
  expect(rows().length).toBe(40);
  await click(findButton(root, 'Show 7 more'));
  expect(rows().length).toBe(47);
  expect(root.textContent).not.toMatch(/Show \d+ more/);
});

it('takes one back, with an undo', async () => {
  await open();
  await click(findButton(rows()[1]!, say.take_back));
  expect(kept.map(({ text }) => text)).toEqual(['text 3', 'text 1']);
  expect(said).toEqual([say.taken_back]);
  expect(root.querySelector('.toast')!.textContent).toContain(say.taken_back);
  await click(findButton(root, common.en.undo));
  expect(kept.map(({ text }) => text)).toEqual(['text 3', 'text 2', 'text 1']);
  expect(root.querySelector('.toast')).toBeNull();
});

it('the last one taken back can still be undone', async () => {
  kept = [lesson(1)];
  await open();
  await click(findButton(root, say.take_back));
  expect(root.textContent).toContain(say.none);
  await click(findButton(root, common.en.undo));
  expect(rows().length).toBe(1);
});

it('asks before all is forgotten', async () => {
  await open();
  await click(findButton(root, say.forget));
  expect(root.textContent).toContain(say.forget_ask);
  await click(findButton(root, say.forget_no));
  expect([kept.length, root.textContent!.includes(say.forget_ask)]).toEqual([3, false]);
  await click(findButton(root, say.forget));
  await click(findButton(root, say.forget_yes));
  expect([kept.length, said.at(-1)]).toEqual([0, say.forgotten]);
  expect(root.textContent).toContain(say.none);
});

it('saves a file and says its name', async () => {
  await open();
  await click(findButton(root, say.save));
  expect([saved, said]).toEqual([1, ['Saved as lessons.json.']]);
});

it('says so when something fails, and nothing is lost', async () => {
  deps.takeBackLesson = () => Promise.reject(new Failure('storage_full'));
  await open();
  await click(findButton(rows()[0]!, say.take_back));
  expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.storage_full_what);
  expect(rows().length).toBe(3);
});

it('in calm mode shows a text only when asked', async () => {
  await open(true);
  expect(root.textContent).not.toContain('text 3');
  await click(findButton(rows()[0]!, common.en.show_text));
  expect(rows()[0]!.textContent).toContain('text 3');
  expect(root.textContent).not.toContain('text 2');
});
