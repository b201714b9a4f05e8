// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { LOCK_FAULTS, type ExportDone, type ExportRequest } from '../../src/ui/history/deps.ts';
import { history } from '../../src/locales/history.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { masking } from '../../src/locales/masking.ts';
import { stamp } from '../../src/locales/stamp.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { click, findButton, settle } from './dom.ts';
import { FakeHistory, sampleExport, sampleFlag } from './fake-history.ts';

const words = history.en;
let root: HTMLElement;
let fake: FakeHistory;
let asked: ExportRequest[];
let answer: Partial<ExportDone>;

const $ = (selector: string) => root.querySelector<HTMLElement>(selector);
const panel = () => $('.export')!;
const button = (text: string, within: ParentNode = root) => findButton(within, text);
const tick = (text: string) => click([...panel().querySelectorAll('label')].find((one) => one.textContent!.trim().startsWith(text))?.querySelector('input'));
const start = () => click(button(words.export_start));
async function type(field: HTMLInputElement | HTMLTextAreaElement, value: string) {
  await act(() => { field.value = value; field.dispatchEvent(new Event('input', { bubbles: true })); });
  await settle();
}
const passphrases = () => [...panel().querySelectorAll<HTMLInputElement>('.lock-fields input:not([type=checkbox])')];

