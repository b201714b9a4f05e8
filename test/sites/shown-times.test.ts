import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseShownTime, readShownMoment, timeOfDayIn } from '../../src/sites/shown-times.ts';

/** Wednesday, 4 March 2026, 20:00 in Shanghai. */
const now = new Date('2026-03-04T20:00:00+08:00');
const local = (words: string): string => new Date(`${words}+08:00`).toISOString();
const at = (shown: string, day?: string, lang?: string): string | undefined => readShownMoment(shown, { now, ...(day === undefined ? {} : { day }), ...(lang === undefined ? {} : { lang }) }).at;

describe('a whole moment', () => {
  test.each<[shown: string, at: string, lang?: string]>([
    ['2026-03-03T07:05:09.250Z', '2026-03-03T15:05:09.250'],
    ['2026-03-03T15:05:09+08:00', '2026-03-03T15:05:09'],
    ['2026-03-03 15:05:09 +0800', '2026-03-03T15:05:09'],
    ['2026-03-03T15:05', '2026-03-03T15:05:00'],
    ['1772521509000', '2026-03-03T15:05:09'],
    ['1772521509', '2026-03-03T15:05:09'],
    ['1772521509.000300', '2026-03-03T15:05:09'],
    ['Tue Mar 03 2026 15:05:09 GMT+0800 (中国标准时间)', '2026-03-03T15:05:09'],
    ['Tue, 03 Mar 2026 07:05:09 GMT', '2026-03-03T15:05:09'],
    ['3 Mar 2026, 12:35 UTC+05:30', '2026-03-03T15:05:00'],
    ['2026/3/3 15:05', '2026-03-03T15:05:00'],
    ['2026.3.3 15:05', '2026-03-03T15:05:00'],
    ['2026年3月3日 15:05', '2026-03-03T15:05:00'],
    ['2026年3月3日星期二 下午3:05', '2026-03-03T15:05:00'],
    ['２０２６年３月３日　１５：０５', '2026-03-03T15:05:00'],
    ['民國115年3月3日 下午 03:05', '2026-03-03T15:05:00'],
    ['26年3月3日 23点14分', '2026-03-03T23:14:00'],
    ['2026/03/03（二）下午3:05', '2026-03-03T15:05:00'],
    ['2026年3月3日(火) 午後3:05', '2026-03-03T15:05:00'],
    ['令和8年3月3日 15時05分', '2026-03-03T15:05:00'],
    ['2026년 3월 3일 화요일 오후 3:05', '2026-03-03T15:05:00'],
    ['2026. 3. 3. 오후 3시 5분', '2026-03-03T15:05:00'],
    ['March 3, 2026 at 3:05 PM', '2026-03-03T15:05:00'],
    ['Mon, 3 Mar 2025 15:05', '2025-03-03T15:05:00'],
    ['Nov 3rd, 2025 at 3:05:09 p.m.', '2025-11-03T15:05:09'],
    ['3:05 PM · Mar 3, 2026', '2026-03-03T15:05:00'],
    ['Mar 3, 2026, 3:05 PM (2 hours ago)', '2026-03-03T15:05:00'],
    ['[15:05, 13/2/2026]', '2026-02-13T15:05:00'],
    ['2/13/26, 3:05 PM', '2026-02-13T15:05:00', 'en-US'],
    ['3/2/2026 15:05', '2026-02-03T15:05:00', 'en-GB'],
    ['3/2/2026 3:05 PM', '2026-03-02T15:05:00', 'en-US'],
    ['3/2/2026 下午3:05', '2026-02-03T15:05:00', 'zh-HK'],
    ['03.02.2026, 15:05', '2026-02-03T15:05:00'],
    ['Tue 2/3/2026 3:05 PM', '2026-02-03T15:05:00'],
    ['15:05, 3 tháng 3, 2026', '2026-03-03T15:05:00'],
    ['3 de marzo de 2026 a las 15:05', '2026-03-03T15:05:00'],
    ['3 de mar. de 2026, 15:05', '2026-03-03T15:05:00'],
    ['mardi 3 mars 2026 à 15:05', '2026-03-03T15:05:00'],
    ['3 mars 2026 15h05', '2026-03-03T15:05:00'],
    ['Dienstag, 3. März 2026 um 15:05 Uhr', '2026-03-03T15:05:00'],
    ['3 Maret 2026 pukul 15.05', '2026-03-03T15:05:00'],
    ['3 марта 2026 г. в 15:05', '2026-03-03T15:05:00'],
    ['3 มีนาคม 2569 เวลา 15:05 น.', '2026-03-03T15:05:00'],
  ])('%s', (shown, expected, lang) => expect(readShownMoment(shown, { now, ...(lang ? { lang } : {}) })).toEqual({ at: local(expected), fleeting: false }));
});

