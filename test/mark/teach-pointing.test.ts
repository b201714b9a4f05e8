// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failures } from '../../src/locales/failures.ts';
import { teach as words } from '../../src/locales/teach.ts';
import { TeachPointing } from '../../src/mark/teach-pointing.ts';
import type { DraftMessage, TeachDraft, TeachFailure, TeachWork } from '../../src/mark/teach-work.ts';
import { key, mouse, pressIn, rowsPage, settled, trusted, type RowsPage } from './rows-page.ts';

const say = words.zh_CN;

let clock: number;
let stop: AbortController;
let page: RowsPage;
let pointing: TeachPointing;
let drafted: [string | null, string][];
let answer: TeachDraft | TeachFailure;
let keep: ReturnType<typeof vi.fn<(draft: TeachDraft) => Promise<void>>>;
const onEnded = vi.fn();
const onHere = vi.fn();

const bar = () => page.roots[0]!;
const text = (selector: string) => bar().querySelector(selector)?.textContent ?? null;
const what = () => text('.what');
const note = () => text('.note');
const heard = () => text('[aria-live]');
const buttons = () => [...bar().querySelectorAll('button')].map((one) => one.textContent);
const outlined = () => [...bar().querySelectorAll<HTMLElement>('.outlines .shown')].map((one) => [Number.parseFloat(one.style.top) + 3, one.classList[2], one.textContent]);
const pointed = () => (bar().querySelector('.pointed') ? Number.parseFloat(bar().querySelector<HTMLElement>('.pointed')!.style.top) + 3 : null);
const row = (n: number) => document.getElementById(`r${n}`)!;

function press(label: string): Promise<void> {
  clock += 1_000;
  return pressIn(bar(), label);
}

/** Rows of the page but those left out; the first and the third are the reader's, or the others. */
function draft(out: readonly number[] = [], swapped = false, sided = true): TeachDraft {
  const numbers = () => [0, 1, 2, 3].filter((n) => !out.includes(n));
  const read = (element: Element): DraftMessage | null => {
    const n = Number(element.id.slice(1));
    if (!numbers().includes(n)) return null;
    if (element.hasAttribute('data-throws')) throw new Error('a getter of the page');
    return { side: sided ? ((n % 2 === 0) === swapped ? 'them' : 'me') : 'unknown', name: n === 1 ? '催收' : '', text: element.textContent ?? '', spot: { body: element.querySelector('p')!, pieces: [] } };
  };
  return {
    shape: { out, swapped }, sided, read,
    *rows() { for (const n of numbers()) if (document.getElementById(`r${n}`)) yield row(n); },
    rowOf: (node) => (node as Element).closest?.('li') ?? null,
    without: (element) => (element.id === 'r3' ? null : draft([...out, Number(element.id.slice(1))], swapped)),
    with: (element) => (element.id.startsWith('p') ? draft(out.filter((n) => n !== Number(element.id.slice(1))), swapped) : null),
    swapped: () => (out.length > 0 ? null : draft(out, !swapped)),
  };
}
const blocks = () => [...document.querySelectorAll('p, a')];
const work: TeachWork = {
  blockAt: (node) => (node as Element).closest('p, a'),
  step(from, by) {
    const all = blocks();
    const at = all.findIndex((one) => one === from || from?.contains(one));
    return at < 0 ? all[3]! : (all[Math.max(0, Math.min(all.length - 1, at + by))] ?? null);
  },
  wordsOf: (block) => block.textContent!,
  remember: (block) => () => (block.isConnected ? block : null),
  draft(own, other) {
    drafted.push([own?.id ?? null, other.id]);
    return answer;
  },
  keep: (one) => keep(one),
};
function start(calm = false): void {
  page.roots = [];
  pointing = new TeachPointing({ document, language: 'zh_CN', calm, work, onEnded, onHere, signal: stop.signal, now: () => clock });
  clock += 1_000;
}
const show = () => {
  mouse('click', 'p0');
  mouse('click', 'p1');
};

beforeEach(() => {
  clock = 0;
  drafted = [];
  answer = draft();
  keep = vi.fn(async () => undefined);
  for (const one of [onEnded, onHere]) one.mockClear();
  stop = new AbortController();
  page = rowsPage(['在吗', '明天还钱', '好', '系统'], stop.signal);
  start();
});
afterEach(() => {
  stop.abort();
  page.restore();
});

test('asks for one of the reader’s first, takes the keys away from the page’s field, and cannot be looked into', () => {
  expect([what(), note(), buttons()]).toEqual([say.step_own, null, [say.none_of_mine, say.cancel]]);
  expect([document.documentElement.lastElementChild!.shadowRoot, document.activeElement]).toEqual([null, bar().host]);
});

