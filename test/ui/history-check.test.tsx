// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { failures } from '../../src/locales/failures.ts';
import { history } from '../../src/locales/history.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { click, findButton, settle } from './dom.ts';
import { FakeHistory, sampleFlag } from './fake-history.ts';

const words = history.en;
let root: HTMLElement;
let fake: FakeHistory;

const $ = (selector: string) => root.querySelector<HTMLElement>(selector);
const panel = () => $('.checking')!;
const button = (text: string, within: ParentNode = root) => findButton(within, text);

async function check() {
  render(<HistoryPage deps={fake.deps} language="en" calm={false} onCalm={() => undefined} />, root);
  await settle();
  await click(button(words.check_open));
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  fake = new FakeHistory([sampleFlag({ id: 'aa', text: '派人上门' })]);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

describe('checking the archive', () => {
  it('that is whole says so calmly, with counts, and takes the focus', async () => {
    await check();
    expect(document.activeElement).toBe(panel());
    expect(panel().textContent).toContain(words.check_whole_more);
    expect(panel().querySelector('[role=alert]')).toBeNull();
    expect([...panel().querySelectorAll('.counts dt')].map((one) => one.textContent)).toEqual([words.count_messages, words.count_changes, words.count_files, words.count_custody]);
    expect(panel().textContent).toContain(words.check_noted);
    expect(panel().querySelector('a')!.getAttribute('href')).toBe('/verify.html');
  });

  it('that is broken names the first link, what is safe and what to do, and leads to an export', async () => {
    fake.verdict = { ...fake.verdict, whole: false, noted: false, entries: { ok: false, seq: 7, why: 'untold' } };
    await check();
    const told = panel().querySelector('[role=alert]')!.textContent!;
    for (const part of ['number 7 in the chain', words.break_untold, words.check_custody_whole, words.check_safe]) expect(told).toContain(part);
    for (const part of [words.check_next_1, words.check_next_2, words.check_next_3, words.check_not_noted]) expect(panel().textContent).toContain(part);
    await click(button(words.check_export));
    expect($('.export')).toBeTruthy();
  });

  it('of which the log is broken names the line', async () => {
    fake.verdict = { ...fake.verdict, whole: false, custody: { ok: false, seq: 3, why: 'prev' } };
    await check();
    const told = panel().querySelector('[role=alert]')!.textContent!;
    for (const part of ['line 3 of the log', words.log_prev, words.check_entries_whole]) expect(told).toContain(part);
  });

  it('shows how far it is and stops when asked, and can be begun again', async () => {
    const signals: AbortSignal[] = [];
    fake.verifier = ({ signal, onProgress }) => {
      signals.push(signal);
      onProgress({ step: 'entries', done: 31, total: 100 });
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Failure('cancelled'))));
    };
    await check();
    expect($('#check-step')!.textContent).toBe('Checking sealed entries: 31 of 100');
    expect(($('progress') as HTMLProgressElement).value).toBe(31);
    await click(button('Cancel', panel()));
    expect(signals[0]!.aborted).toBe(true);
    expect(panel().textContent).toContain(words.check_stopped);
    fake.verifier = null;
    await click(button(words.check_again));
    expect(panel().textContent).toContain(words.check_whole_more);
  });

  it('stops when the panel is closed', async () => {
    let signal: AbortSignal | undefined;
    fake.verifier = (request) => {
      signal = request.signal;
      return new Promise(() => undefined);
    };
    await check();
    await click(button('Close', panel()));
    expect(signal!.aborted).toBe(true);
  });

  it('that cannot be read says what is safe', async () => {
    fake.verifier = async () => { throw new Failure('storage_refused'); };
    await check();
    expect(panel().querySelector('[role=alert]')!.textContent).toContain(failures.en.storage_refused_safe);
    fake.verifier = null;
    await click(button('Try again', panel()));
    expect(panel().textContent).toContain(words.check_whole);
  });
});
