// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { checkTaught } from '../../src/sites/teach-check.ts';
import { draftFrom, type Draft } from '../../src/sites/teach-draft.ts';

const now = () => new Date('2026-11-22T13:00:00+08:00');
const LINES = [['Anna', '今天能还多少'], ['Anna', '别不回信息'], ['me', '明天下午可以吗'], ['Bo', '不行，现在就要'], ['me', '我真的没有'], ['Anna', '那我去你公司找你'], ['me', '请不要这样'], ['Bo', '你爸妈知道吗']] as const;
const message = ([who, text]: readonly [string, string]) => `<div class="msg ${who === 'me' ? 'out' : 'in'}"><b class="nick">${who === 'me' ? 'Xia' : who}</b><p class="said">${text}</p></div>`;
/** After the third message stands something else. */
function show(between = '', wrap = (inner: string) => inner): void {
  const all = LINES.map(message);
  document.body.innerHTML = `<header class="top"><h1>Loan group</h1></header>${wrap(`<div class="log">${[...all.slice(0, 3), between, ...all.slice(3)].join('')}</div>`)}<textarea></textarea>`;
}
const saying = (text: string) => [...document.querySelectorAll('*')].findLast((element) => element.textContent!.trim() === text)!;
function draft(own: string | null = '明天下午可以吗', other = '不行，现在就要'): Draft {
  const made = draftFrom({ document, own: own === null ? null : saying(own), other: saying(other), now });
  if (typeof made === 'string') throw new Error(made);
  return made;
}
const read = (of: Draft | null) => (of ? [...of.rows()].flatMap((row) => of.read(row) ?? []).map(({ side, name, text }) => ({ side, name, text })) : null);
const texts = (of: Draft | null) => read(of)?.map(({ text }) => text) ?? null;
const said = LINES.map(([, text]) => text);

beforeEach(() => show());

test('says what would be read, of whom, and whether the sides are told apart', () => {
  const one = draft();
  expect([one.sided, read(one)!.slice(2, 4)]).toEqual([true, [{ side: 'me', name: 'Xia', text: '明天下午可以吗' }, { side: 'them', name: 'Bo', text: '不行，现在就要' }]]);
  expect(texts(one)).toEqual(said);
  expect(one.rowOf(saying('我真的没有'))!.className).toBe('msg out');
  expect([one.rowOf(document.querySelector('h1')!), one.read(document.querySelector('h1')!)?.side]).toEqual([null, undefined]);
});

test('what it fails by is handed on', () => {
  expect(draftFrom({ document, own: saying('我真的没有'), other: saying('我真的没有'), now })).toBe('same');
});

test('a page that builds its whole tree anew is read on', async () => {
  const one = draft();
  expect(texts(one)).toEqual(said);
  await new Promise((done) => setTimeout(done, 320));
  show();
  expect(texts(one)).toEqual(said);
});

describe('taken out', () => {
  test.each<[string, string]>([
    ['a class of its own', '<div class="msg in advert"><b class="nick">Shop</b><p class="said">随借随还</p></div>'],
    ['something in it', '<div class="msg in"><b class="nick">Shop</b><p class="said">随借随还</p><span class="sponsored"></span></div>'],
    ['something that is not in it', '<div class="msg in"><p class="said">随借随还</p></div>'],
    ['a word on it that only machines read', '<div class="msg in" data-kind="promo"><b class="nick">Shop</b><p class="said">随借随还</p></div>'],
  ])('told by %s; all else stays, and it can be put back', (_what, advert) => {
    show(advert);
    const one = draft();
    expect(texts(one)).toContain('随借随还');
    const out = one.without(saying('随借随还').parentElement!)!;
    expect(texts(out)).toEqual(said);
    expect(checkTaught(out.shape)).toEqual(out.shape);
    expect(texts(out.with(saying('随借随还')))).toEqual(texts(one));
  });

  test('with those built like it, later ones too', () => {
    const advert = '<div class="msg in advert"><b class="nick">Shop</b><p class="said">随借随还</p></div>';
    show(advert + advert.replace('随借随还', '利息低至'));
    const out = draft().without(saying('利息低至').parentElement!);
    expect(texts(out)).toEqual(said);
  });

  test('two kinds one after the other', () => {
    show('<div class="msg in advert"><b class="nick">Shop</b><p class="said">随借随还</p></div><div class="msg in promo"><b class="nick">Shop</b><p class="said">优惠</p></div>');
    const out = draft().without(saying('随借随还').parentElement!)!.without(saying('优惠').parentElement!)!;
    expect(texts(out)).toEqual(said);
    expect(texts(out.with(saying('优惠')))).toEqual([...said.slice(0, 3), '优惠', ...said.slice(3)]);
  });

  test('one that is built just like the others cannot be', () => {
    show('<div class="msg in"><b class="nick">Shop</b><p class="said">随借随还</p></div>');
    expect(draft().without(saying('随借随还').parentElement!)).toBeNull();
  });

  test('what is no row cannot be', () => {
    expect(draft().without(document.querySelector('h1')!)).toBeNull();
  });
});

describe('taken in', () => {
  const card = '<aside class="card"><em class="from">Bo</em><h5 class="letter">催收函：三日内</h5></aside>';

  const teachAndMeet = () => {
    const one = draft();
    saying('明天下午可以吗').parentElement!.insertAdjacentHTML('afterend', card);
    return one;
  };

  test('another kind of thing in the same list, and all like it', () => {
    const one = teachAndMeet();
    expect(texts(one)).toEqual(said);
    const more = one.with(saying('催收函：三日内'))!;
    expect(texts(more)).toEqual([...said.slice(0, 3), '催收函：三日内', ...said.slice(3)]);
    expect(checkTaught(more.shape)).toEqual(more.shape);
    document.querySelector('.log')!.insertAdjacentHTML('beforeend', card.replace('三日内', '最后通知'));
    expect(texts(more)!.at(-1)).toBe('催收函：最后通知');
  });

  test('and taken out again', () => {
    const more = teachAndMeet().with(saying('催收函：三日内'))!;
    expect(texts(more.without(more.rowOf(saying('催收函：三日内'))!))).toEqual(said);
  });

  test.each([['outside of the list', 'h1'], ['the list itself', '.log'], ['the page', 'body']])('not what stands %s', (_where, selector) => {
    expect(draft().with(document.querySelector(selector)!)).toBeNull();
  });
});

describe('swapped', () => {
  test.each<[string, () => void]>([
    ['by a class', () => show()],
    ['by the names alone', () => { document.body.innerHTML = `<div class="log">${LINES.map((line) => message(line).replace(/ (?:in|out)"/, '"')).join('')}</div>`; }],
  ])('told %s: each message changes sides, and back again', (_how, page) => {
    page();
    const one = draft();
    const other = one.swapped()!;
    expect(read(other)!.map(({ side }) => side)).toEqual(LINES.map(([who]) => (who === 'me' ? 'them' : 'me')));
    expect(checkTaught(other.shape)).toEqual(other.shape);
    expect(read(other.swapped())).toEqual(read(one));
  });

  test('where the page itself says “You” it cannot be', () => {
    document.body.innerHTML = document.body.innerHTML.replaceAll('>Xia<', '>You<');
    expect(draft().swapped()).toBeNull();
  });

  test('where the sides are not told apart there is nothing to swap', () => {
    document.body.innerHTML = `<div class="log">${LINES.filter(([who]) => who !== 'me').map(([, text]) => `<div class="msg"><p class="said">${text}</p></div>`).join('')}</div>`;
    const one = draft(null, '不行，现在就要');
    expect([one.sided, one.swapped()]).toEqual([false, null]);
  });
});