test('two presses: then all that would be read is outlined, each side by its line and its words', async () => {
  mouse('pointermove', 'p0', 3);
  expect(heard()).toBe('文字：在吗');
  mouse('click', 'p0');
  expect([what(), buttons()]).toEqual([say.step_other, [say.over, say.cancel]]);
  await settled();
  expect(outlined()).toEqual([[100, 'me', say.tag_me]]);
  mouse('click', 'p1');
  expect(drafted).toEqual([['p0', 'p1']]);
  expect([what(), note(), buttons()]).toEqual(['会读取 4 条信息，其中你发的 2 条。', null, [say.keep, say.swap, say.over, say.cancel]]);
  await settled();
  expect(outlined()).toEqual([[100, 'me', say.tag_me], [140, 'them', '催收'], [180, 'me', say.tag_me], [220, 'them', say.tag_them]]);
  expect(onHere).toHaveBeenCalled();
});

test('the page gets no press meanwhile, and of the keys none that are ours', () => {
  for (const id of ['p0', 'else', 'field']) for (const type of ['pointerdown', 'mousedown', 'click']) expect(mouse(type, id).defaultPrevented).toBe(true);
  for (const name of ['ArrowUp', 'ArrowDown', 'Enter', 'Tab', 'Escape']) expect(key(name).defaultPrevented).toBe(true);
  expect(page.heard).toEqual([]);
  expect(onEnded).toHaveBeenCalledOnce();
});

test('by keyboard alone: arrows among blocks, Enter, then among messages', async () => {
  key('ArrowUp');
  expect(heard()).toBe('文字：系统');
  for (let i = 0; i < 3; i++) key('ArrowUp');
  await settled();
  expect([heard(), pointed()]).toEqual(['文字：在吗', 100]);
  key('Enter');
  key('ArrowUp');
  key('ArrowUp');
  key('ArrowUp');
  key('Enter');
  expect(drafted).toEqual([['p0', 'p1']]);
  key('ArrowDown');
  expect(heard()).toBe('对方说：系统');
  key('ArrowUp');
  key('ArrowUp');
  expect(heard()).toBe('催收说：明天还钱');
  // Tab goes round among the buttons.
  key('Tab');
  expect(bar().activeElement!.textContent).toBe(say.keep);
  key('Tab', bar().host, { shiftKey: true });
  expect(bar().activeElement!.textContent).toBe(say.cancel);
  // Enter on a button is the button's.
  expect(key('Enter', bar().host).defaultPrevented).toBe(false);
});

test('“I have not written here yet”: the other side’s alone', async () => {
  await press(say.none_of_mine);
  expect(what()).toBe(say.step_other);
  answer = draft([], false, false);
  mouse('click', 'p1');
  expect(drafted).toEqual([[null, 'p1']]);
  expect([what(), text('.how'), buttons()]).toEqual(['会读取 4 条信息。', say.check_sideless + say.check_take_out, [say.keep, say.over, say.cancel]]);
  await settled();
  expect(outlined().map(([, side, tag]) => [side, tag])).toEqual([['unknown', say.tag_unknown], ['unknown', '催收'], ['unknown', say.tag_unknown], ['unknown', say.tag_unknown]]);
});

test.each<[TeachFailure, string]>([['same', say.step_other], ['wide', say.step_other], ['nothing', say.step_other], ['apart', say.step_own], ['alone', say.step_own], ['gone', say.step_own]])(
  'when it fails (%s) it says what happened and what else to try', (failure, next) => {
    answer = failure;
    show();
    expect([what(), note()]).toEqual([next, say[`failed_${failure}`] + say[`failed_${failure}_next`]]);
    answer = draft();
    if (next === say.step_own) mouse('click', 'p0');
    mouse('click', 'p1');
    expect([note(), buttons()[0]]).toEqual([null, say.keep]);
  });

test('where there are no words it says so; where the first has gone it begins again', () => {
  mouse('click', 'field');
  expect([what(), note()]).toEqual([say.step_own, say.failed_nothing + say.failed_nothing_next]);
  mouse('click', 'p0');
  document.getElementById('p0')!.remove();
  mouse('click', 'p1');
  expect([what(), note(), drafted]).toEqual([say.step_own, say.failed_gone + say.failed_gone_next, []]);
});

test('set right: one taken out, one put back, sides swapped; what cannot be is said', async () => {
  show();
  mouse('click', 'p2');
  expect([what(), note()]).toEqual(['会读取 3 条信息，其中你发的 1 条。', say.taken_out]);
  await settled();
  expect(outlined().length).toBe(3);
  await press(say.swap);
  expect(note()).toBe(say.cannot_swap);
  mouse('click', 'p2');
  expect([what(), note()]).toEqual(['会读取 4 条信息，其中你发的 2 条。', say.added]);
  mouse('click', 'p3');
  expect(note()).toBe(say.cannot_take_out);
  mouse('click', 'else');
  expect(note()).toBe(say.cannot_add);
  await press(say.swap);
  expect(note()).toBeNull();
  expect(outlined().map(([, side]) => side)).toEqual(['them', 'me', 'them', 'me']);
  await press(say.over);
  expect([what(), outlined()]).toEqual([say.step_own, []]);
});

