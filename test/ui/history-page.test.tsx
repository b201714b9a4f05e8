// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { failures } from '../../src/locales/failures.ts';
import { history } from '../../src/locales/history.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { choose, click, findButton, settle } from './dom.ts';
import { FakeHistory, sampleFlag } from './fake-history.ts';

const words = history.en;
let root: HTMLElement;
let fake: FakeHistory;

const $ = (selector: string) => root.querySelector<HTMLElement>(selector);
const rows = () => [...root.querySelectorAll<HTMLElement>('[data-row]')];
const rowIds = () => rows().map((row) => row.dataset['row']!.replace(/0+$/, ''));
const button = (text: string, within: ParentNode = root) => findButton(within, text);
const key = async (name: string, target: Element = document.activeElement!) => {
  await act(() => { target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })); });
  await settle();
};

async function open(props: { calm?: boolean; language?: 'en' | 'zh_CN' | 'zh_TW'; openAtStart?: string } = {}) {
  render(<HistoryPage deps={fake.deps} language={props.language ?? 'en'} calm={props.calm ?? false} openAtStart={props.openAtStart} onCalm={() => undefined} />, root);
  await settle();
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  window.scrollBy = vi.fn() as typeof window.scrollBy;
  fake = new FakeHistory([
    sampleFlag({ id: 'aa', text: '派人上门', labels: [['visit', 0.95]], words: '上门', sentAt: '2026-03-03T01:00:00.000Z' }),
    sampleFlag({ id: 'bb', text: '曝光你', labels: [['exposure', 0.8]], sentAt: '2026-03-02T01:00:00.000Z', chat: '群' }),
    sampleFlag({ id: 'cc', text: '老赖', labels: [['insult', 0.7]], sentAt: '2026-03-01T01:00:00.000Z', state: 'archived' }),
    sampleFlag({ id: 'dd', text: '哈哈', labels: [['insult', 0.5]], sentAt: '2026-02-28T01:00:00.000Z', state: 'dismissed' }),
  ]);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

describe('opening', () => {
  it('starts with counts, dates and what waits for a decision, newest first', async () => {
    await open();
    expect($('h2')!.textContent).toBe('2 messages wait for your decision');
    expect($('.overview')!.textContent).toContain('From 2 March 2026 to 3 March 2026.');
    expect(rowIds()).toEqual(['aa', 'bb']);
  });

  it('sets the language and title of the document', async () => {
    await open({ language: 'zh_TW' });
    expect(document.documentElement.lang).toBe('zh-Hant');
    expect(document.title).toBe('紀錄 · 留證');
  });

  it('teaches when nothing was ever kept', async () => {
    fake = new FakeHistory([]);
    await open();
    expect($('.empty a')!.getAttribute('href')).toBe('/welcome.html');
    expect(button(words.export_open)!.hasAttribute('disabled')).toBe(true);
    expect(rows()).toEqual([]);
  });

  it('opens the one asked for', async () => {
    await open({ openAtStart: fake.flags[2]!.id });
    expect($('.detail')!.textContent).toContain('老赖');
  });

  it('says what is safe when the database cannot be read, and tries again', async () => {
    fake.fail.list = new Failure('storage_refused');
    await open();
    expect($('[role=alert]')!.textContent).toContain(failures.en.storage_refused_safe);
    delete fake.fail.list;
    await click(button('Try again'));
    expect($('[role=alert]')).toBeNull();
    expect(rowIds()).toEqual(['aa', 'bb']);
  });
});

describe('hostile words', () => {
  const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202Egnp';
  beforeEach(() => {
    fake = new FakeHistory([sampleFlag({ id: 'ee', text: HOSTILE, author: HOSTILE, chat: HOSTILE, shown: HOSTILE, url: 'javascript:alert(1)', attachments: [HOSTILE] })]);
  });

  it('never become markup or links, in the list, the filters and the details', async () => {
    await open();
    await click(button(words.details));
    expect($('.detail .quote')!.textContent).toContain('<script>alert(2)</script>U+202Egnp');
    expect(root.querySelectorAll('img, script, [onerror]')).toHaveLength(0);
    expect([...root.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['/options.html', '/verify.html']);
    expect(root.textContent).not.toContain('\u202E');
  });

  it('are isolated from our own words', async () => {
    await open();
    expect($('.row-who bdi')!.getAttribute('dir')).toBe('auto');
    expect($('.quote blockquote')!.getAttribute('dir')).toBe('auto');
  });

  it('of a megabyte do not fill the page', async () => {
    fake = new FakeHistory([sampleFlag({ id: 'ff', text: 'x\u200B'.repeat(500_000) })]);
    await open();
    expect($('.quote')!.textContent!.length).toBeLessThan(3000);
    await click(button(words.details));
    expect($('.detail .quote')!.textContent!.length).toBeLessThan(80_000);
  });
});

describe('calm mode', () => {
  it('shows a text only when asked, and the toggle keeps the focus', async () => {
    await open({ calm: true });
    expect(root.textContent).not.toContain('派人上门');
    const toggle = button('Show the text', rows()[0]!)!;
    toggle.focus();
    await click(toggle);
    expect(rows()[0]!.textContent).toContain('派人上门');
    expect(document.activeElement).toBe(toggle);
    expect(rows()[1]!.textContent).not.toContain('曝光你');
  });

  it('hides the deciding words in the details too', async () => {
    await open({ calm: true });
    await click(button(words.details));
    expect($('.detail')!.textContent).not.toContain('上门');
    await click(button('Show the text', $('.detail')!));
    expect($('.reason-words')!.textContent).toContain('上门');
  });
});

it('a message that the reader marked is said to be so, without any estimate', async () => {
  fake = new FakeHistory([{ ...sampleFlag({ id: 'gg', text: '你等着', labels: [['insult', 1]] }), markedBy: 'reader' }]);
  await open();
  await click(button(words.details));
  expect($('.detail')!.textContent).toContain(words.marked_by_you);
  for (const part of [words.why_marked, words.sure_very, words.why_note, words.model]) expect($('.detail')!.textContent).not.toContain(part);
});

describe('deciding', () => {
  it('dismisses with an undo in reach, and the row stays until the view changes', async () => {
    await open();
    await click(button(words.dismiss, rows()[0]!));
    expect(fake.calls).toEqual(['dismiss aa']);
    expect(rowIds()).toEqual(['aa', 'bb']);
    expect(rows()[0]!.textContent).toContain('Marked as not harassment on 3 March 2026');
    expect($('h2')!.textContent).toBe('1 message waits for your decision');
    expect($('[role=status]')!.textContent).toBe(words.said_dismissed);
    await click(button('Undo', $('.toast')!));
    expect(fake.calls).toEqual(['dismiss aa', 'restore aa']);
    expect($('.toast')).toBeNull();
    expect(button(words.archive, rows()[0]!)).toBeTruthy();
  });

  it('archives, and the row keeps the focus that its button had', async () => {
    await open();
    const archive = button(words.archive, rows()[0]!)!;
    archive.focus();
    await click(archive);
    expect(rows()[0]!.textContent).toContain('Archived as entry 7');
    expect(button(words.archive, rows()[0]!)).toBeUndefined();
    expect(document.activeElement).toBe(rows()[0]);
  });

  it('says so when it fails, keeps the row and offers to try again', async () => {
    fake.fail.archive = new Failure('storage_full');
    await open();
    await click(button(words.archive, rows()[0]!));
    expect($('[role=alert]')!.textContent).toContain(failures.en.storage_full_what);
    expect(rows()[0]!.textContent).not.toContain('Archived');
    delete fake.fail.archive;
    await click(button('Try again'));
    expect($('[role=alert]')).toBeNull();
    expect(rows()[0]!.textContent).toContain('Archived as entry 7');
  });

  it('u takes the last dismissal back', async () => {
    await open();
    await click(button(words.dismiss, rows()[0]!));
    rows()[1]!.focus();
    await key('u');
    expect(fake.calls).toEqual(['dismiss aa', 'restore aa']);
  });
});

describe('keyboard', () => {
  it('moves one tab stop with arrows and j/k, opens with Enter, closes with Escape, gives the focus back', async () => {
    await open();
    expect(rows().map((row) => row.tabIndex)).toEqual([0, -1]);
    rows()[0]!.focus();
    await key('j');
    expect(document.activeElement).toBe(rows()[1]);
    expect(rows().map((row) => row.tabIndex)).toEqual([-1, 0]);
    expect([...rows()[0]!.querySelectorAll('button')].every((one) => one.tabIndex === -1)).toBe(true);
    await key('Enter');
    expect($('.detail')!.textContent).toContain('曝光你');
    expect(document.activeElement).toBe($('.detail'));
    await key('Escape');
    expect($('.detail')).toBeNull();
    await new Promise((done) => requestAnimationFrame(done));
    expect(document.activeElement).toBe(rows()[1]);
  });

  it('leaves letters alone in the search field', async () => {
    await open();
    const field = $('input[type=search]')!;
    field.focus();
    await key('j', field);
    expect(document.activeElement).toBe(field);
  });

  it('loads more past the end', async () => {
    fake = new FakeHistory(Array.from({ length: 120 }, (_, n) => sampleFlag({ id: `n${String(n).padStart(3, '0')}x`, text: 't', sentAt: new Date(Date.UTC(2026, 0, 1) - n * 60_000).toISOString() })));
    await open();
    expect(rows()).toHaveLength(50);
    rows().at(-1)!.focus();
    await key('ArrowDown');
    expect(rows()).toHaveLength(100);
    await click(button(words.load_more));
    expect(rows()).toHaveLength(120);
    expect(button(words.load_more)).toBeUndefined();
  });
});

describe('a new flag while the page is open', () => {
  it('comes in without taking the focus, the selection or the same elements away', async () => {
    await open();
    const row = rows()[1]!;
    row.focus();
    const quote = row.querySelector('blockquote')!;
    document.getSelection()!.selectAllChildren(quote);
    await act(() => fake.add(sampleFlag({ id: 'zz', text: '新的', sentAt: '2026-03-04T01:00:00.000Z' })));
    await settle();
    expect(rowIds()).toEqual(['zz', 'aa', 'bb']);
    expect(rows()[2]).toBe(row);
    expect(document.activeElement).toBe(row);
    expect(document.getSelection()!.toString()).toBe('曝光你');
    expect($('[role=status]')!.textContent).toBe('1 new message was kept.');
    expect($('h2')!.textContent).toBe('3 messages wait for your decision');
  });

  it('fills the page that taught a moment ago', async () => {
    fake = new FakeHistory([]);
    await open();
    await act(() => fake.add(sampleFlag({ id: 'zz', text: '新的' })));
    await settle();
    expect(rowIds()).toEqual(['zz']);
  });
});

describe('filters', () => {
  it('narrow by state, label and text, and clear again', async () => {
    await open();
    await click(button(words.state_all));
    expect(rowIds()).toEqual(['aa', 'bb', 'cc', 'dd']);
    await click([...root.querySelectorAll('.filters .check')].find((one) => one.textContent!.includes('Insult'))!.querySelector('input'));
    expect(rowIds()).toEqual(['cc', 'dd']);
    const field = $('input[type=search]') as HTMLInputElement;
    await act(() => { field.value = '不存在'; field.dispatchEvent(new Event('input', { bubbles: true })); });
    await act(async () => { await new Promise((done) => setTimeout(done, 220)); });
    await settle();
    expect(rowIds()).toEqual([]);
    expect(root.textContent).toContain(words.no_match);
    await click(button(words.clear_filters, $('.list')!));
    expect(rowIds()).toEqual(['aa', 'bb', 'cc', 'dd']);
  });
});

describe('export', () => {
  it('makes everything, shows name and manifest hash, and says what it does not prove', async () => {
    await open({ language: 'zh_CN' });
    await click(button(history.zh_CN.export_open));
    await click(button(history.zh_CN.export_start));
    expect(fake.calls).toEqual(['export {} zh_CN 保存的全部信息']);
    const panel = $('.export')!;
    expect(panel.textContent).toContain('witnessmark-2026-03-03.zip');
    expect(panel.textContent).toContain('e5f6'.repeat(16));
    expect(panel.textContent).toContain(history.zh_CN.export_not);
    expect(document.activeElement).toBe(panel);
  });

  it('makes what is filtered, in another language', async () => {
    await open();
    await click(button(words.export_open));
    await click(root.querySelectorAll('input[name=scope]')[1]);
    await choose($('.export select') as HTMLSelectElement, 'zh_TW');
    await click(button(words.export_start));
    expect(fake.calls).toEqual(['export {"states":["open"]} zh_TW 待決定']);
  });

  it('shows progress and stops when cancelled', async () => {
    let signal: AbortSignal | undefined;
    fake.exporter = (request) => {
      signal = request.signal;
      request.onProgress({ step: 'report', done: 2, total: 4 });
      return new Promise((_done, fail) => request.signal.addEventListener('abort', () => fail(new Failure('cancelled'))));
    };
    await open();
    await click(button(words.export_open));
    await click(button(words.export_start));
    expect($('#export-step')!.textContent).toBe('Writing the report: 2 of 4');
    expect(($('progress') as HTMLProgressElement).value).toBe(2);
    await click(button('Cancel', $('.export')!));
    expect(signal!.aborted).toBe(true);
    expect(button(words.export_start)).toBeTruthy();
    expect($('[role=alert]')).toBeNull();
  });

  it('says what is safe when it fails', async () => {
    fake.fail.exportFile = new Failure('chain_broken');
    await open();
    await click(button(words.export_open));
    await click(button(words.export_start));
    expect($('.export [role=alert]')!.textContent).toContain(failures.en.chain_broken_safe);
  });

  it('stops when the panel is closed', async () => {
    let signal: AbortSignal | undefined;
    fake.exporter = (request) => {
      signal = request.signal;
      return new Promise(() => undefined);
    };
    await open();
    await click(button(words.export_open));
    await click(button(words.export_start));
    await click(button('Close', $('.export')!));
    expect(signal!.aborted).toBe(true);
  });
});
