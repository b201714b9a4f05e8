// The standalone verifier: the code of the page, as one HTML file that needs nothing and can reach nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Rolldown } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/verify-page');
/** What goes in. A change of any of it makes the page anew. */
const SOURCES = ['src/core', 'src/locales', 'src/verify', 'src/evidence', 'src/timestamp', 'src/ui', 'entrypoints/verify', 'tools/build', 'package-lock.json'];

/** The most that the page may weigh: it lies in every bundle. */
export const MOST_BYTES = 400_000;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

let made: { mark: string; page: Promise<string> } | undefined;

/** The page, from memory or from disk when nothing that goes in has changed. The same sources give the same bytes. */
export function verifyPage(): Promise<string> {
  const mark = markOfSources();
  if (made?.mark !== mark) made = { mark, page: fromDisk(mark) };
  return made.page;
}

async function fromDisk(mark: string): Promise<string> {
  const path = join(CACHE, `${mark}.html`);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const page = await buildVerifyPage();
  mkdirSync(CACHE, { recursive: true });
  // Several builds may run at once: a file is there whole or not at all.
  writeFileSync(`${path}.${process.pid}`, page);
  renameSync(`${path}.${process.pid}`, path);
  return page;
}

function markOfSources(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    const files = source.includes('.') ? [path] : readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const file of files) hash.update(`${file.slice(ROOT.length)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 32);
}

/** Builds it, whatever was built before. @throws Error when it is too large */
export async function buildVerifyPage(): Promise<string> {
  const entry = join(ROOT, 'entrypoints/verify/standalone.tsx');
  const result = await build({
    root: ROOT, configFile: false, envFile: false, logLevel: 'error', publicDir: false, mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Never the development form, which names files of this machine: a test runner sets NODE_ENV to something else.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      write: false, target: 'es2022', minify: true, cssMinify: true, modulePreload: false, reportCompressedSize: false, cssCodeSplit: false, assetsInlineLimit: 0,
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: 'verify.js', assetFileNames: 'verify.[ext]' } },
    },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput;
  const script = output.filter((file) => file.type === 'chunk').map(({ code }) => code);
  const style = output.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css')).map((file) => String((file as { source: unknown }).source));
  if (script.length !== 1 || style.length !== 1 || output.length !== 2) throw new Error(`verify.html is one script and one style, not ${output.map(({ fileName }) => fileName).join(', ')}`);
  const page = wrap(harmless(script[0]!.trim()), style[0]!.trim());
  if (Buffer.byteLength(page) > MOST_BYTES) throw new Error(`verify.html has ${Buffer.byteLength(page)} bytes; at most ${MOST_BYTES} are allowed`);
  return page;
}

/** Characters that do not show, or that an HTML parser changes. */
const UNSEEN = /\0|[\r\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/** What an HTML parser would change or take for the end of the script. All of it stands inside string literals. */
function harmless(script: string): string {
  return script.replace(/<(?=\/script|!--|script)/gi, '\\x3C').replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Both hashes stand in the policy: a page that was changed does not run. That stops an accident, not whoever changes the policy too. */
function wrap(script: string, style: string): string {
  const policy = `default-src 'none'; script-src 'sha256-${sha256(script)}'; style-src 'sha256-${sha256(style)}'; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Witnessmark</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript><p>This page needs scripts to check a bundle. 本页需要启用脚本。本頁需要啟用指令碼。</p></noscript>
<script>${script}</script>
</body>
</html>
`;
}
