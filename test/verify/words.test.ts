import { describe, expect, test } from 'vitest';
import { NOTES, PROBLEM_GROUPS, problemGroup, PROBLEMS } from '../../src/core/verification.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { verifyFacts } from '../../src/locales/verify-facts.ts';
import { verifyProblems } from '../../src/locales/verify-problems.ts';
import { verify } from '../../src/locales/verify.ts';
import { verifyBundle } from '../../src/verify/verify-bundle.ts';
import { checkInWords } from '../../tools/verify/in-words.ts';
import { makeBundle, pack, put } from './make-bundle.ts';

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted();

describe.each(Object.entries({ verify, verifyFacts, verifyProblems }))('%s', (_name, section) => {
  const keys = Object.keys(section.en) as (keyof typeof section.en)[];
  test('is whole, calm and has the same places in every language', () => {
    for (const language of LANGUAGES) {
      expect(Object.keys(section[language]).toSorted()).toEqual(keys.toSorted());
      for (const key of keys) {
        const text: string = section[language][key];
        expect(text.trim(), `${language} ${key}`).toBe(text);
        expect(text, `${language} ${key}`).not.toMatch(/^$|[!！]|illegal|违法|非法|違法/i);
        expect(places(text), `${language} ${key}`).toEqual(places(section.en[key]));
      }
    }
  });
  test('Traditional is written for Taiwan', () => {
    for (const key of keys) expect(section.zh_TW[key], key).not.toMatch(/[这们个国说时见还没对开关设备应数据库网页导条证来为过记录显编号读写删复销启动态请须点击发选择类别签钥权项处资讯语译图标题]|信息|數據|網絡|軟件|文件|「?数|“|”/u);
  });
});

test('every problem has words, and every group says what to do', () => {
  expect(Object.keys(verifyProblems.en).toSorted()).toEqual([...PROBLEMS].toSorted());
  for (const code of PROBLEMS) expect(PROBLEM_GROUPS).toContain(problemGroup(code));
  expect(new Set(PROBLEMS.map(problemGroup)).size).toBe(PROBLEM_GROUPS.length);
  for (const note of NOTES) expect(verifyFacts.en[`note_${note}`]).toMatch(/\.$/);
});

describe('the answer for a terminal', () => {
  test.each(LANGUAGES)('%s: says the verdict, both numbers and what it does not mean', async (language) => {
    const check = await verifyBundle(new Blob([await pack(makeBundle().files)]));
    const words = checkInWords(check, language);
    expect(words.startsWith(`${verify[language].good}\n`)).toBe(true);
    for (const number of [check.facts.manifestSha256!, check.facts.keyId!]) expect(words).toContain(number);
    expect(words).toContain(verify[language].not_1);
    expect(words).not.toMatch(/\{\w+\}|undefined|null/);
  });

  test('names what is broken, and shows a name of a file that would order the terminal about', async () => {
    const { files } = makeBundle();
    put(files, 'data/\u001b[31m\u202etxt', 'x');
    const words = checkInWords(await verifyBundle(new Blob([await pack(files)])), 'en');
    expect(words).toContain('data/[U+001B][31m[U+202E]txt: ');
    for (const char of ['\u001b', '\u202e']) expect(words.includes(char)).toBe(false);
    expect(words).toContain('(zip_name)');
    expect(words).toContain(verifyFacts.en.do_zip);
  });
});
