import { beforeAll, describe, expect, it } from 'vitest';
import type { Flag, FlagInput, FlagState } from '../../src/core/flag.ts';
import { LABELS, type Label } from '../../src/core/verdict.ts';
import { keepFlags, setDismissed } from '../../src/store/flags.ts';
import { appendEntry } from '../../src/store/entries.ts';
import { countFlags, eachFlag, facets, listFlags, SCAN_LIMIT, type Cursor, type FlagFilter } from '../../src/store/history.ts';
import type { Store } from '../../src/store/schema.ts';
import { all, freshStore, sampleSealed, sampleFlag } from './samples.ts';

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const SITES = ['https://a.example', 'https://b.example', 'https://a.example.evil'];

function sampleHistory(count: number): (FlagInput & { id: string })[] {
  const roll = dice(7);
  return Array.from({ length: count }, (_, i) => {
    const labels = LABELS.filter(() => roll(6) === 0);
    // Few distinct minutes: pages show no seconds, so many flags have one time.
    const sentAt = roll(5) === 0 ? undefined : `2026-03-0${1 + roll(5)}T10:0${roll(4)}:00Z`;
    return sampleFlag({
      id: `id ${roll(1e9)} ${i}`, labels: labels.length ? labels : ['visit'], site: SITES[roll(3)]!, chat: `c ${roll(3)}`,
      sentAt, seenAt: `2026-03-0${1 + roll(5)}T10:00:00.${100 + roll(3)}Z`, text: i % 7 === 0 ? `老赖 number ${i}` : `text ${i}`,
    });
  });
}

const timeOf = ({ message }: FlagInput) => Date.parse(message.sentAt ?? message.seenAt);

/** What must come out, by the plainest means. */
function expected(flags: Flag[], filter: FlagFilter): string[] {
  const { labels = [], sites = [], conversations = [], states = [], from, to, text } = filter;
  return flags
    .filter(({ verdict }) => labels.length === 0 || verdict.labels.some(({ id }) => labels.includes(id)))
    .filter(({ message }) => sites.length === 0 || sites.includes(message.site))
    .filter(({ message }) => conversations.length === 0 || conversations.includes(`${message.site} ${message.conversation.id}`))
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .filter((flag) => !from || timeOf(flag) >= Date.parse(from))
    .filter((flag) => !to || timeOf(flag) <= Date.parse(to))
    .filter(({ message }) => !text || message.text.includes(text))
    .sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

async function pages(store: Store, filter: FlagFilter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let before: Cursor | undefined; ; ) {
    const page = await listFlags(store, filter, { before, limit });
    expect(page.flags.length).toBeLessThanOrEqual(limit);
    ids.push(...page.flags.map(({ id }) => id));
    if (!page.next) return ids;
    before = page.next;
  }
}

const FILTERS: [string, FlagFilter][] = [
  ['everything', {}],
  ['empty lists ask for nothing', { labels: [], sites: [], conversations: [], states: [] }],
  ['one label', { labels: ['coercion'] }],
  ['many labels', { labels: ['visit', 'insult', 'exposure', 'visit'] }],
  ['all labels', { labels: [...LABELS] as Label[] }],
  ['a site whose name begins like another', { sites: ['https://a.example'] }],
  ['two sites', { sites: ['https://a.example', 'https://b.example'] }],
  ['a site that is not there', { sites: ['https://nowhere.example'] }],
  ['a chat', { conversations: ['https://a.example c 1'] }],
  ['chats of two sites', { conversations: ['https://a.example c 1', 'https://b.example c 0'] }],
  ['a chat and another site: none', { conversations: ['https://a.example c 1'], sites: ['https://b.example'] }],
  ['a state', { states: ['dismissed'] }],
  ['two states', { states: ['archived', 'open'] }],
  ['label, site and state', { labels: ['visit', 'insult'], sites: SITES.slice(0, 2), states: ['open', 'dismissed'] }],
  ['from', { from: '2026-03-03T10:01:00Z' }],
  ['to', { to: '2026-03-03T10:01:00Z' }],
  ['one moment', { from: '2026-03-03T10:01:00Z', to: '2026-03-03T10:01:00.000Z' }],
  ['dates in another zone', { from: '2026-03-03T18:00:00+08:00', to: '2026-03-03T18:02:00+08:00', labels: ['visit'] }],
  ['dates the wrong way round', { from: '2026-03-04T00:00:00Z', to: '2026-03-03T00:00:00Z' }],
  ['before everything', { to: '2020-01-01T00:00:00Z' }],
  ['text', { text: '老赖' }],
  ['text and label', { text: '老赖', labels: ['visit'], states: ['open'] }],
  ['text that is not there', { text: 'nothing like it' }],
];

