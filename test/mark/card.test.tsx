// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { mark } from '../../src/locales/mark.ts';
import { Card, type CardActs, type CardView } from '../../src/mark/card.tsx';
import { Guard } from '../../src/mark/guard.ts';

const words = mark.zh_CN;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

function open(word: CardView['state']['word'] = null) {
  const root = document.createElement('div');
  const acts = { archive: vi.fn(), dismiss: vi.fn(), restore: vi.fn(), retry: vi.fn(), word: vi.fn(), openHistory: vi.fn(), close: vi.fn() } satisfies CardActs;
  let now = 0;
  const guard = new Guard(() => now);
  const view: CardView = { key: 'k', families: ['threat'], labels: ['violence'], words: [], state: { kept: 'kept', flag: 'open', word }, pending: null, dark: false };
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
