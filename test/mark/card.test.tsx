// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { mark } from '../../src/locales/mark.ts';
import { Card, type CardActs, type CardView } from '../../src/mark/card.tsx';
import { Guard } from '../../src/mark/guard.ts';

const words = mark.zh_CN;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

function open(word: CardView['state']['word'] = null, state: Partial<CardView['state']> = {}, byReader = false) {
  const root = document.createElement('div');
  const acts = { archive: vi.fn(), dismiss: vi.fn(), restore: vi.fn(), confirm: vi.fn(), retry: vi.fn(), word: vi.fn(), openHistory: vi.fn(), close: vi.fn() } satisfies CardActs;
  let now = 0;
  const guard = new Guard(() => now);
  const view: CardView = { key: 'k', families: ['threat'], labels: ['violence'], words: [], byReader, state: { kept: 'kept', flag: 'open', word, ...state }, pending: null, dark: false };
  render(<Card view={view} acts={acts} language="zh_CN" guard={guard} calm={false} />, root);
  const button = (label: string) => [...root.querySelectorAll('button')].find((found) => found.textContent === label);
  const press = async (label: string, after = 1_000) => {
    now += after;
    button(label)!.dispatchEvent(Object.defineProperty(new MouseEvent('click', { bubbles: true }), 'isTrusted', { value: true }));
    await settled();
  };
  return { acts, button, press, root };
}

test('“not a collector” asks first, and does it on yes', async () => {
  const { acts, button, press, root } = open();
  expect(button(words.yes)).toBeUndefined();
  await press(words.chat_not_collector);
  expect(root.textContent).toContain(words.chat_not_collector_ask);
  expect(acts.word).not.toHaveBeenCalled();
  // A double click must not say yes.
  await press(words.yes, 100);
  expect(acts.word).not.toHaveBeenCalled();
  await press(words.yes);
  expect(acts.word.mock.calls).toEqual([['not_collector']]);
  expect(button(words.yes)).toBeUndefined();
});

test('pressed again, it no longer asks; the other word needs no second step', async () => {
  const { acts, button, press } = open();
  await press(words.chat_not_collector);
  await press(words.chat_not_collector);
  expect(button(words.yes)).toBeUndefined();
  await press(words.chat_collector);
  expect(acts.word.mock.calls).toEqual([['collector']]);
});

test('taken back at one press', async () => {
  const { acts, press } = open('not_collector');
  await press(words.chat_not_collector);
  expect(acts.word.mock.calls).toEqual([[null]]);
});

test('events made by the page do nothing, closing included', () => {
  const { acts, root } = open();
  for (const button of root.querySelectorAll('button')) button.click();
  for (const act of Object.values(acts)) expect(act).not.toHaveBeenCalled();
});

test('“this is harassment” is a toggle that obeys a person once the card stood still', async () => {
  const { acts, button, press, root } = open();
  expect(button(words.confirm)!.getAttribute('aria-pressed')).toBe('false');
  await press(words.confirm, 100);
  expect(acts.confirm).not.toHaveBeenCalled();
  await press(words.confirm);
  expect(acts.confirm.mock.calls).toEqual([[true]]);
  expect(root.textContent).not.toContain(words.confirmed_said);
});

test('confirmed, it says so, and a press takes it back', async () => {
  const { acts, button, press, root } = open(null, { confirmed: true });
  expect(button(words.confirm)!.getAttribute('aria-pressed')).toBe('true');
  expect(root.textContent).toContain(words.confirmed_said);
  await press(words.confirm);
  expect(acts.confirm.mock.calls).toEqual([[false]]);
});

test.each<[string, Partial<CardView['state']>, boolean, boolean]>([
  ['not kept yet', { kept: 'saving' }, true, false],
  ['dismissed', { flag: 'dismissed' }, false, false],
  ['archived', { flag: 'archived' }, true, true],
])('%s: the toggle', async (_what, state, stands, works) => {
  const { acts, button, press } = open(null, state);
  expect(Boolean(button(words.confirm))).toBe(stands);
  if (stands) await press(words.confirm);
  expect(acts.confirm.mock.calls.length).toBe(works ? 1 : 0);
});

test('of a message that the reader marked it says so, and speaks of no estimate', () => {
  const { root } = open(null, { confirmed: true }, true);
  expect(root.querySelector('h2')!.textContent).toBe(words.by_reader);
  expect(root.textContent).not.toContain(words.estimate);
  expect(root.textContent).not.toContain(words.words_whole);
});
