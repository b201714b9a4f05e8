// Plain JavaScript without dependencies, because setup.mjs runs it on Node 20 before anything is installed.
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Places that a non-interactive or unprivileged PATH often leaves out. */
const USUAL_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/opt/local/bin', '/snap/bin'];

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-for-testing'];
const CHROMIUM_PLACES = [
  '/usr/lib/chromium/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];
// Last: Google Chrome itself takes no extension from the command line any more.
const CHROME_NAMES = ['microsoft-edge', 'microsoft-edge-stable', 'google-chrome', 'google-chrome-stable'];
const CHROME_PLACES = [
  '/opt/microsoft/msedge/msedge',
  '/opt/google/chrome/chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function findProgram(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...USUAL_FOLDERS];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (runs(path)) return path;
    }
  }
  return null;
}

/** Chromium as `npx playwright-core install chromium` puts it: `chromium-<number>/chrome-<system>/…`, newest first. */
function findPlaywrightChromium() {
  const cache = join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright');
  const program = process.platform === 'darwin' ? 'Chromium.app/Contents/MacOS/Chromium' : 'chrome';
  const folders = (folder, start) => {
    try {
      return readdirSync(folder).filter((name) => name.startsWith(start)).sort().reverse().map((name) => join(folder, name));
    } catch {
      return [];
    }
  };
  return folders(cache, 'chromium-').flatMap((version) => folders(version, 'chrome-')).map((folder) => join(folder, program)).find(runs) ?? null;
}

/** `CHROMIUM_PATH` wins: a browser that stands in an unusual place. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return runs(named) ? named : null;
  return findProgram(CHROMIUM_NAMES) ?? CHROMIUM_PLACES.find(runs) ?? findPlaywrightChromium() ?? findProgram(CHROME_NAMES) ?? CHROME_PLACES.find(runs) ?? null;
}
