// The built extension in a real Chromium, on a chat page that gives no hint of what it is: the reader points at two messages, sets right
// what would be read, keeps it; then it is saved as a file, forgotten, and brought in again.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { popup } from '../../src/locales/popup.ts';
import { teach, teachings } from '../../src/locales/teach.ts';
import { openOwnPage, openPopupFor, storedFlags } from '../../tools/browser/extension-pages.ts';
import type { LaunchedExtension } from '../../tools/browser/launch-chromium.ts';
import { clickInCard, marksOnPage } from '../../tools/browser/marks-on-page.ts';
import { openEnabledChat, pause, type EnabledChat } from './enabled-chat.ts';
import { eventually } from './eventually.ts';

const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
const THREAT = '今晚八点前不转账，我把你的裸照发给你妈和你们公司全体同事';
const say = teach.en;
const FOUND = say.count.split('{')[0]!;

let enabled: EnabledChat;
let browser: LaunchedExtension;
let chat: Page;
let own: Page;

/** Names that no one chose, no field to write in, days around the messages, an advertisement among them, and a site's own list beside. */
const html = `<!doctype html><meta charset="utf-8"><title>Room 7</title><style>
body{font:15px/1.5 sans-serif;margin:0;display:grid;grid-template-columns:180px 1fr;height:100vh;background:#fff;color:#222}
nav{padding:16px;border-right:1px solid #ddd}nav p{margin:0 0 12px}
.q1{overflow:auto;padding:90px 24px 24px;height:100vh;box-sizing:border-box}
.d4 h4{text-align:center;color:#777;font-weight:400;margin:16px 0}
.k3{margin:0 0 22px;display:flow-root}.k3 div{padding:8px 12px;border-radius:10px;background:#eee;max-width:420px;float:left}
.k3.z9 div{background:#cfe8d5;float:right}.k3 b{display:block;font-size:12px;color:#555}
</style><nav><p>Anna</p><p>Bo</p><p>Support</p></nav><main class="q1"></main><script>
globalThis.heard = [];
for (const type of ['keydown', 'keyup', 'pointerdown', 'mousedown', 'mouseup', 'click']) addEventListener(type, (event) => heard.push(type));
const lines = [['Anna', '你好，在吗'], ['me', '在的'], ['Anna', '上次说的事怎么样了'], ['me', '我还在想办法'], ['Bo', '我也在群里'], ['me', '知道了'], ['ad', '低息快贷，点此了解'], ['Anna', '那你今天有空吗'], ['me', '下午有空'], ['Bo', '行']];
let day;
function begin(name) { day = document.createElement('section'); day.className = 'd4'; day.innerHTML = '<h4>' + name + '</h4>'; document.querySelector('main').append(day); }
globalThis.line = (who, text) => {
  const row = document.createElement('div'); row.className = 'k3 ' + (who === 'me' ? 'z9' : who === 'ad' ? 'j5' : 'p2');
  const box = document.createElement('div'), name = document.createElement('b'), said = document.createElement('span');
  name.textContent = who === 'me' ? 'Xia' : who; said.className = 'v6'; said.textContent = text; box.append(name, said); row.append(box); day.append(row);
  row.scrollIntoView();
};
begin('昨天'); lines.slice(0, 5).forEach((one) => line(...one)); begin('今天'); lines.slice(5).forEach((one) => line(...one));
for (const one of JSON.parse(sessionStorage.more ?? '[]')) line(...one);
</script>`;

async function more(who: string, text: string): Promise<void> {
  await chat.evaluate(([a, b]) => {
    sessionStorage.more = JSON.stringify([...JSON.parse(sessionStorage.more ?? '[]'), [a, b]]);
    (globalThis as unknown as { line(who: string, text: string): void }).line(a!, b!);
  }, [who, text]);
}