test('kept: handed over as it is, then it ends and the page is as it was', async () => {
  const before = document.documentElement.outerHTML.replace(/<span popover="manual"><\/span>|<span><\/span>/, '');
  show();
  await press(say.keep);
  expect(keep.mock.calls.map(([one]) => one.shape)).toEqual([{ out: [], swapped: false }]);
  expect([onEnded.mock.calls.length, document.documentElement.outerHTML]).toEqual([1, before]);
});

test('by the Enter key: kept only once that key is up, which the page must not hear of', async () => {
  show();
  key('Tab');
  key('Enter', bar().host);
  await press(say.keep);
  expect(keep).not.toHaveBeenCalled();
  document.body.dispatchEvent(trusted(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true })));
  await settled();
  expect(keep).toHaveBeenCalledOnce();
});

test('not kept: what happened, what is safe, what to do, and it can be tried again', async () => {
  keep.mockRejectedValueOnce(new Error('storage_full: teachings'));
  show();
  await press(say.keep);
  const { storage_full_what, storage_full_safe, storage_full_next } = failures.zh_CN;
  expect([note(), onEnded.mock.calls.length]).toEqual([storage_full_what + storage_full_safe + storage_full_next, 0]);
  await press(say.keep);
  expect([keep.mock.calls.length, onEnded.mock.calls.length]).toEqual([2, 1]);
});

test('while it is being kept nothing else can be done', async () => {
  keep.mockReturnValueOnce(new Promise(() => undefined));
  show();
  await press(say.keep);
  mouse('click', 'p2');
  expect([buttons(), text('.how')]).toEqual([[], say.keeping]);
  key('Escape');
  expect(onEnded).toHaveBeenCalledOnce();
});

test('whose it is stands beside the message, where there is room', async () => {
  const places = async (left: number, width: number) => {
    Element.prototype.getBoundingClientRect = () => new DOMRect(left, 100, width, 30);
    clock += 5_000;
    await settled();
    return bar().querySelector('.outlines .shown')!.classList[3];
  };
  show();
  expect([await places(10, 300), await places(500, 290), await places(20, 760)]).toEqual(['tag-right', 'tag-left', 'tag-top']);
});

test('new messages are counted and outlined, those gone are not; one that breaks is passed over', async () => {
  show();
  await settled();
  row(0).remove();
  row(1).setAttribute('data-throws', '');
  clock += 5_000;
  await settled();
  expect(what()).toBe('会读取 2 条信息，其中你发的 1 条。');
  expect(outlined().map(([top]) => top)).toEqual([180, 220]);
});

test('a long chat: no more outlines than 200, and it says that there are more', async () => {
  document.querySelector('ol')!.innerHTML = Array.from({ length: 6_000 }, (_, n) => `<li id="r${n}" data-n="0"><p id="p${n}">${n}</p></li>`).join('');
  const long = draft();
  answer = { ...long, rows: () => document.querySelectorAll('li'), read: (one) => ({ side: 'them', name: '', text: 'x', spot: { body: one as HTMLElement, pieces: [] } }) };
  show();
  expect(what()).toMatch(/^会读取的信息超过 [\d,]+ 条/);
  await settled(300);
  expect(outlined().length).toBe(200);
});

test('what the page does itself counts for nothing', async () => {
  for (const type of ['pointermove', 'pointerdown', 'click']) document.getElementById('p0')!.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect([what(), heard(), onEnded.mock.calls.length]).toEqual([say.step_own, '', 0]);
  show();
  clock += 1_000;
  for (const button of bar().querySelectorAll('button')) button.click();
  await settled();
  expect([keep.mock.calls.length, onEnded.mock.calls.length]).toEqual([0, 0]);
});

test('a press too soon after the buttons changed is not taken for a choice', async () => {
  show();
  bar().querySelector('.main')!.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, composed: true })));
  await settled();
  expect(keep).not.toHaveBeenCalled();
});

test('in calm mode no message is read aloud', () => {
  pointing.end();
  start(true);
  mouse('pointermove', 'p0', 3);
  expect(heard()).toBe('');
  show();
  mouse('pointermove', 'p1', 4);
  expect(heard()).toBe('信息，催收');
});

test('Escape gives the focus back; taken away by the page, or when reading ends, it is over', async () => {
  key('Escape');
  document.body.dispatchEvent(trusted(new KeyboardEvent('keyup', { key: 'Escape', bubbles: true })));
  expect(document.activeElement!.id).toBe('field');
  start();
  (bar().host as HTMLElement).remove();
  await settled();
  expect(onEnded).toHaveBeenCalledTimes(2);
  start();
  stop.abort();
  expect([onEnded.mock.calls.length, document.documentElement.querySelectorAll(':scope > span').length]).toEqual([3, 0]);
});
