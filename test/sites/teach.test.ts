// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatShape } from '../../src/sites/chat-shape.ts';
import { shapeFromExamples, taughtSite } from '../../src/sites/teach.ts';
import { checkTaught } from '../../src/sites/teach-check.ts';

const NOW = new Date('2026-11-22T13:00:00+08:00');
const context = { now: () => NOW, typed: () => false };

interface Line { who: 'me' | 'Anna' | 'Bo'; text: string; at?: string }
const LINES: Line[] = [
  { who: 'Anna', text: '今天能还多少' }, { who: 'Anna', text: '别不回信息' }, { who: 'me', text: '明天下午可以吗' }, { who: 'Bo', text: '不行，现在就要' },
  { who: 'me', text: '我真的没有' }, { who: 'Anna', text: '那我去你公司找你' }, { who: 'me', text: '请不要这样' }, { who: 'Bo', text: '你爸妈知道吗' },
].map((line, n) => ({ ...line, at: `10:0${n}` }) as Line);

/** How pages of different makes draw the same talk. */
const PAGES: Record<string, (lines: Line[]) => string> = {
  'one class a side': (lines) => `<nav><a>Home</a><a>Friends</a></nav><div class="log">${lines.map(({ who, text, at }) => `<div class="msg ${who === 'me' ? 'out' : 'in'}"><b class="nick">${who === 'me' ? 'Xia' : who}</b><p class="said">${text}</p><time>${at}</time></div>`).join('')}</div><form><textarea></textarea></form>`,
  'a side told by its box': (lines) => `<main><ul id="list">${lines.map(({ who, text, at }) => `<li class="row"><div class="${who === 'me' ? 'mine' : 'theirs'}"><span class="who">${who === 'me' ? 'Xia' : who}</span><div class="bubble">${text}</div><span class="clock">${at}</span></div></li>`).join('')}</ul></main><textarea></textarea>`,
  'groups of an author': (lines) => `<div class="app"><aside><div class="chat-item"><b>Anna</b><p>last words</p></div></aside><div class="thread">${grouped(lines).map((group) => `<section class="turn"><header class="by">${group[0]!.who === 'me' ? 'Xia' : group[0]!.who}</header>${group.map(({ who, text, at }) => `<div class="line ${who === 'me' ? 'own' : ''}"><p class="words">${text}</p><time>${at}</time></div>`).join('')}</section>`).join('')}</div><textarea></textarea></div>`,
  'days, then rows': (lines) => `<div class="chat"><div class="day"><h4>昨天</h4>${rows(lines.slice(0, 4))}</div><div class="day"><h4>今天</h4>${rows(lines.slice(4))}</div></div><textarea></textarea>`,
  'names that no one chose': (lines) => `<div class="x1a2"><div class="q9z">${lines.map(({ who, text, at }) => `<div class="k3 ${who === 'me' ? 'p7' : 'v2'}"><div class="b1"><span class="n4">${who === 'me' ? 'Xia' : who}</span><span class="t5">${text}</span><span class="c6">${at}</span></div></div>`).join('')}</div></div><textarea></textarea>`,
};
const rows = (lines: Line[]) => lines.map(({ who, text, at }) => `<div class="row ${who === 'me' ? 'self' : 'peer'}"><i class="nm">${who === 'me' ? 'Xia' : who}</i><p class="tx">${text}</p><time>${at}</time></div>`).join('');
function grouped(lines: Line[]): Line[][] {
  const groups: Line[][] = [];
  for (const line of lines) if (groups.at(-1)?.[0]!.who === line.who) groups.at(-1)!.push(line);
  else groups.push([line]);
  return groups;
}

const saying = (text: string, root: ParentNode = document) => [...root.querySelectorAll('*')].findLast((element) => element.textContent!.trim() === text)!;
function taught(own: string | null, other: string): ChatShape {
  const found = shapeFromExamples(document, own === null ? null : saying(own), saying(other), NOW);
  if ('failed' in found) throw new Error(found.failed);
  return found.shape;
}
function read(shape: ChatShape): { side: string; name: string; text: string }[] {
  const page = taughtSite(shape, NOW.toISOString()).open(document, context)!;
  return [...page.rowsIn(document)].flatMap((row) => {
    const one = page.read(row);
    return one ? [{ side: one.author.role, name: one.author.name, text: one.text }] : [];
  });
}
const wanted = LINES.map(({ who, text }) => ({ side: who === 'me' ? 'me' : 'them', name: who === 'me' ? 'Xia' : who, text }));