interface Node { nodeId: number; nodeName: string; attributes?: string[]; shadowRoots?: Node[]; children?: Node[] }
/** Our own shadow roots are closed: the debugger looks into them. Each element's class and words. */
async function ours(): Promise<{ name: string; text: string }[]> {
  const session = await chat.context().newCDPSession(chat);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    const found: { name: string; text: string }[] = [];
    const stack: [Node, boolean][] = [[root as Node, false]];
    while (stack.length > 0) {
      const [node, inside] = stack.pop()!;
      const list = node.attributes ?? [];
      const name = list[list.indexOf('class') + 1] ?? '';
      if (inside && list.includes('class') && /^(bar|outline shown|tag|what|note)/.test(name)) {
        // Drawn anew meanwhile: it is looked for again.
        const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId: node.nodeId }).catch(() => ({ outerHTML: '' }));
        found.push({ name, text: outerHTML.replace(/<[^>]+>/g, ' ').replace(/&nbsp;/g, ' ').replace(/\s+/g, ' ').trim() });
      }
      for (const child of (node.children ?? []).toReversed()) stack.push([child, inside]);
      for (const shadow of node.shadowRoots ?? []) stack.push([shadow, true]);
    }
    return found;
  } finally {
    await session.detach();
  }
}
const bar = async () => (await ours()).find(({ name }) => name.startsWith('bar'))?.text ?? null;
const outlines = async () => (await ours()).filter(({ name }) => name.startsWith('outline shown')).map(({ name, text }) => `${name.split(' ')[2]} ${text}`);
const says = (words: string) => eventually(bar, (text) => text?.includes(words) === true);

async function startTeaching(): Promise<void> {
  const opened = await openPopupFor(browser.context, browser.extensionId, chat);
  await opened.getByRole('button', { name: new RegExp(`${popup.en.teach}|${popup.en.teach_instead}`) }).click();
  await eventually(async () => opened.isClosed(), (closed) => closed);
  await chat.bringToFront();
  await says(say.step_own);
  await pause();
}
async function press(words: string): Promise<void> {
  await pause();
  await clickInCard(chat, new RegExp(`^${words}$`));
}
const at = (text: string) => chat.getByText(text, { exact: true });
const html0 = () => chat.evaluate(() => document.documentElement.outerHTML);
const heard = () => chat.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));
const flags = () => storedFlags(own);

beforeAll(async () => {
  enabled = await openEnabledChat(EXTENSION, html, { width: 1000, height: 860 });
  ({ browser, chat, own } = enabled);
});
afterAll(() => enabled?.close());

test('cancelled, the page is as it was and has heard nothing of it', async () => {
  await pause(800);
  const before = await html0();
  await heard();
  await startTeaching();
  await at('下午有空').click();
  await says(say.step_other);
  await chat.keyboard.press('ArrowUp');
  await chat.keyboard.press('Tab');
  await chat.keyboard.press('Escape');
  expect(await eventually(bar, (text) => text === null)).toBeNull();
  expect([await html0(), await heard()]).toEqual([before, []]);
});

test('by mouse: two messages, then all are outlined, each side by itself; the advertisement is taken out', async () => {
  await startTeaching();
  await at('下午有空').click();
  await says(say.step_other);
  await at('那你今天有空吗').click();
  const counted = await says(FOUND);
  expect(counted).toContain('Yours: 4');
  // Those in view, each side told by its line and its words. The advertisement is built like the others.
  expect(await eventually(outlines, (all) => all.length > 3)).toEqual(expect.arrayContaining(['me you', 'them Anna', 'them Bo']));
  const wrong = counted!.includes(`${FOUND}10.`);
  if (wrong) {
    await at('低息快贷，点此了解').click();
    await says(say.taken_out);
  }
  expect(await bar()).toContain(`${FOUND}9. Yours: 4.`);
  // They follow when the page scrolls.
  await chat.mouse.move(600, 500);
  await chat.mouse.wheel(0, -2_000);
  expect(await eventually(outlines, (all) => all.some((one) => one.includes('Anna')))).not.toEqual([]);
  await press(say.keep);
  expect(await says(say.kept)).toContain(say.kept);
});

