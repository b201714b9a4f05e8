// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from 'preact/test-utils';
import { Failure } from '../../src/core/failure.ts';
import { MISSABLE, MISSING_REASONS } from '../../src/core/entry.ts';
import { failures } from '../../src/locales/failures.ts';
import { history } from '../../src/locales/history.ts';
import { fill, LANGUAGES } from '../../src/locales/language.ts';
import { HistoryPage } from '../../src/ui/history/history-page.tsx';
import { click, findButton, settle } from './dom.ts';
import { CALM_CLOCK, sampleChange, sampleEntry } from './fake-entry.ts';
import { FakeHistory, sampleFlag } from './fake-history.ts';

const words = history.en;
let root: HTMLElement;
let fake: FakeHistory;
const made: string[] = [];
const revoked: string[] = [];

const $ = (selector: string) => root.querySelector<HTMLElement>(selector);
const button = (text: string, within: ParentNode = root) => findButton(within, text);
const flag = () => fake.flags[0]!;
const key = async (name: string, target: Element = document.activeElement!) => {
  await act(() => { target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })); });
  await settle();
};

async function open(props: { calm?: boolean; language?: 'en' | 'zh_CN' | 'zh_TW'; id?: string } = {}) {
  render(<HistoryPage deps={fake.deps} language={props.language ?? 'en'} calm={props.calm ?? false} openAtStart={props.id ?? flag().id} onCalm={() => undefined} />, root);
  await settle();
}

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  made.length = 0;
  revoked.length = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made.push(`${(blob as Blob).type} ${(blob as Blob).size}`);
    return `blob:test/${made.length}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => { revoked.push(url); });
  fake = new FakeHistory([
    sampleFlag({ id: 'aa', text: '派人上门', labels: [['visit', 0.95]], state: 'archived' }),
    sampleFlag({ id: 'bb', text: '曝光你', sentAt: '2026-03-01T01:00:00.000Z' }),
  ]);
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.restoreAllMocks();
});

describe('the picture', () => {
  it('is shown with what it is, enlarges in its place, and is let go of on leaving', async () => {
    await open();
    const image = $('.picture img') as HTMLImageElement;
    expect(image.getAttribute('src')).toBe('blob:test/1');
    expect(image.alt).toBe(words.picture_alt_screen);
    // In CSS pixels: it was taken at two for one.
    expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['600', '250']);
    expect($('.detail')!.textContent).toContain(words.picture_screen);
    const toggle = button(words.picture_larger)!;
    await click(toggle);
    expect($('.picture')!.classList.contains('large')).toBe(true);
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    await click(button('Close', $('.detail')!));
    expect(revoked).toEqual(['blob:test/1']);
  });

  it('that was drawn is said to be drawn, and why there is no photograph', async () => {
    fake.entries = [sampleEntry(flag(), { captureMethod: 'rendered', trigger: 'history', fragment: null, picture: { ...sampleEntry(flag()).body.facts.picture!, method: 'rendered' }, notCaptured: [{ what: 'true_picture', why: 'page_not_open' }] })];
    await open();
    expect(($('.picture img') as HTMLImageElement).alt).toBe(words.picture_alt_rendered);
    expect($('.detail')!.textContent).toContain(words.picture_rendered_more);
    expect($('.detail')!.textContent).not.toContain(words.picture_screen);
    expect($('.detail')!.textContent).toContain(words.archived_from_history);
    expect($('.detail')!.textContent).toContain(`${words.lack_true_picture}: ${words.because_page_not_open}`);
    expect(button(words.fragment_save)).toBeUndefined();
  });

  it('that is missing is not hidden away', async () => {
    fake.files['1 picture.png'] = null;
    await open();
    expect($('.picture')).toBeNull();
    expect($('.detail')!.textContent).toContain(words.picture_missing);
  });

  it('stays hidden with the text in calm mode, with the words around it', async () => {
    await open({ calm: true });
    expect(made).toEqual([]);
    expect($('.detail')!.textContent).toContain(words.picture_hidden);
    expect($('.detail')!.textContent).not.toContain('别再打了');
    await click(button('Show the text', $('.detail')!));
    expect($('.picture img')).toBeTruthy();
    expect($('.detail')!.textContent).toContain('别再打了');
  });
});

describe('the part of the page', () => {
  it('is handed over as a file and never put into our page', async () => {
    const hostile = new TextEncoder().encode('<script>alert(1)</script><img src=x onerror="alert(2)">');
    fake.files['1 message.html'] = hostile as Uint8Array<ArrayBuffer>;
    await open();
    await click(button(words.fragment_save));
    expect(fake.saved).toEqual([{ name: 'witnessmark-0001-message.html', bytes: hostile }]);
    expect(root.querySelectorAll('iframe, script, object, embed, [onerror], [srcdoc]')).toHaveLength(0);
    expect(root.innerHTML).not.toContain('alert(1)');
    // No address was made that could be opened with the rights of our page, but that of the picture.
    expect(made).toEqual(['image/png 1']);
  });
});

describe('what the record says', () => {
  it('own account, way of capture, words around it, hash and key', async () => {
    await open();
    const text = $('.detail')!.textContent!;
    for (const part of ['王小明', words.trigger_menu, words.method_screen, '你好，请问是王先生吗', '别再打了', 'a1b2'.repeat(16), 'c3d4'.repeat(16)]) expect(text).toContain(part);
    expect(text).toContain(`${words.lack_images} (2): ${words.because_protected_by_the_page}`);
    expect(text).not.toContain(words.clock_order);
  });

  it('a clock that was set back, and another zone, in words', async () => {
    const entry = sampleEntry(flag());
    fake.entries = [{ ...entry, body: { ...entry.body, facts: { ...entry.body.facts, times: { ...entry.body.facts.times, clock: { ...CALM_CLOCK, wentBackMs: 120_000, zoneBefore: 'Asia/Tokyo' } } } } }];
    await open();
    const text = $('.detail')!.textContent!;
    expect(text).toContain('The clock was set back by 2 min before this entry.');
    expect(text).toContain('the time zone Asia/Tokyo');
    expect(text).toContain(words.clock_order);
  });

  it('what became of it later, as links of their own', async () => {
    fake.later[flag().id] = [sampleChange(flag(), 12, { what: 'recalled', at: '2026-03-03T12:15:11.000Z', words: '对方撤回了一条消息<b>' })];
    await open();
    const text = $('.detail')!.textContent!;
    expect(text).toContain(words.later_title);
    expect(text).toContain('Noted as link 12');
    expect(text).toContain('20:15:11');
    expect(text).toContain('对方撤回了一条消息<b>');
  });

  it('has words for everything that may lack, in every language', () => {
    for (const language of LANGUAGES) {
      for (const what of MISSABLE) expect(history[language][`lack_${what}`]).toBeTruthy();
      for (const why of MISSING_REASONS) expect(history[language][`because_${why}`]).toBeTruthy();
    }
  });

  it('says so when the entry cannot be read, and shows the rest', async () => {
    fake.deps.entry = async () => { throw new Failure('storage_refused'); };
    await open();
    expect($('.detail')!.textContent).toContain(words.entry_unreadable);
    expect($('.detail')!.textContent).toContain('派人上门');
  });

  it('says beforehand what archiving from here cannot have', async () => {
    await open({ id: fake.flags[1]!.id });
    expect($('.detail')!.textContent).toContain(words.archive_from_here);
  });
});

describe('deleting', () => {
  it('asks twice, takes a reason, and the row goes; the focus is on the next', async () => {
    await open();
    await click(button(words.state_all));
    await click(button(words.delete_open));
    const asked = $('.delete')!;
    expect(document.activeElement!.textContent).toBe(words.delete_title);
    expect(asked.textContent).toContain(words.delete_goes_archived);
    expect(asked.textContent).toContain(fill(words.delete_stays_archived, { n: '1' }));
    const field = asked.querySelector('textarea')!;
    expect(field.maxLength).toBe(500);
    await act(() => { field.value = ' 发错了 '; field.dispatchEvent(new Event('input', { bubbles: true })); });
    await click(button(words.delete_next));
    expect(fake.calls).toEqual([]);
    expect(document.activeElement!.textContent).toBe(words.delete_sure);
    expect($('.delete')!.textContent).toContain(words.delete_sure_more);
    await click(button(words.delete_now));
    expect(fake.calls).toEqual(['delete aa 发错了']);
    expect($('.detail')).toBeNull();
    expect([...root.querySelectorAll<HTMLElement>('[data-row]')].map((row) => row.dataset['row']!.slice(0, 2))).toEqual(['bb']);
    expect($('[role=status]')!.textContent).toBe('The message is deleted. Number 1 and its hash stay.');
    expect($('.toast')!.textContent).not.toContain('Undo');
    await new Promise((done) => requestAnimationFrame(done));
    expect(document.activeElement).toBe($('[data-row]'));
  });

  it('Escape and "keep it" take the question away, not the message or the panel', async () => {
    await open();
    await click(button(words.delete_open));
    await key('Escape');
    expect($('.delete')).toBeNull();
    expect($('.detail')).toBeTruthy();
    expect(document.activeElement).toBe(button(words.delete_open));
    await click(button(words.delete_open));
    await click(button(words.delete_next));
    await click(button(words.delete_keep));
    expect($('.delete')).toBeNull();
    expect(fake.calls).toEqual([]);
  });

  it('offers an export first', async () => {
    await open();
    await click(button(words.delete_open));
    await click(button(words.delete_export));
    expect($('.export')).toBeTruthy();
    expect(fake.calls).toEqual([]);
  });

  it('of a message that was never archived speaks of no number', async () => {
    await open({ id: fake.flags[1]!.id });
    await click(button(words.delete_open));
    expect($('.delete')!.textContent).toContain(words.delete_stays);
    expect($('.delete')!.textContent).not.toContain('hash');
  });

  it('that fails says what is safe and can be tried again', async () => {
    fake.fail.deleteFlag = new Failure('storage_full');
    await open();
    await click(button(words.delete_open));
    await click(button(words.delete_next));
    await click(button(words.delete_now));
    expect($('.delete [role=alert]')!.textContent).toContain(failures.en.storage_full_safe);
    delete fake.fail.deleteFlag;
    await click(button(words.delete_now));
    expect($('.detail')).toBeNull();
  });

  it('elsewhere closes the panel: what is gone is not shown', async () => {
    await open();
    await act(() => { fake.flags = fake.flags.slice(1); fake.changed(); });
    await settle();
    expect($('.detail')).toBeNull();
    expect(root.textContent).not.toContain('派人上门');
  });

  it('takes a row away too that was decided on a moment ago and is kept in sight', async () => {
    await open({ id: fake.flags[1]!.id });
    await click(button(words.dismiss, $('.detail')!));
    await click(button(words.delete_open));
    await click(button(words.delete_next));
    await click(button(words.delete_now));
    expect(root.querySelectorAll('[data-row]')).toHaveLength(0);
  });
});
