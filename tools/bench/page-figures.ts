import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { quantile, type Figure } from './figure.ts';

/** Adds rows to the practice chat from inside the page. Runs in the page. */
function addRows(texts: string[]): void {
  const list = document.querySelector('ol')!;
  const at = Date.now();
  const fragment = document.createDocumentFragment();
  for (const [i, words] of texts.entries()) {
    const row = document.createElement('li');
    row.setAttribute('data-practice-row', 'them');
    const text = document.createElement('p');
    text.setAttribute('data-practice-text', '');
    text.textContent = words;
    const time = document.createElement('time');
    time.dateTime = new Date(at + i * 1_000).toISOString();
    time.textContent = String(i);
    row.append(text, time);
    fragment.append(row);
  }
  list.append(fragment);
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}

/** A page at rest uses less of its thread than this in 2 s. */
const IDLE_SECONDS = 0.06;

/** Waits until the page has come to rest: a busy machine needs longer than another, and half the work is no figure. */
async function atRest(page: Page, session: CDPSession): Promise<void> {
  let before = await taskSeconds(session);
  for (let tries = 0; tries < 45; tries++) {
    await page.waitForTimeout(2_000);
    const now = await taskSeconds(session);
    if (now - before < IDLE_SECONDS) return;
    before = now;
  }
}

/** Main-thread time and longest task of putting `texts` on the page and letting it come to rest. */
export async function loadTenThousand(context: BrowserContext, url: string, texts: string[]): Promise<{ seconds: number; longestMs: number; heapMb: number }> {
  const page = await context.newPage();
  await page.goto(url);
  const session = await context.newCDPSession(page);
  // Its own processor time: on a busy machine it waits for its turn, and that is not ours.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.waitForTimeout(1_500);
  await page.evaluate(() => {
    const seen: number[] = [];
    (globalThis as unknown as { longTasks: number[] }).longTasks = seen;
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
  });
  const before = await taskSeconds(session);
  await page.evaluate(addRows, texts);
  await atRest(page, session);
  const seconds = (await taskSeconds(session)) - before;
  const long = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  const heap = await heapMb(session);
  await page.close();
  return { seconds, longestMs: Math.max(0, ...long), heapMb: heap };
}

/** From insertion to the first frame in which the page's words are underlined, for messages that are marked. */
export async function markLatency(page: Page, texts: string[]): Promise<Figure[]> {
  const times: number[] = [];
  for (const text of texts) {
    const ms = await page.evaluate(async (words) => {
      // Only this row's own words count: the page's script adds lines of its own.
      const painted = (row: Element) => [...CSS.highlights.values()].some((highlight) => [...highlight].some((range) => row.contains(range.startContainer)));
      const row = document.createElement('li');
      row.setAttribute('data-practice-row', 'them');
      row.innerHTML = `<p data-practice-text></p><time datetime="${new Date().toISOString()}">now</time>`;
      row.querySelector('p')!.textContent = words;
      const start = performance.now();
      document.querySelector('ol')!.append(row);
      row.scrollIntoView({ block: 'end' });
      while (performance.now() - start < 1_000) {
        await new Promise((done) => requestAnimationFrame(done));
        if (painted(row)) return performance.now() - start;
      }
      return null;
    }, text);
    if (ms !== null) times.push(ms);
    await page.waitForTimeout(20);
  }
  return [
    { name: 'new message to mark painted, 95 %', value: quantile(times, 0.95), unit: 'ms', budget: 50, note: `${times.length} of ${texts.length} messages were marked; counted in whole frames` },
    { name: 'new message to mark painted, median', value: quantile(times, 0.5), unit: 'ms' },
  ];
}