test('reading starts at once, by what was shown: theirs is marked, the reader’s own never', async () => {
  await more('me', THREAT);
  await more('Anna', THREAT);
  const kept = await eventually(flags, (all) => all.length > 0);
  await pause(800);
  expect((await flags()).map(({ source, message }) => [source.adapter, source.trust, message.author.name, message.author.role, message.text])).toEqual([['taught', 'taught', 'Anna', 'them', THREAT]]);
  expect((await eventually(() => marksOnPage(chat), (marks) => marks.length === 1)).length).toBe(1);
  expect(kept.length).toBe(1);
  await chat.reload();
  expect((await eventually(() => marksOnPage(chat), (marks) => marks.length === 1)).length).toBe(1);
  expect((await flags()).length).toBe(1);
});

test('saved as a file without a word of the chat, forgotten, brought in again', async () => {
  const options = await openOwnPage(browser.context, browser.extensionId, 'options.html');
  const section = options.locator('section', { has: options.getByRole('heading', { name: teachings.en.title }) });
  const site = new URL(chat.url()).origin;
  await section.getByText(site, { exact: true }).waitFor();
  const [download] = await Promise.all([options.waitForEvent('download'), section.getByRole('button', { name: teachings.en.save }).click()]);
  const path = await download.path();
  const text = readFileSync(path, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ witnessmark: 'teaching', format: 1, site, shape: { format: 1 } });
  expect(text).not.toMatch(/Anna|Bo\b|在的|转账/);
  await section.getByRole('button', { name: teachings.en.forget }).click();
  await section.getByText(teachings.en.none).waitFor();
  // Taken back, and forgotten once more.
  await section.getByRole('button', { name: 'Undo' }).click();
  await section.getByText(site, { exact: true }).waitFor();
  await section.getByRole('button', { name: teachings.en.forget }).click();
  await section.getByText(teachings.en.none).waitFor();

  await section.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text.replace('"format": 1', '"format": 9')) });
  await section.getByText(teachings.en.bad_newer).waitFor();
  await section.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await section.getByText(teachings.en.ask, { exact: false }).waitFor();
  expect(await section.locator('.taught').count()).toBe(0);
  await section.getByRole('button', { name: teachings.en.ask_yes }).click();
  await section.locator('.taught').getByText(site, { exact: true }).waitFor();
  await options.close();

  await chat.bringToFront();
  await more('Bo', `${THREAT}，听到没有`);
  const later = async () => (await flags()).filter(({ message }) => message.text.endsWith('听到没有')).map(({ source, message }) => [source.trust, message.author.name]);
  expect(await eventually(later, (all) => all.length > 0)).toEqual([['taught', 'Bo']]);
});

test('meanwhile our own marks are off the page, and back when it is cancelled', async () => {
  const before = (await marksOnPage(chat)).length;
  expect(before).toBeGreaterThan(0);
  await startTeaching();
  expect(await marksOnPage(chat)).toEqual([]);
  await chat.keyboard.press('Escape');
  expect((await eventually(() => marksOnPage(chat), (marks) => marks.length === before)).length).toBe(before);
});

test('by keyboard alone', async () => {
  await startTeaching();
  const words = async () => (await chat.evaluate(() => document.activeElement?.localName)) ?? '';
  expect(await words()).toBe('span');
  // From the lowest upwards: theirs stands last.
  await chat.keyboard.press('ArrowUp');
  for (let i = 0; i < 12 && !(await bar())!.includes('下午有空'); i++) await chat.keyboard.press('ArrowUp');
  await chat.keyboard.press('Enter');
  await says(say.step_other);
  await chat.keyboard.press('ArrowUp');
  for (let i = 0; i < 20 && !(await bar())!.includes('那你今天有空吗'); i++) await chat.keyboard.press('ArrowUp');
  await chat.keyboard.press('Enter');
  expect(await says(FOUND)).toContain(FOUND);
  await pause(400);
  await chat.keyboard.press('Tab');
  await chat.keyboard.press('Enter');
  expect(await says(say.kept)).toContain(say.kept);
  expect(await heard()).toEqual([]);
});
