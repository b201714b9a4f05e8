import type { BrowserContext, Page } from 'playwright-core';
import { openLounge } from '../browser/open-lounge.ts';
import { COLLECTOR_LINES, FRIEND_LINES } from '../chats/script.ts';
import { startChats } from '../chats/start-chats.ts';
import { practiceScript } from '../../src/ui/welcome/practice-script.ts';
import { PRACTICE_NAMES, servePracticePage } from '../practice-page.ts';

/** Where the demo plays: a real chat program, or our practice chat where none can be had. */
export interface Stage {
  /** How many lines the collector says in all. */
  collectorLines: number;
  isCollector(author: string): boolean;
  open(context: BrowserContext): Promise<Page>;
  /** What was said before the reader turned the site on. */
  earlier(): Promise<void>;
  later(pauseMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts The Lounge with its IRC server; says so and takes the practice chat when that fails. */
export async function openStage(say: (words: string) => void): Promise<Stage> {
  try {
    const stage = await loungeStage();
    say('The Lounge and an IRC server run on this machine, for this demo only');
    return stage;
  } catch (error) {
    say(`no chat server can be started here (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`);
    say('using the practice chat on localhost instead');
    return practiceStage();
  }
}

async function loungeStage(): Promise<Stage> {
  const chats = await startChats(['lounge']);
  const [collector, friend] = await Promise.all([chats.lounge.person('collector_07'), chats.lounge.person('aying')]);
  const half = 3;
  let page: Page;
  return {
    collectorLines: COLLECTOR_LINES.length,
    isCollector: (author) => author === collector.name,
    async open(context) {
      const chat = await openLounge(context, chats.lounge);
      page = chat.page;
      return page;
    },
    async earlier() {
      for (let i = 0; i < half; i++) {
        await collector.say(COLLECTOR_LINES[i]!.text);
        await friend.say(FRIEND_LINES[i]!.text);
      }
    },
    async later(pauseMs) {
      for (let i = half; i < Math.max(COLLECTOR_LINES.length, FRIEND_LINES.length); i++) {
        if (COLLECTOR_LINES[i]) await collector.say(COLLECTOR_LINES[i]!.text);
        if (FRIEND_LINES[i]) await friend.say(FRIEND_LINES[i]!.text);
        await page.waitForTimeout(pauseMs / 4);
      }
    },
    stop: chats.stop,
  };
}

async function practiceStage(): Promise<Stage> {
  const served = await servePracticePage();
  return {
    // One of each language's three is a proper reminder.
    collectorLines: Object.values(practiceScript).flat().filter((line) => line.from === 'collector').length,
    isCollector: (author) => author === PRACTICE_NAMES.collector,
    async open(context) {
      const page = await context.newPage();
      await page.goto(served.url);
      return page;
    },
    earlier: async () => undefined,
    later: () => new Promise((done) => setTimeout(done, 32_000)),
    stop: served.stop,
  };
}
