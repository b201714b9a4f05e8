// @vitest-environment happy-dom
// A case is a folder in `cases/`: `source.html` (written by us from the structure an adapter documents, names invented) and
// `expected.json`. A comment `<!-- url: https://… -->` before `<html>` says where the page stands. To add one, write the page, run with UPDATE_CASES=1, and read the JSON line by line before keeping it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SITES } from '../../src/sites/index.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch, type Watch } from '../../src/sites/watch.ts';

/** Sunday, 13:00 in Shanghai. */
const NOW = new Date('2026-11-22T05:00:00.000Z');
const CASES = join(import.meta.dirname, 'cases');

/** What reads the page, and how far it is trusted. */
function adapterOf(reading: Watch) {
  const { site } = reading.state();
  return site && { adapter: site.id, trust: site.trust };
}

test.each(readdirSync(CASES))('%s', async (name) => {
  const source = readFileSync(join(CASES, name, 'source.html'), 'utf8');
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(/<!-- url: (\S+) -->/.exec(source)?.[1] ?? 'http://localhost:3000/');
  document.documentElement.lang = /<html[^>]* lang="([^"]+)"/.exec(source)?.[1] ?? '';
  document.documentElement.innerHTML = source.replace(/^[\s\S]*?<html[^>]*>|<\/html>\s*$/g, '');
  const before = document.documentElement.outerHTML;
  const readings: Reading[] = [];
  const controller = new AbortController();
  const reading = watch({ document, sites: SITES, signal: controller.signal, onReading: (one) => readings.push(one), now: () => NOW });
  // A slow machine reads a page in more than one slice.
  for (let before = -1; before !== readings.length;) {
    before = readings.length;
    await new Promise((done) => setTimeout(done, 150));
  }
  const keys = readings.map(({ message }) => message.key);
  const seen = {
    source: adapterOf(reading),
    distinct: new Set(keys).size,
    messages: readings.map(({ message: { conversation, author, text, sentAtShown, sentAt, kind, attachments } }) => ({
      conversation, author, text, sentAtShown, sentAt: sentAt ?? null, ...(kind === 'text' ? {} : { kind }), ...(attachments.length > 0 ? { attachments } : {}),
    })),
  };
  controller.abort();
  expect(document.documentElement.outerHTML).toBe(before);
  const expectedFile = join(CASES, name, 'expected.json');
  if (process.env.UPDATE_CASES) writeFileSync(expectedFile, `${JSON.stringify(seen, null, 2)}\n`);
  expect(seen).toEqual(JSON.parse(readFileSync(expectedFile, 'utf8')));
});
