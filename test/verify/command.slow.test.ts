import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BundleCheck } from '../../src/core/verification.ts';
import { makeBundle, pack, sha } from './make-bundle.ts';

vi.setConfig({ testTimeout: 30_000 });

const ROOT = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'verify-'));
const made = makeBundle();
afterAll(() => rmSync(dir, { recursive: true }));
beforeAll(async () => {
  const zip = await pack(made.files);
  writeFileSync(join(dir, 'good.zip'), zip);
  zip[200] = zip[200]! ^ 1;
  writeFileSync(join(dir, 'bad.zip'), zip);
  writeFileSync(join(dir, 'none.zip'), 'not a zip');
});

const run = (...args: string[]): Promise<{ status: number; out: string; err: string }> => new Promise((done) => {
  execFile(join(ROOT, 'node_modules/.bin/node'), [join(ROOT, 'tools/verify.ts'), ...args], { cwd: dir, env: { ...process.env, LANG: 'C' } }, (error, out, err) => {
    done({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
  });
});

describe('npm run verify', () => {
  test.each([
    ['good.zip', [], 0], ['bad.zip', [], 1], ['none.zip', [], 2], ['missing.zip', [], 2], ['good.zip', ['--noted', 'ab'.repeat(32)], 1],
    ['good.zip', ['--noted', made.key.id], 0], ['good.zip', ['--language', 'fr'], 2], ['good.zip', ['--stamp', 'bad.zip'], 1],
  ] as const)('%s %j ends with %i', async (file, args, status) => {
    expect((await run(file, ...args)).status).toBe(status);
  });

  test('speaks the language asked for, and JSON', async () => {
    expect((await run('good.zip', '--language', 'zh_TW')).out).toMatch(/^完好\n/);
    expect((await run('bad.zip', '--language', 'zh_CN')).out).toMatch(/^不完好\n/);
    const check = JSON.parse((await run('good.zip', '--json')).out) as BundleCheck;
    expect([check.overall, check.facts.manifestSha256]).toEqual(['good', sha(made.files.get('manifest-sha256.txt')!)]);
  });
});
