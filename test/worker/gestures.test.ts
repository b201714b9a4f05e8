import { beforeEach, describe, expect, it, vi } from 'vitest';
import { capture as words } from '../../src/locales/capture.ts';
import type { Language } from '../../src/locales/language.ts';

type Listener = (...args: never[]) => void;
const world = vi.hoisted(() => {
  const listeners: Record<string, Listener> = {};
  const event = (name: string) => ({ addListener: (listener: Listener) => { listeners[name] = listener; } });
  return { listeners, event, menu: [] as Record<string, unknown>[], language: 'zh_TW', archived: [] as unknown[], read: true, action: [] as unknown[][], onSettings: () => {} };
});
vi.mock('wxt/browser', () => {
  const note = (name: string) => async (value: unknown) => { world.action.push([name, value]); if (name === 'openPopup') throw new Error('not allowed'); };
  return {
    browser: {
      runtime: { onInstalled: world.event('installed'), onStartup: world.event('startup') },
      i18n: { getUILanguage: () => 'en' },
      contextMenus: { onClicked: world.event('clicked'), removeAll: async () => { world.menu.length = 0; }, create: (item: Record<string, unknown>) => { world.menu.push(item); } },
      commands: { onCommand: world.event('command') },
      tabs: { query: async () => [{ id: 12 }] },
      action: { setBadgeText: note('text'), setTitle: note('title'), setBadgeBackgroundColor: note('ground'), setBadgeTextColor: note('letters'), openPopup: note('openPopup') },
    },
  };
});
vi.mock('../../src/store/settings.ts', () => ({
  readSettings: async () => ({ language: world.language }),
  watchSettings: (listener: () => void) => { world.onSettings = listener; return () => {}; },
}));
vi.mock('../../src/worker/badge.ts', () => ({ GROUNDS: { look: '#000' }, LETTERS: '#fff', showBadge: async () => {} }));
vi.mock('../../src/worker/archive-in-tab.ts', () => ({ archiveInTab: async (asked: unknown) => { world.archived.push(asked); return { read: world.read }; } }));
const { serveGestures } = await import('../../src/worker/gestures.ts');

const tick = () => new Promise((done) => setTimeout(done, 5));
const happens = async (name: string, ...args: unknown[]) => { world.listeners[name]!(...(args as never[])); await tick(); };

beforeEach(() => {
  Object.assign(world, { language: 'zh_TW', read: true });
  world.menu.length = world.archived.length = world.action.length = 0;
  serveGestures();
});

describe("the browser's menu", () => {
  it('has one line of ours, on web pages alone, however often it is made', async () => {
    world.listeners.installed!();
    world.listeners.startup!();
    world.onSettings();
    await tick();
    expect(world.menu).toHaveLength(1);
    expect(world.menu[0]).toMatchObject({ id: 'archive-message', title: words.zh_TW.menu_archive, documentUrlPatterns: ['http://*/*', 'https://*/*'] });
  });

  it.each<Language>(['en', 'zh_CN', 'zh_TW'])('speaks %s when the reader chooses it', async (language) => {
    world.language = language;
    world.onSettings();
    await tick();
    expect(world.menu[0]!.title).toBe(words[language].menu_archive);
  });

  it('archives in the frame where it was opened', async () => {
    await happens('clicked', { menuItemId: 'archive-message', frameId: 3 }, { id: 7 });
    expect(world.archived).toEqual([{ tabId: 7, trigger: 'menu', frameId: 3 }]);
    expect(world.action).toEqual([]);
  });

  it('does nothing for another line, or outside a tab', async () => {
    await happens('clicked', { menuItemId: 'other' }, { id: 7 });
    await happens('clicked', { menuItemId: 'archive-message' }, undefined);
    expect(world.archived).toEqual([]);
  });
});

describe('the shortcut', () => {
  it('archives in its tab', async () => {
    await happens('command', 'archive-message', { id: 7 });
    expect(world.archived).toEqual([{ tabId: 7, trigger: 'shortcut' }]);
  });
  it('archives in the tab in front where the browser does not name one', async () => {
    await happens('command', 'archive-message', undefined);
    expect(world.archived).toEqual([{ tabId: 12, trigger: 'shortcut' }]);
  });
  it('is no other', async () => {
    await happens('command', '_execute_action', { id: 7 });
    expect(world.archived).toEqual([]);
  });
});

it('where the site is off the toolbar button says so, and a popup that may not be opened is no failure', async () => {
  world.read = false;
  await happens('clicked', { menuItemId: 'archive-message', frameId: 0 }, { id: 7 });
  expect(world.action).toContainEqual(['title', { tabId: 7, title: words.zh_TW.off_here }]);
  expect(world.action.map(([name]) => name)).toEqual(['ground', 'letters', 'title', 'text', 'openPopup']);
});
