// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { runPractice } from '../../src/reader/practice-run.ts';
import { tryMarking } from '../../src/reader/try-marking.ts';

type Run = typeof runPractice;
let signal: AbortSignal;
let language: string;

/** Marks rows whose text fits, after the reader was asked some times. */
function reader(fits: RegExp, after = 2): () => Promise<Run> {
  let asked = 0;
  return async () => (options) => {
    ({ signal, language } = options);
    return { isMarked: async (row) => ++asked > after * 2 && fits.test(row.querySelector('[data-practice-text]')!.textContent!) };
  };
}

it('waits until the threat is marked, and takes its chat away again', async () => {
  expect(await tryMarking(document, reader(/打断你的腿/))).toBe(true);
  expect(signal.aborted).toBe(true);
  expect(language).toBe('en');
  expect(document.body.innerHTML).toBe('');
});

it.each<[string, RegExp]>([['nothing is marked', /^$/], ['the greeting is marked too', /./]])('is not well when %s', async (_name, fits) => {
  expect(await tryMarking(document, reader(fits), 20)).toBe(false);
  expect(document.body.innerHTML).toBe('');
});

it('is out of sight and out of the way of keyboards and screen readers', async () => {
  let list: HTMLElement | undefined;
  await tryMarking(document, async () => () => {
    list = document.querySelector<HTMLElement>('[data-practice-chat]')!;
    return { isMarked: async () => false };
  }, 0);
  expect(list!.ariaHidden).toBe('true');
  expect(list!.inert).toBe(true);
  expect(list!.style.opacity).toBe('0');
});

it('leaves nothing behind when the reader cannot start', async () => {
  await expect(tryMarking(document, async () => () => { throw new Error('model'); })).rejects.toThrow('model');
  await expect(tryMarking(document, () => Promise.reject(new Error('reader.js')))).rejects.toThrow('reader.js');
  expect(document.body.innerHTML).toBe('');
});