describe('a day and a time', () => {
  test.each<[shown: string, at: string, lang?: string]>([
    ['今天 10:00', '2026-03-04T10:00:00'],
    ['昨天 10:00', '2026-03-03T10:00:00'],
    ['昨天晚上11:20', '2026-03-03T23:20:00'],
    ['尋日 下午3:05', '2026-03-03T15:05:00'],
    ['琴日 凌晨12:05', '2026-03-03T00:05:00'],
    ['前天 中午12:30', '2026-03-02T12:30:00'],
    ['前日 中午1:10', '2026-03-02T13:10:00'],
    ['Yesterday at 3:05 PM', '2026-03-03T15:05:00'],
    ['Yesterday 12:05 AM', '2026-03-03T00:05:00'],
    ['Yesterday 12:05 PM', '2026-03-03T12:05:00'],
    ['Yesterday 3:05 a. m.', '2026-03-03T03:05:00'],
    ['昨天 24:05', '2026-03-03T00:05:00'],
    ['昨天 PM 3:05', '2026-03-03T15:05:00'],
    ['週三 10:00', '2026-03-04T10:00:00'],
    ['周三 20:01', '2026-03-04T20:01:00'],
    ['周三 21:00', '2026-02-25T21:00:00'],
    ['禮拜四15:05', '2026-02-26T15:05:00'],
    ['上周三 10:00', '2026-02-25T10:00:00'],
    ['上星期日 10:00', '2026-03-01T10:00:00'],
    ['last Wednesday at 2:30 AM', '2026-02-25T02:30:00'],
    ['Sun 3:05 PM', '2026-03-01T15:05:00'],
    ['3月3日 15:05', '2026-03-03T15:05:00'],
    ['3月5日 00:01', '2026-03-05T00:01:00'],
    ['3月6日 00:01', '2025-03-06T00:01:00'],
    ['12-31 23:59', '2025-12-31T23:59:00'],
    ['03-02 12:05', '2026-03-02T12:05:00', 'zh-CN'],
    ['11月22日 晚上8:30', '2025-11-22T20:30:00'],
    ['2월 19일 오후 3:05', '2026-02-19T15:05:00'],
    ['Mar 3 • 3:05 PM', '2026-03-03T15:05:00'],
    ['10:00 Hôm qua', '2026-03-03T10:00:00'],
    ['CN lúc 15:05', '2026-03-01T15:05:00'],
    ['T2 15:05', '2026-03-02T15:05:00'],
    ['15:05 22/11', '2025-11-22T15:05:00'],
    ['hier à 15:05', '2026-03-03T15:05:00'],
    ['Heute um 15:05 Uhr', '2026-03-04T15:05:00'],
    ['ayer a las 15:05', '2026-03-03T15:05:00'],
    ['ontem às 15:05', '2026-03-03T15:05:00'],
    ['вчера в 15:05', '2026-03-03T15:05:00'],
    ['kemarin 15:05', '2026-03-03T15:05:00'],
    ['เมื่อวาน 15:05', '2026-03-03T15:05:00'],
    ['昨日 15:05', '2026-03-03T15:05:00'],
    ['어제 오후 3:05', '2026-03-03T15:05:00'],
  ])('%s', (shown, expected, lang) => expect(readShownMoment(shown, { now, ...(lang ? { lang } : {}) })).toEqual({ at: local(expected), fleeting: false }));
});

