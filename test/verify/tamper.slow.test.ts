// The table of attacks. Each is done to a bundle that is whole; our verifier names it by the expected codes, and where a tool
// that nobody here wrote can see it, that tool does. A column `none` says that no standard tool can.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BundleCheck } from '../../src/core/verification.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { ATTACKS, type Tool } from './attacks.ts';
import { list, makeBundle, pack, put, type Files } from './make-bundle.ts';

const codesOf = ({ problems, files, entries }: BundleCheck): Set<string> =>
  new Set([...problems.map(({ code }) => code), ...files.flatMap((file) => file.problems), ...entries.flatMap((entry) => entry.problems)]);

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'tamper-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
};
const runs = (line: string, cwd: string): boolean => {
  try {
    execFileSync('sh', ['-c', line], { cwd, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

/** The lines of the README, all of them. */
const LINES: Record<Tool, string> = {
  sums: 'sha256sum --strict -c manifest-sha256.txt && sha256sum --strict -c tagmanifest-sha256.txt',
  openssl: 'openssl dgst -sha256 -verify signing-key.pem -signature manifest-sha256.txt.sig manifest-sha256.txt'
    + ' && for e in data/entries/*/record.json; do openssl dgst -sha256 -verify signing-key.pem -signature ${e%.json}.sig $e || exit 1; done',
  unzip: 'unzip -t bundle.zip',
};

function toolSees(tool: Tool, zip: Uint8Array, files: Files | undefined): boolean {
  const dir = folder();
  writeFileSync(join(dir, 'bundle.zip'), zip);
  if (tool === 'unzip') return !runs(LINES.unzip, dir);
  if (!files) runs('unzip -qq -o bundle.zip', dir);
  for (const [path, content] of files ?? []) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return !runs(LINES[tool], dir);
}

test('the bundle that is attacked is whole, by us and by every tool', async () => {
  const { files } = makeBundle();
  const zip = await pack(files);
  expect((await verifyBundle(new Blob([zip]))).overall).toBe('good');
  for (const tool of ['sums', 'openssl', 'unzip'] as const) expect(toolSees(tool, zip, files), tool).toBe(false);
});

test('there are at least 40 attacks, each with a name of its own', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
});

describe('is caught', () => {
  test.each(ATTACKS.map((attack) => [attack.name, attack.tool ?? 'none', attack] as const))('%s (standard tool: %s)', async (_name, _tool, attack) => {
    const made = makeBundle();
    const made2 = makeBundle();
    const zip = (await attack.make(made, made2)) ?? (await pack(made.files));
    const bytes = zip instanceof Uint8Array ? zip : await pack(zip);
    const check = await verifyBundle(new Blob([bytes]));
    const codes = codesOf(check);
    expect(check.overall).toBe('bad');
    for (const code of attack.found) expect([...codes]).toContain(code);
    if (attack.tool) expect(toolSees(attack.tool, bytes, attack.name.startsWith('ZIP') ? undefined : made.files), attack.tool).toBe(true);
  });
});

describe('what only a number noted elsewhere shows', () => {
  test('everything made anew with another key is whole by itself, and is not the bundle that was noted', async () => {
    const noted = (await verifyBundle(new Blob([await pack(makeBundle().files)]))).facts;
    const forged = new Blob([await pack(makeBundle().files)]);
    expect((await verifyBundle(forged)).overall).toBe('good');
    for (const number of [noted.manifestSha256!, noted.keyId!]) {
      const check = await verifyBundle(forged, { noted: number });
      expect([check.overall, check.problems]).toEqual(['bad', [{ code: 'noted_differs' }]]);
    }
  });

  test('verify.html exchanged with its list: said not to be under the signature', async () => {
    const { files } = makeBundle();
    put(files, 'verify.html', '<h1>all is well</h1>');
    list(files);
    const check = await verifyBundle(new Blob([await pack(files)]));
    expect(check.overall).toBe('good');
    expect(check.notes).toContain('not_signed');
    expect(check.files.find(({ path }) => path === 'verify.html')!.covered).toBe('listed');
  });
});