async function open(language: 'en' | 'zh_CN' | 'zh_TW' = 'en') {
  render(<HistoryPage deps={fake.deps} language={language} calm={false} onCalm={() => undefined} />, root);
  await settle();
  await click(button(history[language].export_open));
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  asked = [];
  answer = {};
  fake = new FakeHistory([sampleFlag({ id: 'aa', text: '派人上门' }), sampleFlag({ id: 'bb', text: '曝光你', state: 'archived' })]);
  fake.exporter = async (request) => {
    asked.push(request);
    return { ...sampleExport(2, (name) => fake.calls.push(`save ${name}`)), ...answer };
  };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

describe('the main path', () => {
  it('is one button, and asks for no extra', async () => {
    await open();
    await start();
    expect(asked).toMatchObject([{ filter: {}, onlyNew: false, stamp: null, lock: null, small: false, masking: null }]);
    expect(panel().textContent).toContain(words.done_open);
    expect([...panel().querySelectorAll('a')].find((one) => one.textContent === words.export_check)?.getAttribute('href')).toBe('/verify.html');
    expect(panel().querySelectorAll('.notice')).toHaveLength(0);
    await click(button(words.save_again));
    expect(fake.calls.at(-1)).toBe('save witnessmark-2026-03-03.zip');
  });

  it('keeps the rest folded away', async () => {
    await open();
    const fold = panel().querySelector('details')!;
    expect(fold.open).toBe(false);
    for (const part of [words.masked_too, words.small_too, words.lock_title]) expect(fold.textContent).toContain(part);
  });
});

describe('what is new since', () => {
  it('is not offered where there was no export before', async () => {
    await open();
    expect(panel().textContent).not.toContain('Only what is new');
  });

  it('is counted and can be chosen; nothing new makes no file', async () => {
    fake.since = { at: '2026-03-01T08:00:00.000Z', fresh: 1 };
    await open();
    expect(panel().textContent).toContain('Only what is new since 1 March 2026 16:00 (1)');
    await tick('Only what is new');
    await start();
    expect(asked).toMatchObject([{ onlyNew: true }]);
    await click(button(words.export_again));
    fake.since = { at: '2026-03-01T08:00:00.000Z', fresh: 0 };
    await act(() => fake.changed());
    await settle();
    expect(button(words.export_start)!.disabled).toBe(true);
    expect(panel().textContent).toContain(words.nothing_new);
  });
});

describe('a lock', () => {
  it('wants the passphrase twice and strong; what is wrong is said, unfolded, and nothing starts', async () => {
    await open();
    await tick(words.lock_passphrase);
    await start();
    expect(panel().querySelector('[role=alert]')!.textContent).toBe(words.fault_passphrase_empty);
    expect(panel().querySelector('details')!.open).toBe(true);
    expect(document.activeElement).toBe(passphrases()[0]);
    await type(passphrases()[0]!, 'kurz');
    expect($('#lock-strength')!.textContent).toBe(words.strength_weak);
    await type(passphrases()[0]!, 'a long passphrase');
    await start();
    expect(panel().querySelector('[role=alert]')!.textContent).toBe(words.passphrase_differs);
    expect(document.activeElement).toBe(passphrases()[1]);
    expect(passphrases().map((one) => one.getAttribute('aria-invalid'))).toEqual(['false', 'true']);
    expect(asked).toEqual([]);
    await type(passphrases()[1]!, 'a long passphrase');
    await start();
    expect(asked).toMatchObject([{ lock: { passphrase: 'a long passphrase' } }]);
    expect(panel().textContent).toContain(words.done_locked);
  });

  it('made for the reader is shown to be written down, and is gone afterwards', async () => {
    await open();
    await tick(words.lock_passphrase);
    await click(button(words.passphrase_make));
    expect(panel().textContent).toContain('k7mq-x2vd-9rth-w4pn-c6ys');
    expect(panel().textContent).toContain(words.passphrase_made);
    await start();
    expect(asked).toMatchObject([{ lock: { passphrase: 'k7mq-x2vd-9rth-w4pn-c6ys' } }]);
    await click(button(words.export_again));
    expect(panel().innerHTML).not.toContain('k7mq');
    expect(passphrases()).toEqual([]);
  });

  it('is hidden unless the reader asks to see it', async () => {
    await open();
    await tick(words.lock_passphrase);
    expect(passphrases().map(({ type: kind }) => kind)).toEqual(['password', 'password']);
    await tick(words.passphrase_show);
    expect(passphrases().map(({ type: kind }) => kind)).toEqual(['text', 'text']);
  });

  it('to keys takes one a line, and says that the reader cannot open it', async () => {
    await open();
    await tick(words.lock_keys);
    await start();
    expect(panel().querySelector('[role=alert]')!.textContent).toBe(words.fault_recipient_missing);
    await type(panel().querySelector('textarea')!, 'age1aaa\nage1bbb');
    await start();
    expect(asked).toMatchObject([{ lock: { recipients: ['age1aaa', 'age1bbb'] } }]);
    expect(panel().textContent).toContain(words.done_locked_keys);
  });

  it('has words for every fault in every language', () => {
    for (const language of LANGUAGES) for (const fault of LOCK_FAULTS) expect(history[language][`fault_${fault}`]).toBeTruthy();
  });
});

describe('a time stamp', () => {
  it('is off, and asks for one only when ticked', async () => {
    fake.authority = 'https://tsa.example/';
    fake.granted = true;
    await open();
    await tick('Add a time stamp');
    answer = { stamp: { at: '2026-03-03T03:00:00.000Z', authority: 'Free <b>TSA</b>' } };
    await start();
    expect(asked).toMatchObject([{ stamp: 'https://tsa.example/' }]);
    expect(panel().textContent).toContain('Free <b>TSA</b>');
    expect(panel().textContent).toContain('3 March 2026 11:00:00');
    expect(panel().querySelector('b b')).toBeNull();
  });

  it('that does not come is told beside an export that is whole', async () => {
    answer = { stamp: { problem: 'unreachable', words: null } };
    await open();
    await start();
    expect(panel().textContent).toContain(words.export_done);
    expect(panel().textContent).toContain(stamp.en.problem_unreachable);
    expect(panel().textContent).toContain(stamp.en.export_whole);
  });
});

describe('several files', () => {
  it('each has its name, its size and its number; the masked one says whom it is for', async () => {
    const [full] = sampleExport(2).files;
    answer = { files: [full!, { kind: 'masked', name: 'm.zip', bytes: 10, manifestSha256: 'b7c8'.repeat(16), save: () => fake.calls.push('save m.zip') }, { kind: 'small', name: 's.html', bytes: 9, save: () => undefined }], smallMade: false };
    await open();
    await tick(words.small_too);
    await start();
    expect(asked).toMatchObject([{ small: true }]);
    const [first, masked, small] = panel().querySelectorAll('.made-files > li');
    expect(first!.textContent).toContain('e5f6'.repeat(16));
    expect(masked!.textContent).toContain('b7c8'.repeat(16));
    expect(masked!.textContent).toContain(words.keep_private);
    expect(small!.textContent).not.toContain(words.manifest_hash);
    expect(panel().textContent).toContain(words.done_several);
    expect(panel().textContent).toContain(words.small_not_made);
    await click(button(words.save_again, masked!));
    expect(fake.calls.at(-1)).toBe('save m.zip');
  });

  it('making the lock is told in hundredths', async () => {
    fake.exporter = ({ onProgress }) => {
      onProgress({ file: 'full', step: 'lock', done: 34, total: 100 });
      return new Promise(() => undefined);
    };
    await open();
    await start();
    expect($('#export-step')!.textContent).toBe('Making the lock: 34%');
  });

  it('which one is being made is said', async () => {
    fake.exporter = ({ onProgress }) => {
      onProgress({ file: 'small', step: 'report', done: 2, total: 4 });
      return new Promise(() => undefined);
    };
    await open();
    await tick(words.small_too);
    await start();
    expect($('#export-step')!.textContent).toBe('Small report · Writing the report: 2 of 4');
  });
});

describe('a masked copy', () => {
  it('is looked through before anything is made; back keeps what was decided', async () => {
    await open();
    await tick(words.masked_too);
    await start();
    expect(asked).toEqual([]);
    expect($('.page')!.classList.contains('wide')).toBe(true);
    expect($('.masking')!.textContent).toContain('李桂芳');
    await click($('.masking input[type=checkbox]'));
    await click(button('Back', $('.masking')!));
    expect($('.page')!.classList.contains('wide')).toBe(false);
    await start();
    expect(($('.masking input[type=checkbox]') as HTMLInputElement).checked).toBe(false);
    await click($('.masking input[type=checkbox]'));
    await click(button(masking.en.make));
    expect(asked).toMatchObject([{ masking: { items: [{ kind: 'name', text: '李桂芳' }] } }]);
    expect($('.page')!.classList.contains('wide')).toBe(false);
    expect(panel().textContent).toContain(words.export_done);
  });
});

describe('exports made before', () => {
  const past = { id: 'p1', at: '2026-03-01T08:00:00.000Z', name: 'w.zip', manifestSha256: 'a7b8'.repeat(16), flags: 5, entries: 2, copy: 'full' as const, stampedAt: null };
  const bring = async (at: number, name: string) => {
    const field = panel().querySelectorAll<HTMLInputElement>('.past input[type=file]')[at]!;
    Object.defineProperty(field, 'files', { value: [new File(['x'], name)], configurable: true });
    await act(() => { field.dispatchEvent(new Event('change', { bubbles: true })); });
    await settle();
  };

  it('are listed with their number, and a stamp can be carried by hand', async () => {
    fake.past = [past];
    await open();
    expect(panel().querySelector('.past')!.textContent).toContain('a7b8'.repeat(16));
    await click(button(stamp.en.save_query));
    expect(panel().querySelectorAll('.past input[type=file]')).toHaveLength(1);
    await bring(0, 'answer.tsr');
    expect(fake.calls).toEqual(['tsq p1', 'tsr p1']);
    expect(panel().querySelector('.past [role=status]')!.textContent).toContain('Free TSA states 3 March 2026 11:00:00');
  });

  it('a stamp that is wrong is told by what is wrong with it', async () => {
    fake.past = [past];
    fake.stamper.bringStamp = () => Promise.reject(Object.assign(new Failure('unknown'), { problem: 'other_hash' }));
    await open();
    await bring(0, 'answer.tsr');
    expect(panel().querySelector('.past [role=alert]')!.textContent).toBe(stamp.en.problem_other_hash);
  });

  it('a kept stamp goes into the file of that export, and into no other', async () => {
    fake.past = [{ ...past, stampedAt: '2026-03-01T08:01:00.000Z' }];
    await open();
    await bring(1, 'w.zip');
    expect(panel().querySelector('.past [role=status]')!.textContent).toContain('witnessmark-stamped.zip');
    fake.stamper.stampBundle = () => Promise.reject(new Failure('bad_request', 'another bundle'));
    await bring(1, 'other.zip');
    expect(panel().querySelector('.past [role=alert]')!.textContent).toBe(words.past_put_in_wrong);
  });

  it('are not spoken of where there are none', async () => {
    await open('zh_TW');
    expect(panel().querySelector('.past')).toBeNull();
  });
});

it('Escape closes the panel, but not while a file is made', async () => {
  fake.exporter = () => new Promise(() => undefined);
  await open();
  await start();
  const escape = () => act(() => { panel().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })); });
  await escape();
  expect(panel()).toBeTruthy();
  await click(button('Cancel', panel()));
  await escape();
  expect($('.export')).toBeNull();
});