test.each([
  ['23:14', '昨天', '2026-03-03T23:14:00'],
  ['3:05 PM', 'Yesterday', '2026-03-03T15:05:00'],
  ['下午3:05', '— 2026年3月3日 —', '2026-03-03T15:05:00'],
  ['23:14:09', 'Monday, 2 March', '2026-03-02T23:14:09'],
  ['23:16', '昨天 23:14', '2026-03-03T23:16:00'],
  ['23:14', '星期三', '2026-02-25T23:14:00'],
  ['10:00', '星期三', '2026-03-04T10:00:00'],
  ['10:00', '2026-03-03T20:00:00Z', '2026-03-04T10:00:00'],
  ['昨天 10:00', '2026年1月1日', '2026-03-03T10:00:00'],
])('%s below "%s"', (shown, day, expected) => expect(at(shown, day)).toBe(local(expected)));

test.each<[shown: string, day?: string, lang?: string]>([
  ['23:14'], ['下午 3:05'], ['23:14', ''], ['23:14', '新消息'], ['23:14', 'See you on Monday'], ['23:14', '3/4/2026'], ['23:14', '今天 是 个 好日子'],
  ['2 hours ago', '昨天'], ['', '昨天'], ['', '昨天 23:14'], ['3/4/2026 10:00'], ['3/4/2026 10:00', undefined, 'en'], ['04-03 10:00'],
  ['上午15:05', '昨天'], ['晚上12:30', '昨天'], ['25:00', '昨天'], ['12:60', '昨天'], ['0001-01-01T00:00:00Z'], ['1970-01-01T00:00:00Z'],
  ['2026-02-30T10:00:00Z'], ['2026年2月30日 10:00'], ['2026-03-03T15:05:00+99:00'], ['15:05 UTC', '昨天'],
  ['99:99', '昨天'], ['See you yesterday 10:00'], ['昨天 10:00-11:00'], ['1000000000'], ['3000000000'], ['hace 2 m'], ['5m', undefined, 'es'],
])('%j below %j (%s) is not guessed', (shown, day, lang) => {
  expect(at(shown, day, lang)).toBeUndefined();
});

test('a day that began after the separator is not guessed', () => {
  expect(at('00:03', '昨天 23:50')).toBeUndefined();
});

test('a page left open overnight still says "Today": nothing is said to be sent in the future', () => {
  expect(readShownMoment('今天 23:14', { now })).toEqual({ fleeting: true });
  expect(at('23:14', 'Today')).toBeUndefined();
  expect(at('20:05', 'Today')).toBe(local('2026-03-04T20:05:00'));
});

describe('words that change by themselves', () => {
  test.each([
    ['刚刚', 0], ['剛剛', 0], ['just now', 0], ['now', 0], ['现在', 0], ['vừa xong', 0], ['방금', 0],
    ['30秒前', 30], ['30 seconds ago', 30], ['5 min ago', 300], ['5m', 300], ['5 min', 300], ['5 分钟前', 300], ['5分鐘前', 300], ['5 分鐘', 300], ['a minute ago', 60],
    ['5분 전', 300], ['5 phút trước', 300], ['5 phút', 300], ['hace 5 min', 300], ['il y a 5 minutes', 300], ['vor 5 Minuten', 300], ['5 минут назад', 300], ['há 5 minutos', 300],
  ])('%s', (shown, seconds) => expect(readShownMoment(shown, { now })).toEqual({ at: new Date(now.getTime() - seconds * 1000).toISOString(), fleeting: true }));

  test.each(['2 hours ago', '2小时前', '2 小時前', '3天前', 'an hour ago', 'about 2 hours ago', '2h', '3d', '1h 5m ago', '半小时前', '几分钟前', 'a few minutes ago', '昨天', 'Wednesday', '3:05 PM (2 hours ago)'])(
    '%s: too coarse to say when',
    (shown) => expect(readShownMoment(shown, { now })).toEqual({ fleeting: true }),
  );

  test.each(['23:14', '2026年3月3日', '3 March', '今天还钱', '', '500m', '5-10 min'])('%s does not', (shown) => expect(readShownMoment(shown, { now })).toEqual({ fleeting: false }));
});