describe('the history', () => {
  let store: Store;
  let flags: Flag[];
  beforeAll(async () => {
    store = freshStore();
    const inputs = sampleHistory(300);
    await keepFlags(store, inputs);
    for (const [i, { id }] of inputs.entries()) {
      if (i % 5 === 0) await setDismissed(store, id, true);
      if (i % 9 === 0) await appendEntry(store, id, async (head) => sampleSealed(id, head));
    }
    flags = inputs.map((input, i): Flag => ({ ...input, keptAt: '', state: (i % 9 === 0 ? 'archived' : i % 5 === 0 ? 'dismissed' : 'open') satisfies FlagState }));
  });

  it.each(FILTERS)('lists, counts and streams: %s', async (_name, filter) => {
    const ids = expected(flags, filter);
    expect(await pages(store, filter, 7)).toEqual(ids);
    expect(await pages(store, filter, 1000)).toEqual(ids);
    expect(await countFlags(store, filter)).toBe(ids.length);
    expect((await all(eachFlag(store, filter))).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('gives flags back without what the indexes need', async () => {
    const { flags: [flag] } = await listFlags(store, {}, { limit: 1 });
    expect(Object.keys(flag!).sort()).toEqual(expect.not.arrayContaining(['at', 'facets']));
  });

  it('counts what there is to filter by', async () => {
    const found = await facets(store);
    const tally = (pick: (flag: Flag) => string[]) => {
      const counts: Record<string, number> = {};
      for (const flag of flags) for (const one of pick(flag)) counts[one] = (counts[one] ?? 0) + 1;
      return counts;
    };
    expect(found.labels).toEqual(tally((flag) => flag.verdict.labels.map(({ id }) => id)));
    expect(found.states).toEqual(tally((flag) => [flag.state]));
    expect(Object.fromEntries(found.sites.map(({ site, count }) => [site, count]))).toEqual(tally((flag) => [flag.message.site]));
    const chats = Object.fromEntries(found.conversations.map(({ site, id, count }) => [`${site} ${id}`, count]));
    expect(chats).toEqual(tally((flag) => [`${flag.message.site} ${flag.message.conversation.id}`]));
    const counts = found.sites.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it.each(['yesterday', '2026-02-30T00:00:00Z', '2026-03-02'])('refuses the date %s', async (from) => {
    await expect(listFlags(store, { from }, { limit: 5 })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(countFlags(store, { to: from })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the limit %s', async (limit) => {
    await expect(listFlags(store, {}, { limit })).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('a cursor', () => {
  it('is a place in time: what is kept or changes meanwhile neither doubles nor hides a row', async () => {
    const store = freshStore();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    await keepFlags(store, ids.map((id, i) => sampleFlag({ id, sentAt: `2026-03-02T10:0${i}:00Z` })));
    const first = await listFlags(store, {}, { limit: 2 });
    expect(first.flags.map(({ id }) => id)).toEqual(['f', 'e']);
    await keepFlags(store, [sampleFlag({ id: 'newer', sentAt: '2026-03-02T11:00:00Z' }), sampleFlag({ id: 'older', sentAt: '2026-03-02T10:01:30Z' })]);
    await setDismissed(store, 'd', true);
    await setDismissed(store, 'f', true);
    const second = await listFlags(store, {}, { before: first.next, limit: 10 });
    expect(second.flags.map(({ id }) => id)).toEqual(['d', 'c', 'older', 'b', 'a']);
    expect(second.next).toBeUndefined();
  });

  it('walks a flood that has one and the same time', async () => {
    const store = freshStore();
    await keepFlags(store, Array.from({ length: 120 }, (_, i) => sampleFlag({ id: `x${i}` })));
    const ids = await pages(store, { labels: ['visit'] }, 11);
    expect(ids.length).toBe(120);
    expect(new Set(ids).size).toBe(120);
  });

  it('offers no next page after a last one that is just full', async () => {
    const store = freshStore();
    await keepFlags(store, ['a', 'b'].map((id) => sampleFlag({ id })));
    expect((await listFlags(store, {}, { limit: 2 })).next).toBeUndefined();
  });
});

describe('searching text', () => {
  it('looks at a bounded number of rows a call, goes on by cursor, and finds what is far down', async () => {
    const store = freshStore();
    const day = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
    const count = SCAN_LIMIT + 300;
    await keepFlags(store, Array.from({ length: count }, (_, i) => sampleFlag({ id: `n${i}`, text: i === 3 ? 'Ｐａｙ up, or ELSE' : 'other', sentAt: day(i) })));
    const first = await listFlags(store, { text: 'pay UP' }, { limit: 10 });
    expect(first.flags).toEqual([]);
    expect(first.next).toEqual({ at: day(count - SCAN_LIMIT), id: `n${count - SCAN_LIMIT}` });
    const second = await listFlags(store, { text: 'pay UP' }, { before: first.next, limit: 10 });
    expect(second.flags.map(({ id }) => id)).toEqual(['n3']);
    expect(second.next).toBeUndefined();
  });

  it('finds the sender and the chat, and takes no pattern for one', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag({ id: 'a', name: '李主任' }), sampleFlag({ id: 'b', title: 'Loan desk' }), sampleFlag({ id: 'c', text: 'a.*b (100%)' })]);
    const ids = async (text: string) => (await listFlags(store, { text }, { limit: 9 })).flags.map(({ id }) => id);
    expect(await ids('李主任')).toEqual(['a']);
    expect(await ids('loan DESK')).toEqual(['b']);
    expect(await ids('.*b (100%')).toEqual(['c']);
    expect(await ids('a.+b')).toEqual([]);
    expect(await ids('   ')).toEqual(['c', 'b', 'a']);
  });

  it('stops by signal', async () => {
    const store = freshStore();
    await keepFlags(store, [sampleFlag()]);
    const signal = AbortSignal.abort();
    await expect(listFlags(store, { text: 'x' }, { limit: 5, signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(countFlags(store, { text: 'x' }, signal)).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const walk = eachFlag(store, {}, controller.signal);
    await walk.next();
    controller.abort();
    expect((await walk.next()).done).toBe(true);
  });
});

it('gives an empty history, empty', async () => {
  const store = freshStore();
  expect(await listFlags(store, {}, { limit: 5 })).toEqual({ flags: [] });
  expect(await countFlags(store, {})).toBe(0);
  expect(await facets(store)).toEqual({ labels: {}, sites: [], conversations: [], states: { open: 0, dismissed: 0, archived: 0 } });
});
