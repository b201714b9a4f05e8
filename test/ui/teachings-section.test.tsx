// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { common } from '../../src/locales/common.ts';
import { failures } from '../../src/locales/failures.ts';
import { teachings as words } from '../../src/locales/teach.ts';
import type { ImportAnswer } from '../../src/ui/options/teachings-import.tsx';
import { TeachingsSection, type TaughtSite, type TeachingsDeps } from '../../src/ui/options/teachings-section.tsx';
import { click, findButton, settle } from './dom.ts';

const say = words.en;
let root: HTMLElement;
let kept: TaughtSite[];
let said: string[];
let saved: TaughtSite[];
let asked: [string, string | null][];
let answers: (ImportAnswer | Error)[];
let deps: TeachingsDeps;
let again: Set<() => void>;

const taught = (site: string): TaughtSite => ({ site, taughtAt: '2026-11-22T05:00:00.000Z', shape: { unit: '.row' } });
const rows = () => [...root.querySelectorAll('.taught')];
const write = (next: TaughtSite[]) => {
  kept = next;
  for (const look of again) look();
};

async function open() {
  render(<TeachingsSection deps={deps} language="en" announce={(text) => said.push(text)} />, root);
  await settle();
}
async function choose(text: string, size = text.length) {
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  const file = new File([text], 'teaching.json');
  Object.defineProperty(file, 'size', { value: size });
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  kept = [taught('https://a.example'), taught('https://chat.example:8443')];
  said = [];
  saved = [];
  asked = [];
  answers = [];
  again = new Set();
  deps = {
    watchTeachings(query, onValue, onError, signal) {
      const look = () => void query().then(onValue, onError);
      again.add(look);
      signal.addEventListener('abort', () => again.delete(look));
      look();
    },
    teachings: async () => kept,
    async forgetTeaching(site) {
      const found = kept.find((one) => one.site === site) ?? null;
      write(kept.filter((one) => one !== found));
      return found;
    },
    giveBackTeaching: async (one) => write([...kept, one]),
    async saveTeaching(one) {
      saved.push(one);
      return 'one.json';
    },
    async importTeaching(text, agreed) {
      asked.push([text, agreed]);
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      if (answer.outcome === 'kept') write([...kept, taught(answer.site)]);
      return answer;
    },
  };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

it('says how to begin when there is none; a file can be brought in all the same', async () => {
  kept = [];
  await open();
  for (const part of [say.lead, say.none, say.bring_is]) expect(root.textContent).toContain(part);
  expect([...root.querySelectorAll('button')].map((one) => one.textContent)).toEqual([say.bring]);
});

it('lists sites with their date; a button says which site it is for', async () => {
  await open();
  expect(root.textContent).toContain('2 sites');
  expect(rows().map((row) => row.querySelector('.foreign')!.textContent)).toEqual(['https://a.example', 'https://chat.example:8443']);
  expect(rows()[0]!.textContent).toContain('taught on 22 November 2026');
  for (const row of rows()) for (const button of row.querySelectorAll('button')) expect(document.getElementById(button.getAttribute('aria-describedby')!)).toBe(row.querySelector('.site-name'));
});

it('saves one as a file', async () => {
  await open();
  await click(findButton(rows()[1]!, say.save));
  expect([saved, said]).toEqual([[kept[1]], ['Saved as one.json.']]);
});

it('forgets one, with an undo that brings back the very same', async () => {
  const before = kept[0]!;
  await open();
  await click(findButton(rows()[0]!, say.forget));
  expect(kept.map(({ site }) => site)).toEqual(['https://chat.example:8443']);
  expect(said).toEqual(['Forgotten. This site is read as before: https://a.example']);
  await click(findButton(root.querySelector('.toast')!, common.en.undo));
  expect(kept.at(-1)).toBe(before);
  expect([root.querySelector('.toast'), said.at(-1)]).toEqual([null, 'Used again: https://a.example']);
});

it('the keyboard goes on from this section when the pressed button is gone with its row', async () => {
  await open();
  const button = findButton(rows()[0]!, say.forget)!;
  button.focus();
  await click(button);
  await settle();
  expect([button.isConnected, document.activeElement]).toEqual([false, root.querySelector('h2')]);
  // Where the reader went on meanwhile, it is left alone.
  const other = findButton(root, say.bring)!;
  other.focus();
  await click(findButton(root.querySelector('.toast')!, common.en.undo));
  await settle();
  expect(document.activeElement).toBe(other);
});

it('says so when something fails, and nothing is lost', async () => {
  deps.forgetTeaching = () => Promise.reject(new Failure('storage_refused'));
  await open();
  await click(findButton(rows()[0]!, say.forget));
  expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.storage_refused_what);
  expect(rows().length).toBe(2);
});