describe('a whole date and time alone', () => {
  test.each([
    ['2026-11-22T02:31:50.263Z', '2026-11-22T02:31:50.263Z'],
    ['22 November 2026, 02:25:58', '2026-11-21T18:25:58.000Z'],
    ['22 November 2026, 02:25:58 PM', '2026-11-22T06:25:58.000Z'],
    ['2026年11月22日 02:25', '2026-11-21T18:25:00.000Z'],
    ['2026-11-22 02:25:01', '2026-11-21T18:25:01.000Z'],
  ])('%s is read', (shown, iso) => expect(parseShownTime(shown)).toBe(iso));

  test.each(['', '02:25', '昨天 02:25', '3月3日 02:25', '5 minutes ago', '22 Smarch 2026, 02:25:58', '2026-99-99T99:99:99Z', 'now', '2026-11-22'])('%s is not guessed', (shown) => {
    expect(parseShownTime(shown)).toBeUndefined();
  });

  test('digits since 1970 are read up to the present', () => {
    expect(parseShownTime('1772521509000', now)).toBe(local('2026-03-03T15:05:09'));
    expect(parseShownTime('1772521509000', new Date('2026-01-01'))).toBeUndefined();
    expect(parseShownTime('13712345678', now)).toBeUndefined();
  });
});

describe('a time of day inside longer words', () => {
  test.each([
    ['Alice 23:14 hello', '23:14'], ['还钱！23:14', '23:14'], ['张三 下午3:05 你好', '下午3:05'], ['Bob, 3:05 PM', '3:05 PM'], ['at 3:05 p.m. sharp', '3:05 p.m.'], ['3:05\u202fpm', '3:05\u202fpm'],
    ['２３：１４ 已读', '２３：１４'], ['23点14分', '23点14分'], ['오후 3:05', '오후 3:05'], ['Team 3:05', '3:05'], ['03:05:09', '03:05:09'], ['1 23:14 2 10:00', '23:14'], [`${'x '.repeat(5000)}23:14`, '23:14'],
  ])('%s', (words, expected) => expect(timeOfDayIn(words)).toBe(expected));

  test.each(['', 'no time', '99:14', '123:14', '12:345', '1:2', '12:34:567', '10.50', '24/7'])('%j has none', (words) => expect(timeOfDayIn(words)).toBe(''));
});

describe('other zones', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('an hour that summer time leaves out moves on', () => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(new Date(2026, 6, 1).getTimezoneOffset()).toBe(240);
    const spring = new Date('2026-03-09T12:00:00-04:00');
    expect(readShownMoment('3/8/2026, 2:30 AM', { now: spring, lang: 'en-US' }).at).toBe('2026-03-08T07:30:00.000Z');
    expect(readShownMoment('Yesterday 3:30 AM', { now: spring }).at).toBe('2026-03-08T07:30:00.000Z');
    expect(readShownMoment('11/1/2025, 1:30 AM', { now: spring, lang: 'en-US' }).at).toBe('2025-11-01T05:30:00.000Z');
  });

  test('a midnight that summer time leaves out is still that day', () => {
    vi.stubEnv('TZ', 'Asia/Beirut');
    expect(readShownMoment('昨天 00:10', { now: new Date('2026-03-30T12:00:00+03:00') }).at).toBe('2026-03-28T22:10:00.000Z');
  });
});

