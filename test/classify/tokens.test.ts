import { describe, expect, test } from 'vitest';
import { extract, makeFeatures } from '../../src/classify/features.ts';
import { HAN, MARK, NUMBER, tokenise, WORD } from '../../src/classify/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';

const sounds = (text: string): number[] => {
  const tokens = tokenise(normalise(text).text);
  return [...tokens.sound.subarray(0, tokens.soundLength)];
};
const featuresOf = (text: string): Set<number> => {
  const folded = normalise(text).text;
  const tokens = tokenise(folded);
  const out = makeFeatures(4);
  extract(folded, tokens, 0, tokens.length, out);
  return new Set(out.hash.subarray(0, out.length));
};
const shared = (a: string, b: string): number => {
  const other = featuresOf(b);
  return [...featuresOf(a)].filter((hash) => other.has(hash)).length;
};

test('tokens are characters, words, numbers and marks', () => {
  const tokens = tokenise('催收app 0000, 好');
  expect([...tokens.kind.subarray(0, tokens.length)]).toEqual([HAN, HAN, WORD, NUMBER, MARK, HAN]);
  expect([tokens.start[2], tokens.end[2]]).toEqual([2, 5]);
});

describe('the homophone view', () => {
  test.each([
    ['催收', '崔收'], ['催收', 'cui收'], ['催收', 'cuishou'], ['催收', 'cui shou'], ['通讯录', 'tongxunlu'], ['起诉', '起su'], ['起诉', '起蔌'], ['上门', '伤门'], ['爆通讯录', '爆tongxun录'],
  ])('%s sounds like %s', (plain, hidden) => expect(sounds(hidden)).toEqual(sounds(plain)));

  test('English has none', () => {
    expect(sounds('Please pay the money you owe before the contract ends')).toEqual([]);
  });

  test('hidden writing shares features with the plain one', () => {
    expect(shared('cui收人员要上门', '催收人员要上门')).toBeGreaterThan(8);
    expect(shared('吹守', '催收')).toBeGreaterThan(0);
    expect(shared('baotongxunlu', '爆通讯录')).toBeGreaterThan(3);
  });
});

test('doubled letters are one inside words', () => {
  expect(shared('killlll', 'kil')).toBeGreaterThan(3);
});

test('features of any text: bounded, and their tokens lie inside', () => {
  for (const text of ['', '。', '催', 'a'.repeat(5000), '1'.repeat(5000), '催收'.repeat(500), 'x y z '.repeat(500)]) {
    const folded = normalise(text).text;
    const tokens = tokenise(folded);
    const out = makeFeatures(1);
    extract(folded, tokens, 0, tokens.length, out);
    expect(out.length).toBeLessThan(120 * tokens.length + 20);
    for (let i = 0; i < out.length; i++) {
      expect(out.firstToken[i]!).toBeLessThanOrEqual(out.lastToken[i]!);
      expect(out.lastToken[i]!).toBeLessThan(tokens.length);
    }
  }
});
