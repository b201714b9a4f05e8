// `node test/ui/preview/shoot.mjs <folder> [part of a name]`: pictures of every page, language, scheme and width.
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const [folder = 'out/shots', only = ''] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const configFile = new URL('./vite.config.ts', import.meta.url).pathname;
await build({ configFile, logLevel: 'warn' });
const server = await preview({ configFile, preview: { port: 0, host: '127.0.0.1' } });
const base = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const click = (selector) => (page) => page.locator(selector).first().click();
const selfCheck = click('section[aria-labelledby=self-check-title] button');
const bring = (page) => page.locator('section[aria-labelledby=teachings-title] input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
const states = {
  history: {
    full: null, empty: null, remains: null, calm: null, error: null,
    detail: click('.row .details'),
    archived: async (page) => { await page.locator('.states button').nth(1).click(); await page.locator('.row .details').first().click(); },
    exporting: async (page) => { await click('.head-actions > button')(page); await click('.export .primary')(page); },
    export: click('.head-actions > button'),
    done: async (page) => { await click('.head-actions > button')(page); await click('.export .primary')(page); },
    dismissed: click('.row [data-act=dismiss]'),
    failed: click('.row [data-act=archive]'),
    nomatch: async (page) => { await page.locator('input[type=search]').fill('zzz'); await page.waitForTimeout(400); },
  },
  popup: {
    off: null, reading: null, sourced: null, guessed: null, taught: null, detected: null, fellback: null, notes: null, cut: null,
    unsure: null, nothing: null, nothingin: null, broken: null, no_answer: null, pdf: null, long: null, refused: click('.primary'),
    part: null, parts: null, partoff: null, partsilent: null,
  },
  options: { full: null, empty: null, off: click('.site-list button'), asked: click('.fact .actions button'),
    selfcheck: selfCheck, troubled: selfCheck, checking: selfCheck, importasks: bring, importrefused: bring },
};
Object.assign(states, { masking: masking() });
Object.assign(states.history, kept());

/** What becomes of a kept message: archived, deleted, checked, exported with everything. */
function kept() {
  const open = click('.head-actions > button');
  const archived = async (page) => { await page.locator('.states button').nth(1).click(); await page.locator('.row .details').first().click(); await page.waitForTimeout(100); };
  const scroll = (selector) => async (page) => { await archived(page); await page.locator(selector).first().scrollIntoViewIfNeeded(); };
  const more = async (page) => { await open(page); await page.locator('.fold > summary').first().click(); };
  const remove = async (page) => { await archived(page); await page.locator('.delete-open button').click(); };
  const check = click('.checks button');
  return {
    drawn: archived, lost: archived,
    enlarged: async (page) => { await archived(page); await page.locator('.picture button').click(); },
    entry: scroll('text=SHA-256'),
    missing: async (page) => { await archived(page); await page.locator('.fold > summary').last().click(); await page.locator('.fold').last().scrollIntoViewIfNeeded(); },
    deleting: remove,
    deletesure: async (page) => { await remove(page); await page.locator('.notice.delete .actions button').last().click(); },
    more: async (page) => { await more(page); await page.locator('input[name=lock]').nth(1).click(); await page.locator('.lock-fields .actions button').click(); await page.locator('.lock-fields').scrollIntoViewIfNeeded(); },
    past: async (page) => { await open(page); await page.locator('.fold > summary').last().click(); await page.locator('.by-hand > summary').last().click(); await page.locator('.past').scrollIntoViewIfNeeded(); },
    donemany: async (page) => { await more(page); await page.locator('input[name=lock]').nth(1).click(); await page.locator('.lock-fields .actions button').click(); await click('.export .primary')(page); },
    maskstep: async (page) => { await more(page); await page.locator('.fold-body .check input').first().click(); await click('.export .primary')(page); await page.waitForSelector('.mask-group'); },
    check, checkbroken: check, checking: check,
  };
}

function masking() {
  const toPictures = click('.masking-foot .primary');
  const draw = async (page, at, from, to) => {
    const { x, y } = await page.locator(at).boundingBox();
    await page.mouse.move(x + from[0], y + from[1]);
    await page.mouse.down();
    await page.mouse.move(x + to[0], y + to[1], { steps: 4 });
    await page.mouse.up();
  };
  return {
    full: (page) => page.waitForSelector('.mask-group'),
    empty: null, searching: null, error: null,
    own: async (page) => { await page.locator('.mask-own input').fill('我们'); await page.keyboard.press('Enter'); await page.locator('.mask-own input').fill('zzz'); await page.keyboard.press('Enter'); await page.waitForTimeout(200); await page.locator('.mask-own').scrollIntoViewIfNeeded(); },
    pictures: async (page) => { await toPictures(page); await page.waitForSelector('.mask-stage img'); await draw(page, '.mask-stage', [60, 10], [180, 40]); await draw(page, '.mask-stage', [20, 50], [120, 80]); await click('.mask-decision button')(page); },
    tall: async (page) => { await toPictures(page); await click('.mask-picture-bar button:last-child')(page); await page.waitForSelector('.mask-stage img'); await click('.picture-boxes .actions button')(page); },
    gone: async (page) => { await toPictures(page); for (const _ of [1, 2]) await click('.mask-picture-bar button:last-child')(page); await page.waitForSelector('.notice'); },
  };
}
for (const [name, list] of Object.entries(states)) {
  for (const [state, act] of Object.entries(list)) {
    for (const lang of ['en', 'zh_CN', 'zh_TW']) {
      for (const scheme of ['light', 'dark']) {
        for (const width of name === 'popup' ? [340, 360] : process.env.WIDTHS?.split(',').map(Number) ?? [360, 1440]) {
          const file = `${name}-${state}-${lang}-${scheme}-${width}`;
          if (!file.includes(only) && !new RegExp(only).test(file)) continue;
          const page = await browser.newPage({ viewport: { width, height: name === 'popup' ? 320 : 900 }, colorScheme: scheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', forcedColors: process.env.FORCED ? 'active' : 'none' });
          page.on('console', (m) => { if (m.type() === 'error') console.log(file, m.text()); });
          page.on('pageerror', (e) => console.log(file, e.message));
          await page.goto(`${base}?page=${name}&lang=${lang}&state=${state}`);
          await page.waitForSelector('h1');
          await page.waitForTimeout(80);
          if (act) { await act(page); await page.waitForTimeout(120); }
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (overflow > 0) console.log(`${file}: ${overflow} px too wide`);
          await page.screenshot({ path: `${folder}/${file}.png`, fullPage: Boolean(process.env.FULL) || name !== 'history' });
          await page.close();
        }
      }
    }
  }
}
await browser.close();
await server.close();
