// Draws public/icon/*.png from icon.svg. Run by hand when the drawing changes: node tools/icons/make-icons.ts
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../browser/launch-chromium.ts';

const svg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');
const folder = resolve(import.meta.dirname, '../../public/icon');
mkdirSync(folder, { recursive: true });
const { context, close } = await launchBrowser();
const page = await context.newPage();
for (const size of [16, 32, 48, 96, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true });
}
await close();
