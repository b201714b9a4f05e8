import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askFrames, checkHealth } from '../../src/access/ask-frames.ts';

type Injection = { target: { tabId: number; allFrames: boolean }; injectImmediately: boolean; func: () => unknown };
const browser = vi.hoisted(() => ({ executeScript: null as unknown as (injection: Injection) => Promise<unknown> }));
vi.mock('wxt/browser', () => ({ browser: { scripting: { executeScript: (injection: Injection) => browser.executeScript(injection) } } }));

const HEALTH = {
  state: 'reading', adapter: 'thelounge', program: 'The Lounge', trust: 'run', confidence: null, fellBackFrom: null, messages: 3, flagged: 1, lastAt: '2026-03-02T10:00:00.000Z', note: null, picking: false,
};
const SLOT = Symbol.for('reader');
const world = globalThis as Record<symbol, unknown>;

describe('askFrames', () => {
  let asked: Injection[];
  beforeEach(() => {
    asked = [];
    browser.executeScript = async (injection) => {
      asked.push(injection);
      // As the browser does it: the function's text goes to the frame, nothing around it does.
      const there = new Function(`return (${injection.func.toString()})()`) as () => unknown;
      return [{ frameId: 0, result: there() }, { frameId: 12, result: null }, { frameId: 13 }, { frameId: 14, result: { ...HEALTH, messages: 9 } }];
    };
  });
  afterEach(() => {
    delete world[SLOT];
  });

  it('asks every frame of the tab at once, and leaves out those without a reader', async () => {
    world[SLOT] = { health: () => HEALTH };
    const answers = await askFrames(7);
    expect(answers.map(({ frameId, health }) => [frameId, health.messages])).toEqual([[0, 3], [14, 9]]);
    expect(asked[0]!.target).toEqual({ tabId: 7, allFrames: true });
    expect(asked[0]!.injectImmediately).toBe(true);
  });

  it.each<[string, unknown]>([
    ['none', undefined],
    ['one of before, without a health', new AbortController()],
    ['one that has ended', { health: () => null }],
    ['one that throws', { health: () => { throw new Error('no'); } }],
    ['one that is no object', 1],
  ])('a frame whose slot holds %s has no reader', async (_name, slot) => {
    world[SLOT] = slot;
    expect((await askFrames(7)).map(({ frameId }) => frameId)).toEqual([14]);
  });

  it('answers with nothing for a tab that may not be asked', async () => {
    browser.executeScript = () => Promise.reject(new Error('Cannot access contents of the page'));
    expect(await askFrames(7)).toEqual([]);
  });

  it('does not wait for a page that hangs', async () => {
    browser.executeScript = () => new Promise(() => undefined);
    expect(await askFrames(7, 5)).toEqual([]);
  });
});

describe('checkHealth', () => {
  it('takes what a reader says as it is', () => {
    expect(checkHealth(HEALTH)).toEqual(HEALTH);
    const other = { ...HEALTH, state: 'unsure', trust: 'taught', confidence: 0.4, fellBackFrom: 'WhatsApp Web', lastAt: null, note: 'cut', picking: true };
    expect(checkHealth(other)).toEqual(other);
  });

  it.each<[string, unknown]>([
    ['null', null], ['a text', 'reading'], ['a list', []],
    ['another state', { ...HEALTH, state: 'fine' }],
    ['another trust', { ...HEALTH, trust: 'certain' }],
    ['a count in words', { ...HEALTH, messages: '3' }],
    ['less than none', { ...HEALTH, flagged: -1 }],
    ['a count beyond numbers', { ...HEALTH, messages: Infinity }],
  ])('refuses %s', (_name, value) => {
    expect(checkHealth(value)).toBeNull();
  });

  it('lets no name carry more than a name', () => {
    const name = `\u202Eevil\u0000\u200B\u2028${'x'.repeat(500)}`;
    const checked = checkHealth({ ...HEALTH, program: name, fellBackFrom: { toString: () => 'x' }, lastAt: 'yesterday', confidence: 7, note: 'all is well', picking: 'yes', extra: 'text' })!;
    expect(checked.program).toMatch(/^evilx{1,60}$/);
    expect(checked).toMatchObject({ fellBackFrom: null, lastAt: null, confidence: null, note: null, picking: false });
    expect(checked).not.toHaveProperty('extra');
  });
});