beforeEach(() => {
  document.body.innerHTML = '';
  document.title = 'Chat';
});

describe.each(Object.entries(PAGES))('%s', (_name, page) => {
  beforeEach(() => { document.body.innerHTML = page(LINES); });

  test.each([['明天下午可以吗', '不行，现在就要'], ['请不要这样', '今天能还多少'], ['我真的没有', '你爸妈知道吗']])('by “%s” and “%s” every message is read, with its side and its author', (own, other) => {
    const shape = taught(own, other);
    expect(read(shape)).toEqual(wanted);
    expect(checkTaught(JSON.parse(JSON.stringify(shape)))).toEqual(shape);
  });

  test('nothing that was said, nor a name, stands in what is kept', () => {
    const kept = JSON.stringify(taught('明天下午可以吗', '不行，现在就要'));
    for (const { text, who } of LINES) expect([kept.includes(text), who !== 'me' && kept.includes(who)]).toEqual([false, false]);
  });

  test('messages that come later are read too', () => {
    const shape = taught('明天下午可以吗', '不行，现在就要');
    document.body.innerHTML = page([...LINES, { who: 'Bo', text: '最后一次机会', at: '10:30' }, { who: 'me', text: '知道了', at: '10:31' }]);
    expect(read(shape).slice(-2)).toEqual([{ side: 'them', name: 'Bo', text: '最后一次机会' }, { side: 'me', name: 'Xia', text: '知道了' }]);
  });
});

test('the elements pointed at may be anything inside the messages', () => {
  document.body.innerHTML = PAGES['one class a side']!(LINES);
  const messages = [...document.querySelectorAll('.msg')];
  for (const [own, other] of [[messages[2], messages[3]], [messages[2]!.querySelector('time'), messages[3]!.querySelector('.nick')], [messages[4]!.querySelector('.said'), messages[5]]]) {
    const found = shapeFromExamples(document, own!, other!, NOW);
    expect('shape' in found && read(found.shape)).toEqual(wanted);
    expect('count' in found && found.count).toBe(8);
  }
});

test('in open shadow roots, the words of each message in one of its own', () => {
  document.body.innerHTML = '<chat-app></chat-app>';
  const app = document.querySelector('chat-app')!.attachShadow({ mode: 'open' });
  app.innerHTML = `<div class="head">Support</div><div class="list">${LINES.map(({ who }) => `<chat-line class="${who === 'me' ? 'sent' : 'got'}"></chat-line>`).join('')}</div>`;
  [...app.querySelectorAll('chat-line')].forEach((line, n) => { line.attachShadow({ mode: 'open' }).innerHTML = `<b class="from">${LINES[n]!.who === 'me' ? 'Xia' : LINES[n]!.who}</b><p class="text">${LINES[n]!.text}</p>`; });
  const at = (n: number) => app.querySelectorAll('chat-line')[n]!.shadowRoot!.querySelector('.text')!;
  const found = shapeFromExamples(document, at(2), at(3), NOW);
  expect('shape' in found && read(found.shape)).toEqual(wanted);
  expect('shape' in found && found.shape.list.length).toBe(2);
});

test('who has not written there yet points at the other side alone', () => {
  document.body.innerHTML = PAGES['one class a side']!(LINES.filter(({ who }) => who !== 'me'));
  const messages = read(taught(null, '不行，现在就要'));
  expect(messages.map(({ text }) => text)).toEqual(LINES.filter(({ who }) => who !== 'me').map(({ text }) => text));
  expect(messages.some(({ side }) => side === 'me')).toBe(false);
});

test('two names and nothing else that tells the sides apart: the reader’s own name, and no other, is kept', () => {
  document.body.innerHTML = `<div class="log">${LINES.map(({ who, text }) => `<div class="msg"><b class="nick">${who === 'me' ? 'Xia' : who}</b><p class="said">${text}</p></div>`).join('')}</div>`;
  const shape = taught('明天下午可以吗', '不行，现在就要');
  expect(shape.mine).toEqual({ by: 'name', names: ['Xia'] });
  expect(read(shape)).toEqual(wanted);
});