it('a file shows its site and asks before it is used', async () => {
  await open();
  answers = [{ outcome: 'asks', site: 'https://c.example', replaces: null }, { outcome: 'kept', site: 'https://c.example' }];
  await choose('{"a":1}');
  const notice = root.querySelector('.notice')!;
  expect([notice.querySelector('.foreign')!.textContent, notice.textContent!.includes(say.ask), kept.length]).toEqual(['https://c.example', true, 2]);
  await click(findButton(notice, say.ask_yes));
  expect(asked).toEqual([['{"a":1}', null], ['{"a":1}', 'https://c.example']]);
  expect([rows().length, root.querySelector('.notice'), said]).toEqual([3, null, [`https://c.example\n${say.ask}`, 'Used from now on: https://c.example']]);
  expect(document.activeElement).toBe(findButton(root, say.bring));
});

it('says that it would take the place of another, and can be left', async () => {
  await open();
  answers = [{ outcome: 'asks', site: 'https://a.example', replaces: '2026-03-02T05:00:00.000Z' }];
  await choose('{}');
  expect(root.querySelector('.notice')!.textContent).toContain('This site was already taught, on 2 March 2026. The file would take its place.');
  await click(findButton(root.querySelector('.notice')!, say.ask_no));
  expect([asked.length, root.querySelector('.notice'), kept.length]).toEqual([1, null, 2]);
  expect(document.activeElement).toBe(findButton(root, say.bring));
  answers = [{ outcome: 'asks', site: 'https://a.example', replaces: null }];
  await choose('{}');
  findButton(root.querySelector('.notice')!, say.ask_yes)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await settle();
  expect([asked.length, root.querySelector('.notice')]).toEqual([2, null]);
});

it('the same that is there is only said', async () => {
  await open();
  answers = [{ outcome: 'same', site: 'https://a.example' }];
  await choose('{}');
  expect(root.querySelector('.nothing')!.textContent).toBe('This is already used: https://a.example');
});

it.each(['size', 'file', 'kind', 'newer', 'site', 'shape', 'full'] as const)('refused for %s: what happened, what is safe, what to do next', async (why) => {
  await open();
  answers = [{ outcome: 'refused', why }];
  await choose('{}');
  const alert = root.querySelector('[role=alert]')!;
  for (const part of [say[`bad_${why}`], say.bad_safe, say[`bad_${why}_next`]]) expect(alert.textContent).toContain(part);
  await click(findButton(alert, common.en.close));
  expect(root.querySelector('[role=alert]')).toBeNull();
});

it('a file that is too big is not even read', async () => {
  await open();
  await choose('{}', 64 * 1024 + 1);
  expect([asked, root.querySelector('[role=alert]')!.textContent!.includes(say.bad_size)]).toEqual([[], true]);
});

it('a fault on the way is told as one', async () => {
  await open();
  answers = [new Failure('extension_reloaded')];
  await choose('{}');
  expect(root.querySelector('[role=alert]')!.textContent).toContain(failures.en.extension_reloaded_what);
});
