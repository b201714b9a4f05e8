import { describe, expect, test } from 'vitest';
import { findMaskable } from '../../src/masking/find-maskable.ts';
import { findNames } from '../../src/masking/find-names.ts';
import { findNumbers } from '../../src/masking/find-numbers.ts';
import { isHongKongId, isLuhn, isMainlandId, isTaiwanId } from '../../src/masking/number-checks.ts';
import type { Author } from '../../src/core/message.ts';
import { makeChain, makeFlag, messageFacts, testKey } from '../export/make.ts';

const said = (text: string): string[] => [
  ...findNumbers(text).map(({ start, end, kind, sure }) => `${kind}${sure ? '' : '?'} ${text.slice(start, end)}`),
  ...findNames(text).map(({ start, end, sure }) => `name${sure ? '' : '?'} ${text.slice(start, end)}`),
];

describe('is worth masking', () => {
  test.each<[string, string[]]>([
    ['你妈电话13812345678我们有', ['phone 13812345678']],
    ['打138 1234 5678', ['phone 138 1234 5678']],
    ['打138-1234-5678。', ['phone 138-1234-5678']],
    ['打１３８１２３４５６７８', ['phone １３８１２３４５６７８']],
    ['1\u200B3\u200B8\u200B12345678', ['phone 1\u200B3\u200B8\u200B12345678']],
    ['+86 13812345678', ['phone +86 13812345678']],
    ['座机010-62345678', ['phone 010-62345678']],
    ['座机(021)6234 5678', ['phone (021)6234 5678']],
    ['电话02162345678', ['phone 02162345678']],
    ['手機0912-345-678', ['phone 0912-345-678']],
    ['手機 0912345678', ['phone 0912345678']],
    ['公司(02)2345-6789', ['phone (02)2345-6789']],
    ['+886 912 345 678', ['phone +886 912 345 678']],
    ['電話 9123 4567', ['phone 9123 4567']],
    ['+852 9123 4567', ['phone +852 9123 4567']],
    ['WhatsApp 91234567', ['phone 91234567']],
    ['编号 91234567', ['phone? 91234567']],
    ['call +44 20 7946 0958 now', ['phone +44 20 7946 0958']],
    ['13812345678 13912345678', ['phone 13812345678', 'phone 13912345678']],
    ['身份证11010519491231002X', ['id 11010519491231002X']],
    ['身份证 110105 19491231 002x', ['id 110105 19491231 002x']],
    ['身分證A123456789', ['id A123456789']],
    ['ID A123456(3)', ['id A123456(3)']],
    ['卡号6222021234567890128', ['card 6222021234567890128']],
    ['4111 1111 1111 1111', ['card 4111 1111 1111 1111']],
    ['帳號 012345678901', ['card 012345678901']],
    ['发到li.guifang@example.com.cn去', ['email li.guifang@example.com.cn']],
    ['加微信：li_gf-88 聊', ['handle li_gf-88']],
    ['你老婆QQ12345678', ['handle 12345678']],
    ['LINE ID: lin.wang99', ['handle lin.wang99']],
    ['车牌京A12345', ['plate 京A12345']],
    ['你开的粤B·D12345', ['plate 粤B·D12345']],
    ['車牌 ABC-1234', ['plate ABC-1234']],
    ['到北京市朝阳区建国路88号3单元502室堵你', ['address 北京市朝阳区建国路88号3单元502室']],
    ['台北市大安區忠孝東路四段100號5樓', ['address 台北市大安區忠孝東路四段100號5樓']],
    ['我们去中山路12号', ['address 中山路12号']],
    ['come to 12 Nathan Road', ['address 12 Nathan Road']],
    ['你妈李桂芳，等着', ['name 李桂芳']],
    ['你妈李桂芳接电话', ['name 李桂芳']],
    ['你老婆叫王芳', ['name 王芳']],
    ['你爸陈明在家吗', ['name 陈明']],
    ['你媽媽歐陽娜娜，', ['name 歐陽娜娜']],
    ['你哥张伟强壮得很', ['name? 张伟强']],
    ['王小明先生，您的借款', ['name 王小明']],
    ['Your wife Mary Lee knows', ['name Mary Lee']],
    ['Mr. Brown will come', ['name? Brown']],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});

describe('is not worth masking', () => {
  test.each([
    '还款13812345678元', '¥13812345678', '欠款 12000 元，违约金 3500.50 元', '今天20260302之前', '订单号 202603021234', '2026-03-02 21:14:05',
    '号码138123456789012', '11010519491231002', '身份证110105194912310021', '尾号1234', 'line up now', '我们一路走到黑', '三号之前还', '王某某先生', '李先生你好',
    '你妈知道吗', '你老婆孩子怎么办', '400元', '12 people on the road', 'a@b', '100%', '6222021234567890127元',
  ])('%s', (text) => expect(said(text)).toEqual([]));
});

test('check digits', () => {
  expect([isLuhn('4111111111111111'), isLuhn('4111111111111112'), isLuhn('0000000000000000')]).toEqual([true, false, false]);
  expect([isMainlandId('11010519491231002X'), isMainlandId('110105194912310021'), isMainlandId('110105491231002')]).toEqual([true, false, true]);
  expect([isTaiwanId('A123456789'), isTaiwanId('A123456788'), isTaiwanId('A823456783')]).toEqual([true, false, true]);
  expect([isHongKongId('A1234563'), isHongKongId('A1234564'), isHongKongId('AB9876543')]).toEqual([true, false, true]);
});

test.each<[string, string]>([
  ['letters', 'a'.repeat(200_000)], ['digits', '1'.repeat(200_000)], ['digits and spaces', '1 '.repeat(100_000)], ['places', '省市区县'.repeat(50_000)], ['dots', `a${'.'.repeat(200_000)}`],
  ['handles', '微信 '.repeat(60_000)], ['mothers', '你妈王'.repeat(60_000)], ['streets', '路1号'.repeat(60_000)], ['a mailbox without end', `${'a.'.repeat(100_000)}@`], ['capitals', 'Mr. A'.repeat(40_000)],
])('200 kB of %s take no time', (_what, text) => {
  const start = performance.now();
  findNumbers(text);
  findNames(text);
  expect(performance.now() - start).toBeLessThan(5000);
});

describe('over a selection', () => {
  const author = (name: string, role: Author['role'], id?: string): Author => ({ name, role, ...(id ? { id } : {}) });
  const flags = [makeFlag(1, { text: '你妈李桂芳13812345678，打 138-1234-5678', message: { author: author('催收小王', 'them', 'collector-7') } }), makeFlag(2, { text: '今天不还 8888 元', message: { author: author('催收小王', 'them', 'collector-7') } })];
  const around = [author('表妹', 'them', 'cousin_1'), author('我', 'me', 'my-account'), author('系统', 'system'), author('A', 'them')].map((one, n) => makeFlag(10 + n, { text: '嗯', message: { author: one } }).message);
  const entries = makeChain([messageFacts(flags[0]!, { context: { before: around, after: [] }, ownAccount: { id: 'my-account', name: '陈小姐的号' } })], testKey());

  test('third persons, the reader and numbers, each once and counted; never the collector', async () => {
    const found = await findMaskable({ flags, entries });
    expect(found.map(({ kind, text, count, on, whole }) => [kind, text, count, on, whole ?? false])).toEqual([
      ['name', '李桂芳', 1, true, false], ['name', '表妹', 1, true, false], ['name', 'A', 1, true, true], ['name', '陈小姐的号', 1, true, false],
      ['phone', '13812345678', 2, true, false],
      ['handle', 'my-account', 2, true, false], ['handle', 'cousin_1', 1, true, false],
    ]);
  });

  test('stops when told to', async () => {
    await expect(findMaskable({ flags, entries, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