test('a talk of two lines is enough where the page says so; one alone is not', () => {
  document.body.innerHTML = PAGES['one class a side']!(LINES.slice(2, 4));
  expect(read(taught('明天下午可以吗', '不行，现在就要')).length).toBe(2);
  document.body.innerHTML = PAGES['one class a side']!(LINES.slice(3, 4));
  expect(shapeFromExamples(document, null, saying('不行，现在就要'), NOW)).toEqual({ failed: 'alone' });
});

describe('what cannot be', () => {
  beforeEach(() => { document.body.innerHTML = PAGES['one class a side']!(LINES); });
  test.each<[string, () => [Element | null, Element], string]>([
    ['the same element twice', () => [saying('我真的没有'), saying('我真的没有')], 'same'],
    ['two parts of one message', () => [document.querySelectorAll('.nick')[2]!, document.querySelectorAll('.said')[2]!], 'same'],
    ['one inside the other', () => [document.querySelectorAll('.msg')[2]!, document.querySelectorAll('.said')[2]!], 'same'],
    ['the whole list and another message', () => [document.querySelector('.log')!, saying('我真的没有')], 'wide'],
    ['a link of the page and a message', () => [document.querySelector('nav a')!, saying('我真的没有')], 'apart'],
    ['something that stands alone', () => [null, document.querySelector('textarea')!], 'alone'],
  ])('%s', (_what, examples, failed) => {
    if (failed === 'wide') document.querySelector('.log')!.insertAdjacentText('beforeend', '一'.repeat(300));
    expect(shapeFromExamples(document, ...examples(), NOW)).toEqual({ failed });
  });
});

test('hostile names on the page: forms that hide the members of elements', () => {
  document.body.innerHTML = PAGES['one class a side']!(LINES);
  for (const message of document.querySelectorAll('.msg')) message.innerHTML += '<form><input name="parentNode"><input name="className"><input name="shadowRoot"><input name="children"></form>';
  expect(read(taught('明天下午可以吗', '不行，现在就要'))).toEqual(wanted);
});

describe('the adapter of a taught page', () => {
  test('says what it is, and fits no page by a broken shape', () => {
    document.body.innerHTML = PAGES['one class a side']!(LINES);
    const site = taughtSite(taught('明天下午可以吗', '不行，现在就要'), '2026-11-22T05:00:00.000Z');
    expect([site.id, site.name, site.trust, site.version]).toEqual(['taught', '', 'taught', '2026-11-22']);
    for (const broken of [null, {}, 'x', { format: 1, unit: 'x > * * > * * > *' }]) expect(taughtSite(broken, '').open(document, context)).toBeNull();
  });

  test('fits no page that is built otherwise', () => {
    document.body.innerHTML = PAGES['one class a side']!(LINES);
    const site = taughtSite(taught('明天下午可以吗', '不行，现在就要'), '2026-11-22T05:00:00.000Z');
    document.body.innerHTML = PAGES['days, then rows']!(LINES);
    expect(site.open(document, context)).toBeNull();
  });
});

describe('labels for screen readers hold names and words', () => {
  const lines = LINES.map(({ who, at }, n) => ({ who, text: `text ${n}`, at }));
  test.each<[string, string]>([
    ['on the message and on its box', '<div class="k3" aria-label="$2: $3"><div class="b1" aria-label="$2"><span class="n4">$2</span><span class="t5">$3'],
    ['and nothing else tells who wrote', '<div class="k3" aria-label="$2"><div class="b1"><span class="t5" aria-label="$3">$3</span><span>'],
  ])('%s: none of another’s is kept', (_where, markup) => {
    document.body.innerHTML = PAGES['names that no one chose']!(lines as Line[]).replace(/<div class="k3 (\w+)"><div class="b1"><span class="n4">(\w+)<\/span><span class="t5">([^<]+)/g, markup);
    const found = shapeFromExamples(document, saying('text 2'), saying('text 3'), NOW);
    expect('shape' in found).toBe(true);
    for (const words of ['Anna', 'Bo"', 'text 2', 'text 3', 'text 5']) expect(JSON.stringify(found)).not.toContain(words);
    expect('shape' in found && read(found.shape).map(({ text }) => text)).toEqual(lines.map(({ text }) => text));
  });
});
