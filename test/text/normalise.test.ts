import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/text/normalise.ts';

const fold = (text: string): string => normalise(text).text;

describe('hidden writing folds to the plain text', () => {
  test.each([
    ['催.收', '催收'], ['催*收', '催收'], ['催 收', '催收'], ['催　收', '催收'], ['催_收', '催收'], ['催·收', '催收'], ['催/收', '催收'],
    ['催🔥收', '催收'], ['催👨‍👩‍👧收', '催收'], ['催🇨🇳收', '催收'], ['催❤️收', '催收'],
    ['催\u200b收', '催收'], ['催\u200d收', '催收'], ['催\ufeff收', '催收'], ['催\u2060收', '催收'], ['催\ufe0f收', '催收'], ['催\u00ad收', '催收'],
    ['催\u202e收\u202c', '催收'], ['催\u0336收\u0336', '催收'], ['催\u{e0041}收', '催收'], ['催\u3164收', '催收'],
    ['昨 天 进 账 四 千 一', '昨天进账四千一'], ['催，收，人', '催收人'], ['爆...通..讯.录', '爆通讯录'], ['还 钱，我 就 来', '还钱,我就来'], ['【催】【收】', '【催收】'],
    ['網(wǎng)貸', '网贷'], ['逾期還（huán）款', '逾期还款'], ['債(zhài)務', '债务'],
    ['網貸', '网贷'], ['債務催收', '债务催收'], ['裏面', '里面'], ['裡面', '里面'], ['臺灣', '台湾'],
    ['亻呆护', '保护'], ['亻崔收', '催收'], ['讠斥讼', '诉讼'], ['扌丁断腿', '打断腿'], ['亻 崔 收', '催收'], ['氵去院', '法院'], ['⺅呆', '保'], ['貝才', '财'],
    ['ｐａｙ', 'pay'], ['ⓟⓐⓨ', 'pay'], ['𝐩𝐚𝐲', 'pay'], ['𝓟𝓪𝔂', 'pay'], ['PAY', 'pay'], ['раy', 'pay'], ['ραy', 'pay'], ['pаγ', 'pay'], ['páy', 'pay'], ['p̴a̶y̷', 'pay'],
    ['p4y', 'pay'], ['p@y', 'pay'], ['d3bt', 'debt'], ['l0an', 'loan'], ['k1ll', 'kill'], ['wi11', 'will'], ['polic3', 'police'], ['ca$h', 'cash'],
    ['kiiiiill', 'kiill'], ['paaaaaaay', 'paay'], ['pol*ice', 'police'], ['p.a.y', 'pay'], ['k i l l', 'kill'], ['l-o-a-n', 'loan'],
    ['快快快快快', '快快'], ['！！！！！', '!!'], ['①②③', '000'], ['１２３', '000'], ['ﬁne', 'fine'], ['㎏', 'kg'],
  ])('%s → %s', (hidden, plain) => {
    expect(fold(hidden)).toBe(plain);
  });
});

describe('plain writing stays what it is', () => {
  test.each([
    ['我在家 你来吗', '我在家 你来吗'], ['你好，我到了。', '你好,我到了。'], ['他(she)', '他(she)'], ['又见面了', '又见面了'], ['在门口等', '在门口等'],
    ['一个女子好厉害', '一个女子好厉害'], ['这个月要还', '这个月要还'], ['汽车专用', '汽车专用'],
    ['5pm', '0pm'], ['3rd', '0rd'], ['20k', '00k'], ['covid19', 'covid00'], ['room 12', 'room 00'], ['http://a.b/c', 'http://a.b/c'], ["don't", "don't"],
    ['well-known', 'well-known'], ['I am ok', 'i am ok'], ['3,000.00', '0,000.00'], ['really?!', 'really?!'], ['', ''], ['  ', '  '],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

test('how many digits there are stays to be seen', () => {
  expect(fold('欠3000元')).toBe('欠0000元');
  expect(fold('欠3000元')).not.toBe(fold('欠30元'));
});

test('a made character owns the range of its parts, a removed mark lies inside what is around it', () => {
  const split = normalise('x亻呆y');
  expect([split.from[1], split.to[1]]).toEqual([1, 3]);
  const marked = normalise('a催*收');
  expect(marked.text).toBe('a催收');
  expect('a催*收'.slice(marked.from[1], marked.to[2])).toBe('催*收');
  const run = normalise('paaaay');
  expect([run.from[2], run.to[2]]).toEqual([2, 5]);
});
