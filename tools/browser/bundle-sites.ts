import { resolve } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import type { Seen, StartOptions } from './sites-entry.ts';

const NAME = 'witnessmarkSites';

/** The reading of pages alone, as one classic script: without classifier, marks or extension. */
export async function bundleSites(): Promise<string> {
  const built = await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    publicDir: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry: resolve(import.meta.dirname, 'sites-entry.ts'), name: NAME, formats: ['iife'] } },
  });
  const chunks = [built].flat().flatMap((result) => ('output' in result ? result.output : [])).filter((file) => file.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`The bundle has ${chunks.length} scripts and not one.`);
  return chunks[0]!.code;
}

export interface PageReader {
  start(options?: StartOptions): Promise<void>;
  stop(): Promise<void>;
  seen(): Promise<Seen>;
  /** Evaluates in the reader's world, for what else a test wants to know there. */
  evaluate(expression: string): Promise<unknown>;
}

/** Reads a page from a world of its own, as a content script does: what the page does to its own prototypes is not seen there. Its frames are left out. */
export function readPage(page: Page, bundle: string): Promise<PageReader> {
  return readFrames(page, bundle).then(([first]) => first!);
}

/** The page itself and every frame of its own site in it. */
export async function readFrames(page: Page, bundle: string): Promise<PageReader[]> {
  const cdp = await page.context().newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const ids: string[] = [];
  const open = [frameTree];
  for (let at = open.shift(); at; at = open.shift()) {
    ids.push(at.frame.id);
    open.push(...(at.childFrames ?? []));
  }
  return Promise.all(ids.map((id) => readFrame(cdp, id, bundle)));
}

async function readFrame(cdp: CDPSession, frameId: string, bundle: string): Promise<PageReader> {
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId, worldName: 'reader' });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { contextId, expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(`${bundle}\n;globalThis.${NAME} = ${NAME};0`);
  return {
    evaluate,
    start: async (options = {}) => void (await evaluate(`${NAME}.start(${JSON.stringify(options)})`)),
    stop: async () => void (await evaluate(`${NAME}.stop()`)),
    seen: async () => JSON.parse((await evaluate(`${NAME}.seen()`)) as string) as Seen,
  };
}
