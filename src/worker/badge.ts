import { browser } from 'wxt/browser';
import { askFrames } from '../access/ask-frames.ts';
import { tabHealth, type TabHealth } from '../access/tab-health.ts';
import { common } from '../locales/common.ts';
import { health as words } from '../locales/health.ts';
import { fill, pickLanguage, type Language } from '../locales/language.ts';
import { readSettings } from '../store/settings.ts';

export interface Badge {
  /** Up to four characters; none takes the badge away. */
  text: string;
  /** The same in words, for the tooltip and for screen readers. */
  title: string;
  background: string;
}

/** Calm grounds, all under white letters. Which sign it is, never the colour, says what is the matter. */
export const GROUNDS = { quiet: '#575f65', marked: '#0c666b', look: '#1e2326' } as const;
export const LETTERS = '#ffffff';
const MOST = 99;

/** What the toolbar says of a tab. @param health null: nothing is read there */
export function badgeOf(health: TabHealth | null, language: Language): Badge {
  const say = words[language];
  const badge = (text: string, title: string, background: string): Badge => ({ text, title, background });
  if (!health) return badge('', common[language].product, GROUNDS.quiet);
  switch (health.state) {
    case 'nothing_yet': return badge('…', say.badge_nothing_yet, GROUNDS.quiet);
    case 'unsure': return badge('?', say.badge_unsure, GROUNDS.look);
    case 'broken': return badge('!', say.badge_broken, GROUNDS.look);
    case 'reading': break;
  }
  if (health.alsoBroken !== null) return badge('!', say.badge_also_broken, GROUNDS.look);
  if (health.fellBackFrom !== null) return badge('!', say.badge_fell_back, GROUNDS.look);
  const { flagged: n } = health;
  if (n === 0) return badge('✓', say.badge_reading, GROUNDS.quiet);
  return badge(n > MOST ? `${MOST}+` : String(n), fill(n === 1 ? say.badge_marked_one : say.badge_marked_other, { n }), GROUNDS.marked);
}

/** Asks the tab's frames and shows what is true now. The browser itself clears a badge when its tab goes to another page. */
export async function showBadge(tabId: number): Promise<void> {
  const [frames, { language }] = await Promise.all([askFrames(tabId), readSettings()]);
  const { text, title, background } = badgeOf(tabHealth(frames), pickLanguage(language, [browser.i18n.getUILanguage(), ...navigator.languages]));
  const { action } = browser;
  await Promise.all([
    action.setBadgeBackgroundColor({ tabId, color: background }),
    action.setBadgeTextColor({ tabId, color: LETTERS }),
    action.setTitle({ tabId, title }),
  ]);
  // Last: never a sign on another sign's ground.
  await action.setBadgeText({ tabId, text });
}
