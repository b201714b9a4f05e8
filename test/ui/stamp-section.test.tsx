// @vitest-environment happy-dom
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StampSetting } from '../../src/core/stamp.ts';
import { LANGUAGES, type Language } from '../../src/locales/language.ts';
import { stamp as words } from '../../src/locales/stamp.ts';
import { StampChoice } from '../../src/ui/stamp/stamp-choice.tsx';
import type { StampDeps } from '../../src/ui/stamp/stamp-deps.ts';
import { StampSection } from '../../src/ui/stamp/stamp-section.tsx';
import { click, findButton, settle } from './dom.ts';

const say = words.en;
let deps: StampDeps;
let url: string | null;
let may: Set<string>;
let answer: boolean;
let calls: string[];
let heard: string[];
let root: HTMLElement;

beforeEach(() => {
  url = null;
  may = new Set();
  answer = true;
  calls = [];
  heard = [];
  const watching = new Set<(setting: StampSetting) => void>();
  const grants = new Set<() => void>();
  const watch = <T,>(all: Set<T>) => (one: T) => {
    all.add(one);
    return () => void all.delete(one);
  };
  deps = {
    authorities: [{ id: 'freetsa', name: 'Free TSA', url: 'https://tsa.example/tsr', country: 'DE' }, { id: 'sectigo', name: 'Sectigo', url: 'http://plain.example/', country: 'GB' }],
    parse: (text) => (/^https?:/.test(text) ? text : null),
    setting: async () => ({ url }),
    watchSetting: watch(watching),
    async choose(next) {
      calls.push(`choose ${next}`);
      url = next;
      for (const one of watching) one({ url });
    },
    mayAsk: async (address) => may.has(address),
    async request(address) {
      calls.push(`request ${address}`);
      if (answer) may.add(address);
      for (const one of grants) one();
      return answer;
    },
    watchGrants: watch(grants),
  };
  root = document.createElement('div');
  document.body.replaceChildren(root);
});
afterEach(() => render(null, root));

async function section(language: Language = 'en') {
  render(<StampSection deps={deps} language={language} announce={(text) => heard.push(text)} />, root);
  await settle();
}
async function pick(value: string) {
  const select = root.querySelector('select')!;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

describe('the section of the options', () => {
  it('is off at first, asks for nothing, and says what would leave the device', async () => {
    await section();
    expect(root.querySelector('select')!.value).toBe('off');
    expect(calls).toEqual([]);
    for (const line of [say.sees, say.court, say.none_here]) expect(root.textContent).toContain(line);
    expect(root.querySelector('code')!.textContent).toMatch(/^[0-9a-f]{64}$/);
    expect([...root.querySelectorAll('option')].map((one) => one.textContent)).toEqual([say.off, 'Free TSA (Germany)', 'Sectigo (United Kingdom)', say.other]);
  });

  it('keeps an authority, and asks the browser only in the click', async () => {
    await section();
    await pick('freetsa');
    expect(calls).toEqual(['choose https://tsa.example/tsr']);
    expect(root.textContent).toContain(say.not_allowed);
    findButton(root, 'Allow tsa.example')!.focus();
    await click(findButton(root, 'Allow tsa.example'));
    await settle();
    expect(calls).toEqual(['choose https://tsa.example/tsr', 'request https://tsa.example/tsr']);
    expect(root.textContent).toContain('tsa.example may be asked for time stamps.');
    await vi.waitFor(() => expect(document.activeElement!.textContent).toBe('tsa.example may be asked for time stamps.'));
    await pick('off');
    expect(calls.at(-1)).toBe('choose null');
    expect(heard.at(-1)).toBe(say.off_said);
  });

  it('says so when it was not allowed', async () => {
    answer = false;
    await section();
    await pick('sectigo');
    expect(root.textContent).toContain(say.plain);
    await click(findButton(root, 'Allow plain.example'));
    await settle();
    expect(root.textContent).toContain(say.refused_by_you);
    expect(root.textContent).not.toContain('may be asked');
  });

  it('takes an address of the reader\'s own, and refuses what is none', async () => {
    await section();
    await pick('other');
    expect(calls).toEqual([]);
    const input = root.querySelector('input')!;
    for (const [text, called] of [['not an address', []], ['https://own.example/tsa', ['choose https://own.example/tsa']]] as const) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
      root.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await settle();
      expect(calls).toEqual(called);
    }
    expect(heard).toEqual([say.address_bad, say.chosen]);
    expect(document.activeElement).toBe(findButton(root, 'Allow own.example'));
    expect(root.textContent).toContain(say.own_is);
    expect(root.textContent).toContain('https://own.example/tsa');
  });

  it.each(LANGUAGES)('leaves no place unfilled in %s', async (language) => {
    url = 'http://plain.example/';
    await section(language);
    expect(root.textContent).not.toMatch(/\{\w+\}/);
    expect(root.textContent).toContain(words[language].court);
  });
});

describe('the choice in the export panel', () => {
  let chosen: string | null;
  function Panel() {
    const [now, setNow] = useState<string | null>(null);
    chosen = now;
    return <StampChoice deps={deps} language="en" chosen={now} onChosen={setNow} />;
  }
  const box = () => root.querySelector('input')!;
  async function tick() {
    box().click();
    await settle();
  }
  beforeEach(() => { chosen = null; });

  it('leads to the options while no authority is chosen', async () => {
    render(<Panel />, root);
    await settle();
    expect(root.textContent).toContain(say.add_none);
    expect(root.querySelector('a')!.getAttribute('href')).toBe('/options.html#stamp-title');
    expect(root.querySelector('input')).toBeNull();
  });

  it('is never on by itself; ticking it asks for the one host, once', async () => {
    url = 'https://tsa.example/tsr';
    render(<Panel />, root);
    await settle();
    expect(box().checked).toBe(false);
    await tick();
    expect([calls, chosen, box().checked]).toEqual([['request https://tsa.example/tsr'], 'https://tsa.example/tsr', true]);
    await tick();
    expect([chosen, box().checked]).toEqual([null, false]);
    await tick();
    expect([calls.length, chosen]).toEqual([1, 'https://tsa.example/tsr']);
  });

  it('stays off when the reader refuses', async () => {
    url = 'https://tsa.example/tsr';
    answer = false;
    render(<Panel />, root);
    await settle();
    await tick();
    expect([chosen, box().checked]).toEqual([null, false]);
    expect(root.textContent).toContain(say.refused_by_you);
  });
});
