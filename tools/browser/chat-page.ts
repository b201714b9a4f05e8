import type { Locator, Page } from 'playwright-core';

/** One chat program in a tab, with Alice signed in. The same hands for every program, so that a test can run over all. */
export interface ChatPage {
  page: Page;
  /** Shows the room that everyone is in. */
  openRoom(): Promise<void>;
  /** Shows Alice's talk with one person: a nick in The Lounge (who must have written to her once), an account in Converse. */
  openDirect(person: string): Promise<void>;
  /** Types and sends, and waits until the page shows it. `/me …` is an action. */
  sayAsAlice(text: string): Promise<void>;
  /** The newest row whose text holds these words, once it is shown. */
  row(text: string): Promise<Locator>;
  /** Loads the page again and waits until the same conversation is shown. */
  reload(): Promise<void>;
}
