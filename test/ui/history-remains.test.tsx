// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { common } from '../../src/locales/common.ts';
import { failures } from '../../src/locales/failures.ts';
import { history } from '../../src/locales/history.ts';
import { DeletedMeanwhile } from '../../src/ui/history/deps.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { click, findButton, settle } from './dom.ts';
import { FakeHistory, sampleExport, sampleFlag } from './fake-history.ts';

const words = history.en;
let root: HTMLElement;
let fake: FakeHistory;

const $ = (selector: string) => root.querySelector<HTMLElement>(selector);
const button = (text: string, within: ParentNode = root) => findButton(within, text);
const panel = () => $('.export')!;

async function show() {
  render(<HistoryPage deps={fake.deps} language="en" calm={false} onCalm={() => undefined} />, root);
  await settle();
}
async function startExport() {
  await show();
  await click(button(words.export_open));
  await click(button(words.export_start));
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  fake = new FakeHistory([]);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

describe('a history without messages', () => {
  it('where nothing was ever kept offers neither check nor export', async () => {
    await show();
    expect(root.textContent).toContain(words.empty_title);
    expect(button(words.check_open)).toBeUndefined();
    expect(button(words.export_open)!.disabled).toBe(true);
  });

  it('where all was deleted can still be checked, and what remains exported with one button and a lock, without masking', async () => {
    fake.left = true;
    await show();
    expect(root.textContent).toContain(words.empty_title_now);
    await click(button(words.check_open));
    expect($('.checking')!.textContent).toContain(words.check_whole);
    await click(button(common.en.close, $('.checking')!));
    await click(button(words.remains_export));
    expect(panel().textContent).toContain(words.remains_lead);
    expect(panel().querySelector('input[name=scope]')).toBeNull();
    expect(panel().textContent).toContain(words.lock_title);
    for (const part of [words.masked_too, words.small_too, words.export_nothing]) expect(panel().textContent).not.toContain(part);
    await click(button(words.export_start));
    expect(panel().textContent).toContain(words.export_done);
    expect(fake.calls.at(-1)).toMatch(/^export \{\} en /);
  });

  it('after the last one was deleted keeps the focus, and says that it is gone', async () => {
    fake = new FakeHistory([sampleFlag({ id: 'aa', text: '派人上门' })]);
    fake.left = true;
    await show();
    await click($('.row .details'));
    await click(button(words.delete_open));
    await click(button(words.delete_next));
    await click(button(words.delete_now));
    await act(async () => { await new Promise((done) => setTimeout(done, 40)); });
    expect(document.activeElement?.id).toBe('empty-title');
    expect($('.toast')!.textContent).toContain(words.said_deleted);
  });
});

describe('an export that makes no file', () => {
  beforeEach(() => { fake = new FakeHistory([sampleFlag({ id: 'aa', text: '派人上门' })]); });

  it('because a message was deleted meanwhile says what is safe, and is made again', async () => {
    let tries = 0;
    fake.exporter = async () => {
      tries += 1;
      if (tries === 1) throw new DeletedMeanwhile();
      return sampleExport(1);
    };
    await startExport();
    const told = panel().querySelector('[role=alert]')!;
    for (const part of [words.meanwhile_what, words.meanwhile_safe, words.meanwhile_next]) expect(told.textContent).toContain(part);
    await click(button(common.en.retry, told));
    expect(panel().textContent).toContain(words.export_done);
  });

  it('because nothing is left to export speaks of the choice, and not of one message', async () => {
    fake.fail.exportFile = new Failure('not_found');
    await startExport();
    expect(panel().querySelector('[role=alert]')!.textContent).toContain(words.none_left_what);
    expect(panel().textContent).not.toContain(failures.en.not_found_what);
  });

  it('because the reader stopped it says that nothing was saved', async () => {
    fake.exporter = () => new Promise(() => undefined);
    await startExport();
    await click(button(common.en.cancel, panel()));
    expect(panel().querySelector('[role=status]')!.textContent).toBe(words.export_stopped);
    expect(panel().querySelector('[role=alert]')).toBeNull();
  });
});
