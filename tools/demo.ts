// `npm run demo`: the main job on a real chat, by a scripted collector and a scripted friend.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { archiveSomething, exportEverything, pictureArchived, pictureCard, pictureOwnPages, pictureVerified, printReport } from './demo/acts.ts';
import { openStage, type Stage } from './demo/stage.ts';
import { enableSite, openOwnPage, storedFlags } from './browser/extension-pages.ts';
import { launchChromium } from './browser/launch-chromium.ts';
import { findChromium, findProgram } from './browser/find-browser.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'out/demo');
const EXTENSION = join(ROOT, '.output/chrome-mv3');
const PAUSE_MS = 700;

const say = (words: string) => console.log(`demo: ${words}`);
const headed = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) || process.platform !== 'linux';

// Setup has said why, and what to install.
if (!findChromium()) process.exit(1);

say('building the extension');
const built = spawnSync('npm', ['run', '-s', 'build:chrome'], { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
if (built.status !== 0) process.exit(built.status ?? 1);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

const stage: Stage = await openStage(say);
say(`opening a browser ${headed ? 'window' : 'without a window (no display was found)'}`);
const browser = await launchChromium({ extension: EXTENSION, headless: !headed, ...(headed ? {} : { locale: 'zh-CN' }) });
const { context, extensionId } = browser;
let failed = false;
try {
  const page = await stage.open(context);
  await stage.earlier();
  say('turning reading on for this one site, as a reader does in the popup');
  await enableSite(context, extensionId, page);
  await page.waitForTimeout(PAUSE_MS);
  say('the collector and the friend go on talking');
  await stage.later(PAUSE_MS);
  await page.waitForTimeout(PAUSE_MS * 2);
  await page.screenshot({ path: join(OUT, 'chat-with-marks.png') });

  const history = await openOwnPage(context, extensionId, 'records.html');
  const flags = await storedFlags(history);
  const byCollector = flags.filter((flag) => stage.isCollector(flag.message.author.name)).length;
  say(`${flags.length} messages were marked and kept: ${byCollector} of the collector’s ${stage.collectorLines}, and ${flags.length - byCollector} of others, wrongly`);
  if (flags.length === 0) throw new Error('Nothing was marked. Something is wrong; please report this.');

  await page.bringToFront();
  await pictureCard(page, join(OUT, 'card.png'));
  await archiveSomething(page);
  const archived = (await storedFlags(history)).find(({ state }) => state === 'archived');
  if (!archived) throw new Error('The message was not archived. Something is wrong; please report this.');
  say('archived one message, with the message and its neighbours as they stood on the page and a picture');
  await pictureArchived({ context, extensionId, flagId: archived.id, path: join(OUT, 'archived-message.png') });
  await pictureOwnPages({ context, extensionId, page, history, folder: OUT });
  const bundle = await exportEverything(history, join(OUT, 'witnessmark-export.zip'));
  say(`exported ${bundle}`);
  const folder = unpackAndCheck(bundle);
  if (folder) await pictureVerified(context, { folder, bundle, path: join(OUT, 'verified.png') });
  if (folder && !headed) await printReport(context, folder, join(OUT, 'report.pdf'));
  say(`pictures and the bundle are in ${OUT}`);
} catch (error) {
  failed = true;
  console.error(error);
}

if (headed && !failed && !process.env.CI) {
  say('the window is yours. Close it to end the demo.');
  await new Promise<void>((done) => context.once('close', () => done()));
}
await browser.close().catch(() => undefined);
await stage.stop();
process.exit(failed ? 1 : 0);

/** Checks the bundle with tools nobody here wrote, where they are to be had, and with ours. The folder it was unpacked to, or null. */
function unpackAndCheck(bundle: string): string | null {
  const [unzip, sha256sum, openssl] = ['unzip', 'sha256sum', 'openssl'].map((name) => findProgram([name]));
  if (!unzip || !sha256sum || !openssl) {
    say('unzip, sha256sum or openssl is missing here, so the bundle was not checked by them');
    return null;
  }
  const folder = join(OUT, 'bundle');
  execFileSync(unzip, ['-q', '-o', bundle, '-d', folder]);
  execFileSync(sha256sum, ['--quiet', '-c', 'manifest-sha256.txt'], { cwd: folder });
  const verdict = execFileSync(openssl, ['dgst', '-sha256', '-verify', 'signing-key.pem', '-signature', 'manifest-sha256.txt.sig', 'manifest-sha256.txt'], { cwd: folder, encoding: 'utf8' });
  say(`sha256sum accepts every file; openssl says of the signature: ${verdict.trim()}`);
  const ours = spawnSync(process.execPath, [join(ROOT, 'tools/verify.ts'), bundle, '--language', 'en'], { encoding: 'utf8' });
  say(`npm run -s verify says: ${ours.stdout.split('\n').find((line) => line.trim() !== '')?.trim() ?? ours.stderr}`);
  return folder;
}
