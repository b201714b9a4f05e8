import { browser } from 'wxt/browser';
import type { ArchiveTrigger } from '../core/entry.ts';
import { capture as words } from '../locales/capture.ts';
import { pickLanguage, type Language } from '../locales/language.ts';
import { readSettings, watchSettings } from '../store/settings.ts';
import { archiveInTab } from './archive-in-tab.ts';
import { GROUNDS, LETTERS, showBadge } from './badge.ts';

const MENU_ID = 'archive-message';
const COMMAND = 'archive-message';
/** How long the toolbar button says that the site is off, in ms. */
const HINT_MS = 10_000;

/**
 * The browser's own menu and keyboard shortcut. Both lead to the reader of the page, as the toolbar does, and with each the browser allows a true
 * picture of this tab.
 */
export function serveGestures(): void {
  browser.runtime.onInstalled.addListener(() => void offerMenu());
  browser.runtime.onStartup.addListener(() => void offerMenu());
  // The menu speaks the language that the reader chooses.
  watchSettings(() => void offerMenu());
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId }, tab) => {
    if (menuItemId === MENU_ID && tab?.id !== undefined) void archive(tab.id, 'menu', frameId);
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === COMMAND) void archiveInFront(tab?.id);
  });
}

export async function languageChosen(): Promise<Language> {
  const { language } = await readSettings();
  return pickLanguage(language, [browser.i18n.getUILanguage(), ...navigator.languages]);
}

let offering: Promise<unknown> = Promise.resolve();

/** Makes the menu anew, whole: whatever there was, there is one afterwards, in the language of now. */
function offerMenu(): Promise<unknown> {
  offering = offering.then(async () => {
    const title = words[await languageChosen()].menu_archive;
    await browser.contextMenus.removeAll();
    browser.contextMenus.create({
      id: MENU_ID,
      title,
      // Everything that may be under the pointer in a chat; not the browser's own buttons, nor fields to write in.
      contexts: ['page', 'frame', 'selection', 'link', 'image', 'video', 'audio'],
      documentUrlPatterns: ['http://*/*', 'https://*/*'],
    });
  }).catch(() => undefined);
  return offering;
}

/** Firefox of before 126 does not say in which tab the shortcut was pressed. */
async function archiveInFront(tabId: number | undefined): Promise<void> {
  const id = tabId ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (id !== undefined) await archive(id, 'shortcut');
}

async function archive(tabId: number, trigger: ArchiveTrigger, frameId?: number): Promise<void> {
  const { read } = await archiveInTab({ tabId, trigger, ...(frameId === undefined ? {} : { frameId }) });
  // What came of it is said in the page. Where no reader stands there is only the toolbar to say anything.
  if (!read) await hintThatItIsOff(tabId).catch(() => undefined);
}

/** The popup says how to turn the site on. Where the browser does not let us open it, the toolbar button says so for a while. */
async function hintThatItIsOff(tabId: number): Promise<void> {
  const { action } = browser;
  await Promise.all([
    action.setBadgeBackgroundColor({ tabId, color: GROUNDS.look }),
    action.setBadgeTextColor({ tabId, color: LETTERS }),
    action.setTitle({ tabId, title: words[await languageChosen()].off_here }),
  ]);
  await action.setBadgeText({ tabId, text: '…' });
  setTimeout(() => void showBadge(tabId).catch(() => undefined), HINT_MS);
  await action.openPopup().catch(() => undefined);
}
