import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Rooms that join others; every other room imports `core`, `locales` and itself alone. */
const JOINERS = new Set(['reader', 'worker', 'records']);
const SHARED = new Set(['core', 'locales']);
/** The classifier reads syllables and runs as `text` cuts them; who verifies must check what `evidence` and `timestamp` made. See docs/decisions.md. */
const ALSO: Record<string, readonly string[]> = { classify: ['text'], verify: ['evidence', 'timestamp'] };
/** Of a joined room, what `reader` must never touch: Dexie in a content script would open the page's own database. */
const NOT_IN_READER = /store\/(?!settings|teachings)|evidence\/|export\//;

function files(dir: string, ends: RegExp): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]/g)].map((m) => (m[1] ?? m[2] ?? m[3])!);
}

const sources = files(join(ROOT, 'src'), /\.tsx?$/);

describe('rooms import one way', () => {
  test.each(sources.map((file) => relative(ROOT, file)))('%s', (name) => {
    const file = join(ROOT, name);
    const room = name.split('/')[1]!;
    for (const specifier of imports(file)) {
      if (!specifier.startsWith('.')) continue;
      const target = relative(ROOT, resolve(dirname(file), specifier));
      const targetRoom = target.split('/')[1]!;
      expect(target.startsWith('src/'), `${name} reaches outside src: ${specifier}`).toBe(true);
      if (room === 'reader') expect(target, `${name} must not open the database`).not.toMatch(NOT_IN_READER);
      if (JOINERS.has(room)) continue;
      const allowed = room === 'core' ? targetRoom === 'core' : targetRoom === room || ALSO[room]?.includes(targetRoom) || SHARED.has(targetRoom);
      expect(allowed, `${name} imports ${specifier}`).toBe(true);
    }
  });
});

test('core imports nothing from outside', () => {
  for (const file of sources.filter((name) => relative(ROOT, name).startsWith('src/core/'))) {
    for (const specifier of imports(file)) expect(specifier, file).toMatch(/^\.\//);
  }
});

test('entrypoints compose and nothing else: 40 lines of code at most', () => {
  const entrypoints = files(join(ROOT, 'entrypoints'), /\.tsx?$/);
  expect(entrypoints.length).toBeGreaterThanOrEqual(5);
  for (const file of entrypoints) {
    const code = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line) && !/^import .* from '/.test(line));
    expect(code.length, relative(ROOT, file)).toBeLessThanOrEqual(40);
  }
});

test('every site adapter is registered', () => {
  const index = readFileSync(join(ROOT, 'src/sites/index.ts'), 'utf8');
  const adapters = sources.filter((file) => relative(ROOT, file).startsWith('src/sites/') && /: Site = \{/.test(readFileSync(file, 'utf8')));
  expect(adapters.length).toBeGreaterThanOrEqual(4);
  for (const file of adapters) expect(index, file).toContain(`./${relative(join(ROOT, 'src/sites'), file)}`);
});

test('every described program is registered', () => {
  const index = readFileSync(join(ROOT, 'src/sites/programs/index.ts'), 'utf8');
  const programs = files(join(ROOT, 'src/sites/programs'), /\.ts$/).filter((file) => !file.endsWith('/index.ts'));
  expect(programs.length).toBeGreaterThanOrEqual(28);
  for (const file of programs) {
    const name = /export const (\w+): Program = \{/.exec(readFileSync(file, 'utf8'))?.[1];
    expect(name, file).toBeDefined();
    expect(index, file).toMatch(new RegExp(`\\b${name}\\b[^;]*\\]`));
  }
});

test('no file of ours is longer than 300 lines', () => {
  for (const file of [...sources, ...files(join(ROOT, 'entrypoints'), /\.tsx?$/)]) {
    if (/tables\//.test(file)) continue;
    expect(readFileSync(file, 'utf8').split('\n').length, relative(ROOT, file)).toBeLessThanOrEqual(300);
  }
});

/** Asks the authority that the reader chose for a time stamp; see docs/decisions.md. */
const CONNECTS = 'entrypoints/stamp/ask.ts';

test('nothing asks the network but one file, in one place: no fetch, XHR, WebSocket or beacon in what ships', () => {
  for (const file of [...sources, ...files(join(ROOT, 'entrypoints'), /\.tsx?$/)]) {
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const asks = code.match(/\bfetch\(|\bfetch\b(?=\s*[;,)])|XMLHttpRequest|new WebSocket|sendBeacon|EventSource|WebTransport|RTCPeerConnection/g) ?? [];
    expect(asks, relative(ROOT, file)).toEqual(relative(ROOT, file) === CONNECTS ? ['fetch('] : []);
  }
});

test('the saved site cases are whole', () => {
  const cases = readdirSync(join(ROOT, 'test/sites/cases'));
  expect(cases.length).toBeGreaterThan(0);
  for (const name of cases) {
    const dir = join(ROOT, 'test/sites/cases', name);
    if (statSync(dir).isDirectory()) expect(readdirSync(dir).sort()).toEqual(['expected.json', 'source.html']);
  }
});
