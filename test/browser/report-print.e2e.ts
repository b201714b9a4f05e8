import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PictureFacts } from '../../src/core/entry.ts';
import { exportBundle } from '../../src/export/bundle.ts';
import { pageRuns, rareCharacters } from '../../src/core/marks.ts';
import { findChromium } from '../../tools/browser/find-browser.mjs';
import { HOSTILE, makeChain, makeFlag, makeInput, messageFacts, testKey } from '../export/make.ts';

/** As a clerk prints it: the unpacked report, from the disk, to a PDF, read back with a tool of others. */
const dir = mkdtempSync(join(tmpdir(), 'print-'));
const key = testKey();
let browser: Browser;
let page: Page;

const TEXTS: [what: string, text: string][] = [
  ...HOSTILE.filter(([, text]) => text.isWellFormed()),
  ['rare characters', '𠮷野家 㐂 𡃁 龘 𰻝 邨 冇 唔該 嘅'],
  ['a long one', '今天必须还清。'.repeat(700)],
  ['one long word', 'a'.repeat(900)],
];
const flags = TEXTS.map(([, text], i) => makeFlag(i + 1, { text }));
let text = '';

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium()!, args: ['--no-sandbox'] });
  page = await browser.newPage();
  const png = new Uint8Array(await page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 200 } }));
  const picture: PictureFacts = { file: 'picture.png', sha256: (await import('node:crypto')).createHash('sha256').update(png).digest('hex'), bytes: png.length, method: 'screen', width: 600, height: 200, pieces: 1, pixelRatio: 2, takenAt: '2026-11-22T00:00:00.000Z', covers: 'message' };
  const chain = makeChain([messageFacts(flags[0]!, { picture, captureMethod: 'screen' }), messageFacts(flags[1]!)], key);
  Object.assign(flags[0]!, { state: 'archived', entrySeq: 1 });
  Object.assign(flags[1]!, { state: 'archived', entrySeq: 2 });
  const { stream, done } = exportBundle(makeInput(key, { list: flags, sealed: chain, files: new Map([['1/picture.png', png]]) }));
  writeFileSync(join(dir, 'bundle.zip'), Buffer.from(await new Response(stream).arrayBuffer()));
  await done;
  execFileSync('unzip', ['-q', 'bundle.zip', '-d', 'bag'], { cwd: dir });
  await page.goto(pathToFileURL(join(dir, 'bag/data/report.html')).href);
  await page.pdf({ path: join(dir, 'report.pdf'), preferCSSPageSize: true });
  execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', 'report.pdf', 'report.txt'], { cwd: dir });
  text = readFileSync(join(dir, 'report.txt'), 'utf8');
});

afterAll(async () => {
  await browser?.close();
  if (process.env.KEEP) execFileSync('cp', ['-r', dir, process.env.KEEP]);
  rmSync(dir, { recursive: true, force: true });
});

/** Blanks and line ends of the layout say nothing about the text, nor do the direction marks that the tool adds. */
const bare = (one: string): string => one.replace(/[\p{White_Space}\u202A-\u202E\u2066-\u2069\u200E\u200F]+/gu, '');
/** The running heads and page numbers stand between the lines of a long text. */
const printed = (): string => bare(text.replace(/\f/g, '\n').replace(/^\s*第\s*\d+\s*页，共\s*\d+\s*页\s*$/gm, '').replace(/^聊天信息记录\s*2026-11-22\s*12:30:00\s*\+08:00\s*$/gm, ''));
const shown = (one: string): string => bare(pageRuns(one).map((run) => run.text).join(''));
const RTL = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

describe('the report, printed to PDF and read back', () => {
  test('shows its pictures, from the folders beside it', async () => {
    const sizes = await page.$$eval('figure img', (images) => images.map((image) => [(image as HTMLImageElement).naturalWidth, Math.round(image.getBoundingClientRect().width)]));
    expect(sizes).toEqual([[600, 300]]);
    expect(execFileSync('pdfimages', ['-list', 'report.pdf'], { cwd: dir, encoding: 'utf8' })).toMatch(/ image /);
  });

  test('numbers its pages, each of as many as there are', () => {
    const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', ['report.pdf'], { cwd: dir, encoding: 'utf8' }))![1]);
    expect(pages).toBeGreaterThan(4);
    for (let n = 1; n <= pages; n += 1) expect(bare(text)).toContain(`第${n}页，共${pages}页`);
  });

  test.each(TEXTS.filter(([, one]) => !RTL.test(one)))('%s is whole', (_what, one) => {
    // A character that no font of this machine has is not printed: its number is.
    const missing = rareCharacters(one).filter(({ char }) => !text.includes(char));
    for (const { number } of missing) expect(printed()).toContain(number);
    const wanted = missing.reduce((all, { char }) => all.replaceAll(char, ''), shown(one));
    expect(printed().includes(wanted), wanted.slice(0, 80)).toBe(true);
    expect(missing.length).toBeLessThanOrEqual(1);
  });

  test('right-to-left text has every character, in the order in which the tool puts what it sees', () => {
    const [, one] = TEXTS.find(([, each]) => RTL.test(each))!;
    for (const char of shown(one)) expect(printed()).toContain(char);
  });
});