const pad = (value: number): string => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALVES: [from: number, word: string][] = [[18, '晚上'], [13, '下午'], [12, '中午'], [6, '早上'], [0, '凌晨']];
const FORMATS: ((at: Date) => string)[] = [
  (at) => at.toISOString(),
  (at) => String(at.getTime()),
  (at) => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`,
  (at) => `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${HALVES.find(([from]) => at.getHours() >= from)![1]}${at.getHours() % 12 || 12}:${pad(at.getMinutes())}`,
  (at) => `${at.getFullYear()}/${at.getMonth() + 1}/${at.getDate()} ${at.getHours() < 12 ? '上午' : '下午'} ${pad(at.getHours() % 12 || 12)}:${pad(at.getMinutes())}`,
  (at) => `${MONTHS[at.getMonth()]} ${at.getDate()}, ${at.getFullYear()}, ${at.getHours() % 12 || 12}:${pad(at.getMinutes())} ${at.getHours() < 12 ? 'AM' : 'PM'}`,
  (at) => `${at.getHours()}:${pad(at.getMinutes())}, ${at.getDate()}.${at.getMonth() + 1}.${at.getFullYear()}`,
  (at) => `${at.getHours()}点${at.getMinutes()}分 ${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日`.replace(/点(\d)分/, '点0$1分'),
  (at) => String(at),
];

describe('any', () => {
  const moments = fc.date({ min: new Date('2015-01-01T00:00:00Z'), max: now, noInvalidDate: true });

  test('moment is read back to the same minute', () => {
    fc.assert(fc.property(moments, fc.constantFrom(...FORMATS), (moment, write) => {
      expect(at(write(moment))?.slice(0, 16)).toBe(moment.toISOString().slice(0, 16));
    }), { numRuns: 2_000 });
  });

  test('time of the last year is read back without its year, the last week by its weekday', () => {
    const ago = fc.integer({ min: 0, max: 363 * 24 * 60 }).map((minutes) => new Date(now.getTime() - minutes * 60_000));
    fc.assert(fc.property(ago, (moment) => {
      const clock = `${moment.getHours()}:${pad(moment.getMinutes())}`;
      expect(at(clock, `${moment.getMonth() + 1}月${moment.getDate()}日`)).toBe(moment.toISOString());
      if (now.getTime() - moment.getTime() < 7 * 86_400_000) expect(at(`星期${'日一二三四五六'[moment.getDay()]} ${clock}`)).toBe(moment.toISOString());
    }), { numRuns: 1_000 });
  });

  test('words at all give a moment in order or none, and never throw', () => {
    const pieces = fc.constantFrom('今天', '昨天', 'Mon', 'mar', '3', '31', '2026', '9999', ':', '/', '-', '.', '年', '月', '日', '下午', 'PM', 'ago', '前', 'min', '分', 'T', 'Z', '+', '(', ')', '\0', '\u200f', '\u202e', '\ud800', ' ', '\n', 'ﷺ', '½', '🕒');
    const words = fc.oneof(fc.array(pieces, { maxLength: 14 }).map((all) => all.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(fc.property(words, words, fc.option(fc.string({ maxLength: 8 })), (shown, day, lang) => {
      const read = readShownMoment(shown, { now, day, ...(lang === null ? {} : { lang }) });
      if (read.at !== undefined) expect(new Date(read.at).toISOString()).toBe(read.at);
    }), { numRuns: 3_000 });
  });
});

describe('a hostile page', () => {
  test.each([
    ['marks of direction and of nothing', '\u200f\u202a昨\u200b天\u2060 1\u200d0:0\u00ad0\u202c\0'], ['padding', `\n\t ${' '.repeat(1000)}昨天 10:00${'\n'.repeat(1000)}`], ['wide signs', '昨天　１０：００'],
  ])('hides a time in %s', (_, shown) => expect(at(shown)).toBe(local('2026-03-03T10:00:00')));

  test.each([
    ['1:', 600_000], ['1 min ', 200_000], ['(', 1_000_000], [' ', 1_000_000], ['昨天', 500_000], ['1.', 99], ['ที่', 66], ['a ', 100], ['\u0301', 199], ['ﷺ', 200], ['23:1', 300_000],
  ])('%j, %i times, is dealt with at once', (piece, times) => {
    const words = piece.repeat(times);
    const start = performance.now();
    expect(readShownMoment(words, { now, day: words, lang: words })).toEqual({ fleeting: false });
    expect(timeOfDayIn(words)).toBe('');
    expect(parseShownTime(words, now)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(200);
  });
});
