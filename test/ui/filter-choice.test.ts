import { describe, expect, it } from 'vitest';
import { filterWords, narrowing, START, toFlagFilter, widened, type FilterChoice } from '../../src/ui/history/filter-choice.ts';
import { decidedWords, sureness } from '../../src/ui/history/detail-facts.tsx';
import { nextIndex } from '../../src/ui/history/flag-list.tsx';
import { optionText } from '../../src/ui/history/filters.tsx';
import { withHeld } from '../../src/ui/history/use-flag-list.ts';
import { sampleFlag } from './fake-history.ts';

const full: FilterChoice = { state: 'all', labels: ['exposure', 'visit'], site: 'https://a.example', conversation: 'https://a.example c1', fromDay: '2026-03-01', toDay: '2026-03-02', text: ' 还钱 ' };

describe('toFlagFilter', () => {
  it('opens on what waits for a decision and nothing narrower', () => {
    expect(toFlagFilter(START)).toEqual({ states: ['open'] });
  });
  it('carries every field, labels in their own order, text trimmed', () => {
    const { from, to, ...rest } = toFlagFilter(full);
    expect(rest).toEqual({ labels: ['visit', 'exposure'], sites: ['https://a.example'], conversations: ['https://a.example c1'], text: '还钱' });
    expect(from! < to!).toBe(true);
  });
  it('leaves broken days out', () => {
    expect(toFlagFilter({ ...START, state: 'all', fromDay: 'x', toDay: '2026-02-99' })).toEqual({});
  });
});

describe('narrowing', () => {
  it('counts fields, not the state', () => {
    expect(narrowing(START)).toBe(0);
    expect(narrowing({ ...START, state: 'archived', text: '   ' })).toBe(0);
    expect(narrowing(full)).toBe(5);
    expect(narrowing(widened(full))).toBe(0);
    expect(widened(full).state).toBe('all');
  });
});

describe('filterWords', () => {
  const facets = { labels: {}, sites: [], states: { open: 0, archived: 0, dismissed: 0 }, conversations: [{ site: 'https://a.example', id: 'c1', title: '催收群', count: 3 }] };
  it('says it in the language of the export', () => {
    expect(filterWords(full, facets, 'en')).toBe('All; labels: Public exposure, Threatened visit; site: https://a.example; chat: 催收群; from 1 March 2026; to 2 March 2026; containing “还钱”');
    expect(filterWords(full, facets, 'zh_TW')).toBe('全部；類別：威脅公開、威脅上門；網站：https://a.example；對話：催收群；自 2026年3月1日 起；至 2026年3月2日 止；含有「还钱」');
    expect(filterWords(null, facets, 'zh_CN')).toBe('保存的全部信息');
  });
});

describe('withHeld', () => {
  const [newest, middle, oldest] = ['2026-03-03', '2026-03-02', '2026-03-01'].map((day, n) => sampleFlag({ id: `f${n}`, text: 'x', sentAt: `${day}T00:00:00.000Z` }));
  it('puts a decided row back where it stood', () => {
    const decided = { ...middle!, state: 'dismissed' as const };
    expect(withHeld([newest!, oldest!], new Map([[decided.id, decided]]))).toEqual([newest, decided, oldest]);
  });
  it('does not double a row that is still found', () => {
    expect(withHeld([newest!, middle!], new Map([[middle!.id, middle!]]))).toEqual([newest, middle]);
  });
});

it.each([
  ['j', 0, 1], ['ArrowDown', 2, 2], ['k', 2, 1], ['ArrowUp', 0, 0], ['Home', 2, 0], ['End', 0, 2], ['x', 1, null], ['Enter', 1, null],
])('key %s at %d', (key, at, next) => {
  expect(nextIndex(key, at, 3)).toBe(next);
});

it.each([[0.97, 'sure_very'], [0.9, 'sure_very'], [0.75, 'sure_fairly'], [0.5, 'sure_less']])('%d in words', (score, words) => {
  expect(sureness(score)).toBe(words);
});

it('names each deciding word once', () => {
  const spans = [{ start: 0, end: 2, label: 'visit' as const }, { start: 3, end: 5, label: 'visit' as const }, { start: 5, end: 6, label: 'insult' as const }];
  expect(decidedWords('上门，上门滚', spans, 'visit')).toEqual(['上门']);
});

it('spells out hidden characters in a menu, and cuts', () => {
  expect(optionText('a\u202Eb')).toBe('a[U+202E]b');
  expect(optionText('x'.repeat(60))).toBe(`${'x'.repeat(48)}…`);
});
