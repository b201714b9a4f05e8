// @vitest-environment happy-dom
// A case is a folder in `cases/`: `source.html` (written by us from the structure an adapter documents, names invented) and
// `expected.json`. To add one, write the page, run with UPDATE_CASES=1, and read the JSON line by line before keeping it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SITES } from '../../src/sites/index.ts';
import type { Reading } from '../../src/sites/site.ts';
import { watch } from '../../src/sites/watch.ts';

const CASES = join(import.meta.dirname, 'cases');

test.each(readdirSync(CASES))('%s', async (name) => {
  document.documentElement.innerHTML = readFileSync(join(CASES, name, 'source.html'), 'utf8').replace(/^[\s\S]*?<html>|<\/html>$/g, '');
  const before = document.documentElement.outerHTML;
  const readings: Reading[] = [];
  const controller = new AbortController();
  const reading = watch({ document, sites: SITES, signal: controller.signal, onReadings: (some) => readings.push(...some), now: () => new Date(0) });
  // A slow machine reads a page in more than one slice.
  await new Promise((done) => setTimeout(done, 100));
  const keys = readings.map(({ message }) => message.key);
  const seen = {
    source: reading.source(),
    distinct: new Set(keys).size,
    messages: readings.map(({ message: { conversation, author, text, sentAtShown, sentAt } }) => ({ conversation, author, text, sentAtShown, sentAt: sentAt ?? null })),
  };
  controller.abort();
  expect(document.documentElement.outerHTML).toBe(before);
  const expectedFile = join(CASES, name, 'expected.json');
  if (process.env.UPDATE_CASES) writeFileSync(expectedFile, `${JSON.stringify(seen, null, 2)}\n`);
  expect(seen).toEqual(JSON.parse(readFileSync(expectedFile, 'utf8')));
});
