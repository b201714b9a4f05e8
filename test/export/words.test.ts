import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CSV_COLUMNS } from '../../src/export/csv.ts';
import { ENTRY_PROBLEMS } from '../../src/export/entries.ts';
import { readme } from '../../src/export/readme.ts';
import { wrap } from '../../src/export/wrap.ts';
import { exportWords } from '../../src/locales/export.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { makeFlag, makeInput, testKey } from './make.ts';
import { unpack } from './read.ts';

const all = LANGUAGES.flatMap((language) => Object.entries(exportWords[language]).map(([key, text]) => [language, key, text] as const));

describe('the words', () => {
  test.each(LANGUAGES)('%s has the places of English', (language) => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const [key, text] of Object.entries(exportWords.en)) expect(places(exportWords[language][key as keyof typeof exportWords.en]), key).toEqual(places(text));
  });

  test('none is empty, but for what stands after a page number in English', () => {
    expect(all.filter(([, , text]) => text.trim() === '').map(([language, key]) => `${language} ${key}`)).toEqual(['en page_after']);
  });

  test('are calm, and say nothing that only a court may say', () => {
    for (const [language, key, text] of all) expect(text, `${language} ${key}`).not.toMatch(/[!！]|illegal|unlawful|criminal|违法|非法|違法|犯罪/i);
  });

  test('Traditional is written for Taiwan and Hong Kong, Simplified for the mainland', () => {
    for (const [key, text] of Object.entries(exportWords.zh_TW)) expect(text, key).not.toMatch(/信息|数据|數據|文件|网|导|发送|软件|軟件|屏幕|默认|存储|“|[这们对该录证据签钥时间显来条]/);
    for (const [key, text] of Object.entries(exportWords.zh_CN)) expect(text, key).not.toMatch(/訊息|資料|檔案|匯出|儲存|「|[這們對該錄證據簽鑰時間顯來條]/);
  });

  test('each is used', () => {
    const room = resolve(import.meta.dirname, '../../src/export');
    const code = readdirSync(room).map((name) => readFileSync(join(room, name), 'utf8')).join('\n');
    const made = new Set<string>([...CSV_COLUMNS.map((column) => `col_${column}`), ...ENTRY_PROBLEMS, ...['gone', 'back', 'recalled', 'edited'].map((what) => `change_${what}`), ...['message', 'change', 'deleted'].map((what) => `link_${what}`), 'text', 'image', 'voice', 'file', 'call', 'recall', 'them', 'me', 'system', 'unknown']);
    expect(Object.keys(exportWords.en).filter((key) => !made.has(key) && !code.includes(`'${key}'`))).toEqual([]);
  });
});

describe('README.txt', () => {
  const facts = { made: { local: '2026-11-22 12:30:00 +08:00', utc: '2026-11-22 04:30:00 UTC' }, zone: 'Asia/Shanghai', filterWords: 'x\r\n\u202Ey', key: 'ab'.repeat(32), counts: { flags: 2, entries: 0 }, example: undefined, problems: 0, copy: 'full' as const, follows: null };

  test.each(LANGUAGES)('in %s: that language, then English, every column explained', (language) => {
    const text = readme({ ...facts, language });
    expect(text.startsWith(`\uFEFF${exportWords[language].readme_title}\r\n`)).toBe(true);
    expect(text.split(exportWords.en.readme_title)).toHaveLength(2);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\u202E]/);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
    for (const column of CSV_COLUMNS) expect(text).toMatch(new RegExp(`^ {2}${column}\\r\\n {6}\\S`, 'm'));
    for (const command of ['sha256sum -c manifest-sha256.txt', 'openssl dgst -sha256 -verify signing-key.pem -signature manifest-sha256.txt.sig manifest-sha256.txt']) expect(text).toContain(`    ${command}\r\n`);
  });
});

describe('report.html', () => {
  test.each(LANGUAGES)('in %s names its language, its zone and its limits', async (language) => {
    const key = testKey();
    const bag = await unpack(makeInput(key, { language, list: [makeFlag(1)], zone: 'America/New_York', filterWords: '<b>all</b>' }));
    const page = bag.text('data/report.html');
    const words = exportWords[language];
    expect(page).toContain(`<html lang="${{ en: 'en', zh_CN: 'zh-Hans', zh_TW: 'zh-Hant' }[language]}">`);
    for (const word of [words.title, words.limits, words.proves_1, words.proves_3, words.not_1, words.not_6, words.keep_1, words.chronology_lead]) expect(page).toContain(word);
    expect(page).toContain('&#60;b&#62;all&#60;/b&#62;');
    // The three forms of one time.
    expect(page).toContain('21:14');
    expect(page).toContain('2026-03-02 09:14:00 -05:00');
    expect(page).toContain('2026-03-02 14:14:00 UTC');
    expect(page).not.toMatch(/\{n\}|undefined|\[object/);
    expect(page.replaceAll(/<bdi>.*?<\/bdi>/g, '').match(/<span class="hash">(.*?)<\/span><\/span>/)![1]!.replaceAll(/<[^>]+>/g, '')).toBe(key.id);
  });

  test('a practice message is never taken for a real one', async () => {
    const flag = makeFlag(1, { source: { adapter: 'practice', adapterVersion: '1', trust: 'practice', pageTitle: '' } });
    const bag = await unpack(makeInput(testKey(), { language: 'en', list: [flag] }));
    expect(bag.text('data/report.html')).toContain(exportWords.en.practice);
  });

  test('a time that cannot be told is not made up', async () => {
    const flag = makeFlag(1, { message: { sentAt: undefined, sentAtShown: '', seenAt: 'never' } });
    const page = (await unpack(makeInput(testKey(), { language: 'en', list: [flag] }))).text('data/report.html');
    expect(page).toContain(exportWords.en.not_shown);
    expect(page).toContain(exportWords.en.not_known);
    expect(page).toContain(exportWords.en.unknown_time);
  });
});

test.each<[string, string[]]>([
  ['one two three four five', ['  one two three', '  four five']],
  ['甲乙丙丁戊己庚辛，壬癸', ['  甲乙丙丁戊己庚辛，', '  壬癸']],
  ['averyveryverylongword x', ['  averyveryverylongword', '  x']],
])('wraps %j', (text, lines) => {
  expect(wrap(text, '  ', 18)).toEqual(lines);
});
