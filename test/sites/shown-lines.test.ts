import { describe, expect, test } from 'vitest';
import { isDayLine, isTimeLine } from '../../src/sites/shown-times.ts';

const now = new Date('2026-03-04T20:00:00+08:00');
const isDay = (words: string, lang?: string): boolean => isDayLine(words, { now, ...(lang === undefined ? {} : { lang }) });

describe('a separator of days', () => {
  test.each<[words: string, lang?: string]>([
    ['今天'], ['昨天'], ['前天'], ['今日'], ['尋日'], ['星期三'], ['週三'], ['周三'], ['礼拜三'], ['禮拜三'], ['星期天'], ['上周三'],
    ['Today'], ['YESTERDAY'], ['Wednesday'], ['Wed'], ['last Wednesday'],
    ['Monday, 3 March'], ['Monday, March 3, 2025'], ['March 3rd'], ['3 Mar'], ['TUE, MAR 3'],
    ['3月3日 星期一'], ['3月3日(火)'], ['2026年3月3日'], ['2026年3月3日星期二'], ['3월 3일'], ['2026년 3월 3일 화요일'],
    ['— 2026/3/3 —'], ['2026/3/3'], ['2026-03-03'], ['3/4/2026'], ['3.3.2026'], ['--- 3/3 ---'], ['3/3(二)'], ['Sat 3/4'],
    ['Today 23:14'], ['今天 23:14'], ['23:14'], ['下午3:05'], ['昨天晚上11:20'], ['3:05 PM · Mar 3, 2026'], ['· 昨天 ·'], ['【今天】'],
    ['Hôm nay'], ['Hôm qua'], ['CN', 'vi'], ['T2', 'vi'], ['Chủ Nhật, 1 tháng 3'], ['hoy'], ['ayer'], ['lunes, 2 de marzo'], ['ontem'], ["aujourd'hui"], ['hier', 'fr'],
    ['Heute'], ['Mi., 4. März'], ['Mi', 'de'], ['сегодня'], ['3 марта'], ['hari ini'], ['เมื่อวาน'], ['bugün'], ['\u200e今天\u200f'], ['  \n Today \n '],
  ])('%j (%s) is one', (words, lang) => expect(isDay(words, lang)).toBe(true));

  test.each<[words: string, lang?: string]>([
    ['今天还钱'], ['See you on Monday'], ['on Monday'], ['今天禮拜五'], ['昨天晚上'], ['今天下午'], ['今天。'], ['今天?'], ['今天今天'], ['明天'], ['tomorrow'],
    ['5月还清'], ['3月'], ['March'], ['May'], ['march'], ['2026'], ['100'], ['3号'], ['三月三日还钱'], ['3'], ['周'], ['上'], ['上午'], ['前'], ['日'], ['at'],
    ['so'], ['do'], ['Mi'], ['CN'], ['T2'], ['hier'], ['3 out'], ['set'], ['sun 3'], ['min'],
    ['1/2'], ['3/3'], ['3/3', 'zh-CN'], ['24/7'], ['3-5'], ['3-5', 'zh-CN'], ['5-10 min', 'zh-CN'], ['1.5'], ['3.14'], ['15.05', 'de'], ['192.168.1.1'], ['10-20'], ['2026/13/45'], ['2026年2月30日'],
    ['16:9'], ['25:00'], ['12:60'], ['10:00-11:00'], ['3 PM'], ['下午3点'], ['3点'], ['at 3:05 PM'],
    ['刚刚'], ['just now'], ['now'], ['5 minutes ago'], ['5分钟前'], ['3天前'], ['2 min'], ['1772521509'], ['1772521509000'], ['13712345678'], ['0912-345-678'],
    [''], [' '], ['—'], ['—————'], ['2026年3月3日前必须还清'], ['今天 '.repeat(40)], ['March 3, 2026 is your last day'], ['Today 23:14 he called'],
  ])('%j (%s) is none', (words, lang) => expect(isDay(words, lang)).toBe(false));
});

describe('a time', () => {
  test.each([
    '23:14', '3:05', '03:05:09', '3:05 PM', '3:05pm', '3:05 p.m.', 'PM 3:05', '下午 3:05', '下午3:05', '上午09:05', '凌晨0:30', '早上8:00', '中午12:30', '晚上11:20', '半夜2:05', '晚上12:30', '23点14分', '23點14分', '２３：１４',
    '오후 3:05', '午後3:05', '15h05', '15:05 Uhr', '15:05 น.', '3:05 CH', '昨天 10:00', 'Yesterday at 3:05 PM', 'T2 10:00', '2026-03-03T15:05:09Z', '2026/3/3 15:05', 'Mar 3, 3:05 PM',
    '2 min', '2m', '5 min ago', '5 分钟前', '5分鐘前', '2 hours ago', 'an hour ago', '3天前', '1h', '2d', '刚刚', '剛剛', 'Just now', 'vừa xong', 'il y a 5 min', '23:14 ✓✓', '(23:14)', '3:05 PM (2 hours ago)',
  ])('%j is one', (words) => expect(isTimeLine(words)).toBe(true));

  test.each([
    '', '今天', '昨天', 'Wednesday', '2026/3/3', '3 March', '今天还钱', '3 PM', '3点', '下午', 'now', '现在', 'at 3:05 PM', 'Seen 23:14', '10:00-11:00', '16:9', '25:00', '1:5', '12:34:5', '2 minutes', '5分钟', '2 hours', '3天',
    '500m', '5k', '5-10 min', '5 min, 18 min', 'in 5 min', 'about 23:14', '1772521509', '13712345678', '23:14 hello', '还钱 23:14', '12:34 12:35', `${'0'.repeat(50)}:14`,
  ])('%j is none', (words) => expect(isTimeLine(words)).toBe(false));
});

test('ten thousand messages are told from separators in less than a second', () => {
  const messages = Array.from({ length: 10_000 }, (_, i) => [`你欠的钱今天必须还，不然我们就上门 ${i}`, `Sunday ${i} is fine`, `${i % 24}:${String(i % 60).padStart(2, '0')}`, `昨天 ${i}`, `3月${i % 31}日 下午3:0${i % 10}`][i % 5]!);
  const start = performance.now();
  const lines = messages.filter((words) => isDay(words, 'zh-CN') || isTimeLine(words));
  expect(performance.now() - start).toBeLessThan(1000);
  expect(lines.length).toBe(messages.filter((words) => /^\d+:\d\d$|^3月(?!0日)\d+日 /.test(words)).length);
});
