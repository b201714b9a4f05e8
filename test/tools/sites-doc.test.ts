import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAMS } from '../../src/sites/programs/index.ts';
import { SITES_DOC, withTable } from '../../tools/sites-doc.ts';

const written = readFileSync(SITES_DOC, 'utf8');

test('docs/sites.md names every program with its trust, date, hosts and sources as its adapter has them', () => {
  expect(written).toBe(withTable(written));
});

test('a program whose structure is called sourced names its sources', () => {
  for (const { id, trust, source } of PROGRAMS) if (trust !== 'guessed') expect(source.length, id).toBeGreaterThan(0);
});

test('ids are one each, and versions are dates that have been', () => {
  expect(new Set(PROGRAMS.map(({ id }) => id)).size).toBe(PROGRAMS.length);
  for (const { id, version } of PROGRAMS) {
    expect(version, id).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Date.parse(version), id).toBeLessThanOrEqual(Date.now());
  }
});
