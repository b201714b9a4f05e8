import puppeteer from 'puppeteer-core';
import { ENGINE } from './bundle-engine.ts';
import { findProgram } from './find-browser.mjs';
import type { Answer, Questions } from './engine-answers.ts';
import { launchBrowser } from './launch-chromium.ts';

/** A browser in whose blank pages bundled engines run. */
export interface EngineBrowser {
  /** A new blank page with this bundle. */
  load(bundle: string): Promise<(questions: Questions) => Promise<Answer[]>>;
  close(): Promise<void>;
}

/** What both drivers' pages can do. */
interface DrivenPage {
  addScriptTag(options: { content: string }): Promise<unknown>;
  evaluate(run: (arg: [string, string]) => string, arg: [string, string]): Promise<string>;
}

export async function chromiumForEngines(): Promise<EngineBrowser> {
  const { context, close } = await launchBrowser();
  return { load: async (bundle) => engineOn(await context.newPage(), bundle), close };
}

export async function firefoxForEngines(): Promise<EngineBrowser> {
  const executablePath = findProgram(['firefox-esr', 'firefox']);
  if (!executablePath) throw new Error('No Firefox was found. On Debian: apt-get install firefox-esr');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  return { load: async (bundle) => engineOn(await browser.newPage(), bundle), close: () => browser.close() };
}

async function engineOn(page: DrivenPage, bundle: string): Promise<(questions: Questions) => Promise<Answer[]>> {
  await page.addScriptTag({ content: bundle });
  const ask = (questions: Questions): Promise<string> => page.evaluate(
    ([name, asked]) => (globalThis as unknown as Record<string, { ask(asked: string): string }>)[name]!.ask(asked),
    [ENGINE, asciiJson(questions)],
  );
  return async (questions) => {
    const answers: Answer[] = [];
    for (const some of inPortions(questions)) answers.push(...JSON.parse(await ask(some)) as Answer[]);
    return answers;
  };
}

/** Units of text in one call: a browser calls a script slow that runs for seconds. */
const PORTION = 200_000;

function* inPortions({ texts, chats }: Questions): Generator<Questions> {
  for (let at = 0; at < texts.length; ) {
    const portion = [texts[at]!];
    for (let units = texts[at++]!.text.length; at < texts.length && units + texts[at]!.text.length <= PORTION; units += texts[at++]!.text.length) portion.push(texts[at]!);
    yield { texts: portion, chats: [] };
  }
  for (const chat of chats) yield { texts: [], chats: [chat] };
}

/** Every unit outside ASCII escaped: protocols carry UTF-8, which has no half of a pair. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
