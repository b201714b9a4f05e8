import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TabHealth } from '../../src/access/tab-health.ts';
import { common } from '../../src/locales/common.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { badgeOf, GROUNDS, LETTERS, showBadge } from '../../src/worker/badge.ts';

const world = vi.hoisted(() => ({ answers: [] as unknown[], calls: [] as [string, Record<string, unknown>][], language: 'auto', closed: false }));
vi.mock('wxt/browser', () => {
  const call = (name: string) => async (details: Record<string, unknown>) => {
    if (world.closed) throw new Error('No tab with id: 7.');
    world.calls.push([name, details]);
  };
  return {
    browser: {
      scripting: { executeScript: async ({ target }: { target: { tabId: number } }) => world.answers.map((result, frameId) => ({ frameId, result, tabId: target.tabId })) },
      action: { setBadgeText: call('text'), setBadgeBackgroundColor: call('ground'), setBadgeTextColor: call('letters'), setTitle: call('title') },
      i18n: { getUILanguage: () => 'zh-HK' },
    },
  };
});
vi.mock('../../src/store/settings.ts', () => ({ readSettings: async () => ({ language: world.language }) }));

const HEALTH: TabHealth = {
  state: 'reading', adapter: 'thelounge', program: 'The Lounge', trust: 'run', confidence: null, fellBackFrom: null,
  messages: 3, flagged: 0, lastAt: null, note: null, picking: false, alsoBroken: null,
};

describe('badgeOf', () => {
  it.each<[string, Partial<TabHealth> | null, string]>([
    ['nothing marked', {}, '✓'],
    ['three marked', { flagged: 3 }, '3'],
    ['as many as there is room for', { flagged: 99 }, '99'],
    ['more', { flagged: 12_345 }, '99+'],
    ['nothing found', { state: 'nothing_yet' }, '…'],
    ['unsure', { state: 'unsure' }, '?'],
    ['broken, with marks of before', { state: 'broken', flagged: 3 }, '!'],
    ['fallen back, with marks', { fellBackFrom: 'WhatsApp Web', flagged: 3 }, '!'],
    ['another frame is broken', { alsoBroken: 'Telegram Web', flagged: 3 }, '!'],
    ['no reader', null, ''],
  ])('%s', (_name, change, text) => {
    for (const language of LANGUAGES) {
      const badge = badgeOf(change && { ...HEALTH, ...change }, language);
      expect(badge.text).toBe(text);
      expect(badge.title.startsWith(common[language].product)).toBe(true);
      expect(badge.title).not.toMatch(/[{}]/);
      expect(badge.title === common[language].product).toBe(change === null);
    }
  });

  it('has words of its own for every sign but numbers', () => {
    const titles = [{}, { flagged: 1 }, { flagged: 2 }, { state: 'nothing_yet' }, { state: 'unsure' }, { state: 'broken' }, { fellBackFrom: 'x' }, { alsoBroken: 'x' }]
      .map((change) => badgeOf({ ...HEALTH, ...(change as Partial<TabHealth>) }, 'en').title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles[1]).toContain('1 message marked');
    expect(titles[2]).toContain('2 messages marked');
  });

  it('can be read on every ground', () => {
    for (const ground of Object.values(GROUNDS)) expect(contrast(ground, LETTERS), ground).toBeGreaterThanOrEqual(4.5);
  });
});

describe('showBadge', () => {
  beforeEach(() => {
    world.calls.length = 0;
    world.answers = [null, { ...HEALTH, flagged: 2 }, { ...HEALTH, flagged: 1 }];
    world.language = 'auto';
    world.closed = false;
  });

  it('joins the frames and touches that tab alone, the sign last, in the reader’s language', async () => {
    await showBadge(7);
    expect(world.calls.every(([, { tabId }]) => tabId === 7)).toBe(true);
    expect(world.calls.at(-1)).toEqual(['text', { tabId: 7, text: '3' }]);
    expect(world.calls.find(([name]) => name === 'title')![1]['title']).toContain('標出了 3 則訊息');
    world.language = 'zh_CN';
    await showBadge(7);
    expect(world.calls.findLast(([name]) => name === 'title')![1]['title']).toContain('标出了 3 条信息');
  });

  it('takes the badge away where no reader answers any more', async () => {
    world.answers = [null, null];
    await showBadge(7);
    expect(world.calls.at(-1)).toEqual(['text', { tabId: 7, text: '' }]);
    expect(world.calls.find(([name]) => name === 'title')![1]['title']).toBe('留證');
  });

  it('says so when the tab is gone', async () => {
    world.closed = true;
    await expect(showBadge(7)).rejects.toThrow('No tab');
  });
});

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.039_28 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}
