import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { balanceOf, shortages } from '../../tools/corpus-check/balance.ts';
import { planFix } from '../../tools/corpus-check/fix.ts';
import { nearPairs } from '../../tools/corpus-check/near.ts';
import { wordsOf } from '../../tools/corpus-check/words.ts';
import { shinglesOf } from '../../tools/corpus-check/letters.ts';
import { randomFrom } from '../../tools/classifier/random.ts';
import { check, places, rowsOf } from './rows.ts';
import { runCorpusCheck } from './run-corpus-check.ts';

describe('the same text', () => {
  test.each([['Got the job!!', 'got the JOB'], ['開門', '开门。'], ['pay me tonight', 'p a y  m e  tonight'], ['gate code 1948', 'gate code 4471'], ['88', '88']])('“%s” and “%s” are one', (one, other) => {
    expect(places(check({ a: [one], b: [other] }).doubles)).toEqual(['a.jsonl:1 b.jsonl:1']);
  });
  test.each([['🚔 5 min', '2 min'], ['88', '42'], ['👍', '👎'], ['晚安', '晚安,402'], ['kettle is on', 'kettle is off']])('“%s” and “%s” are two', (one, other) => {
    const { doubles, conflicts } = check({ a: [one], b: [other] });
    expect([...doubles, ...conflicts]).toEqual([]);
  });
  test('with other labels it is a conflict, and no program removes it', () => {
    const report = check({ a: ['gate is open', { text: 'Gate is open.', kind: 'positive', labels: ['visit'] }] });
    expect([report.conflicts.length, report.doubles.length]).toEqual([1, 0]);
    expect(planFix(report)).toEqual([]);
  });
  test('a thousand times is 999 findings', () => expect(check({ a: Array(1000).fill('ok') as string[] }).doubles).toHaveLength(999));
});

describe('nearly the same', () => {
  const mould = 'your parcel has arrived at the counter of the corner shop';

  test('the pairs are those that comparing all with all finds', () => {
    const random = randomFrom(5);
    const texts = Array.from({ length: 300 }, () => Array.from({ length: 4 + Math.floor(random() * 12) }, () => 'abc'[Math.floor(random() * 3)]).join(''));
    const sets = texts.map((text) => new Set(text.length < 6 ? [] : shinglesOf(text)));
    const expected: string[] = [];
    sets.forEach((b, second) => sets.slice(0, second).forEach((a, first) => {
      const shared = a.intersection(b).size;
      if (shared > 0 && shared / a.union(b).size >= 0.7) expected.push(`${first} ${second}`);
    }));
    expect(expected.length).toBeGreaterThan(30);
    expect(nearPairs(texts).map(({ first, second }) => `${first} ${second}`)).toEqual(expected);
  });

  test('short texts are never nearly the same', () => expect(nearPairs(['aaaab', 'aaaac', '', 'a'])).toEqual([]));
  test('a mould with other numbers and one more word', () => expect(places(check({ a: [mould, `${mould} now`] }).near)).toEqual(['a.jsonl:1 a.jsonl:2']));

  test('across the two sides it is a leak, and the training row goes', () => {
    const report = check({ a: [mould], dev: [`${mould} now`], z: [`${mould} ok`] }, ['dev']);
    expect(places(report.leaks)).toEqual(['a.jsonl:1 dev.jsonl:1', 'dev.jsonl:1 z.jsonl:1']);
    expect(planFix(report).map(({ line }) => line.file)).toEqual(['a.jsonl', 'z.jsonl']);
  });
  test('a text of training that stands twice in development goes once', () => {
    const report = check({ a: ['ok', 'ok'], dev: ['ok', 'ok'] }, ['dev']);
    expect(planFix(report).map(({ line, why }) => `${line.file}:${line.number} ${why}`)).toEqual([
      'a.jsonl:1 stands in development too', 'a.jsonl:2 stands in development too', 'dev.jsonl:2 stands twice',
    ]);
  });
  test('two files of development keep what they share', () => expect(planFix(check({ d: [mould], e: [mould] }, ['d', 'e']))).toEqual([]));
  test('other labels: both stay', () => expect(planFix(check({ a: [mould, { text: `${mould} now`, kind: 'lawful' }] }))).toEqual([]));
  test('a row goes only for one that stays', () => {
    const chain = ['abcdefghijklmnop', 'bcdefghijklmnopq', 'cdefghijklmnopqr', 'defghijklmnopqrs', 'efghijklmnopqrst'];
    const removals = planFix(check({ a: chain }));
    const gone = new Set(removals.map(({ line }) => line.place));
    expect(gone.size).toBeGreaterThan(0);
    for (const removal of removals) expect(gone.has(removal.for.place)).toBe(false);
  });
});

test('shortages: few lines, few positives, a label that hardly stands', () => {
  const report = check({ a: [...Array.from({ length: 30 }, (_, i) => ({ text: `row ${'abcdefghijklmnopqrstuvwxyzabcdef'[i]}${i}`, kind: 'positive', labels: [i ? 'visit' : 'insult'] })), 'tea'] }, ['gone']);
  expect(report.warnings.join('\n')).toMatch(/gone, which has no line[\s\S]*31 lines[\s\S]*30 positive[\s\S]*English: insult on 1 of 30/);
  expect(report.warnings.join('\n')).not.toMatch(/English: visit/);
  expect(shortages(balanceOf([])).join('\n')).toMatch(/Hong Kong: violence on 0 of 0/);
});

test('the report is short unless all is asked for', () => {
  const report = check({ a: Array(50).fill('ok') as string[], b: Array.from({ length: 50 }, () => ({ text: 'x', lang: 'zz' })) });
  expect(wordsOf(report).length).toBeLessThan(90);
  expect(wordsOf(report).join('\n')).toMatch(/b\.jsonl: unknown language \(50: line 1, 2,/);
  expect(wordsOf(report, true).filter((line) => line.includes('~'))).toHaveLength(98);
});

test('the command: tells, ends with 1, mends with --fix what can be mended, and tells that too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-check-'));
  const run = (...flags: string[]) => runCorpusCheck(folder, ...flags);
  try {
    const write = (name: string, texts: string[]): void => writeFileSync(join(folder, `${name}.jsonl`), rowsOf({ [name]: texts }).map(({ raw }) => `${raw}\n`).join(''));
    write('a', ['see you at the gate', 'See you at the gate!', 'nothing else']);
    write('dev', ['nothing else']);
    writeFileSync(join(folder, 'splits.json'), '{ "development": ["dev"] }');
    const before = readFileSync(join(folder, 'a.jsonl'), 'utf8');
    expect(run()).toMatchObject({ code: 1, out: expect.stringContaining('1 leaks') });
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe(before);
    const json = JSON.parse(run('--json').out) as { errors: number; leaks: { second: object }[] };
    expect(json.errors).toBe(2);
    expect(json.leaks[0]!.second).not.toHaveProperty('letters');
    const fixed = run('--fix');
    expect(fixed).toMatchObject({ code: 0, out: expect.stringMatching(/removed a\.jsonl:2 [\s\S]*removed a\.jsonl:3 [\s\S]*2 lines removed[\s\S]*No errors/) });
    expect(readFileSync(join(folder, 'a.jsonl'), 'utf8')).toBe(before.split('\n')[0] + '\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
