import { describe, expect, it } from 'vitest';
import { canonicalBytes, escapeHalves, sealable, unescapeHalves } from '../../src/evidence/canonical.ts';

const text = (value: unknown) => new TextDecoder().decode(canonicalBytes(value));

describe('canonicalBytes', () => {
  it('writes the example of RFC 8785, section 3.2.3', () => {
    const value = JSON.parse('{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}') as unknown;
    expect(text(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it.each<[string, unknown, string]>([
    ['members in the order of UTF-16 units', { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }, '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}'],
    ['no minus before zero', { a: -0 }, '{"a":0}'],
    ['characters beyond the plane as they are', '𠮷野家', '"𠮷野家"'],
    ['NUL and separators', '\u0000\u2028', '"\\u0000\u2028"'],
    ['composed and decomposed as they are', ['é', 'e\u0301'], '["é","e\u0301"]'],
    ['a member called __proto__', JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
    ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
  ])('writes %s', (_name, value, expected) => { expect(text(value)).toBe(expected); });

  it.each<[string, unknown]>([
    ['undefined', undefined], ['an undefined member', { a: undefined }], ['undefined in a list', [undefined]], ['a hole', [1, , 2]], // eslint-disable-line no-sparse-arrays
    ['NaN', { a: [Number.NaN] }], ['infinity', -Infinity], ['a big integer', 1n], ['a function', { a: () => 1 }], ['a symbol', Symbol('x')],
    ['a date', { a: new Date(0) }], ['a map', new Map([['a', 1]])], ['bytes', new Uint8Array(2)], ['a boxed string', Object('x')],
    ['a high half', 'a\ud83db'], ['a low half', 'a\ude00b'], ['halves the wrong way round', '\ude00\ud83d'], ['a half in a name', { 'a\ud83d': 1 }],
  ])('refuses %s', (_name, value) => { expect(() => canonicalBytes(value)).toThrow(expect.objectContaining({ code: 'bad_request' })); });

  it('says where', () => { expect(() => canonicalBytes({ facts: { message: { author: [{ name: '\ud83d' }] } } })).toThrow('$.facts.message.author[0].name'); });
});

const HALVES: [string, string, string][] = [
  ['ordinary text', '明天上你家 \\ C:\\users 😀', '明天上你家 \\ C:\\users 😀'],
  ['a high half', 'a\ud83db', 'a\\uD83Db'],
  ['a low half', '\ude00', '\\uDE00'],
  ['a half before a pair', '\ud83d😀', '\\uD83D😀'],
  ['a half after a pair', '😀\ude00', '😀\\uDE00'],
  ['halves the wrong way round', '\ude00\ud83d', '\\uDE00\\uD83D'],
  ['three halves', '\ud83d\ud83d\ud83d', '\\uD83D\\uD83D\\uD83D'],
  ['the escape itself, typed by the sender', '\\uD83D', '\\\\uD83D'],
  ['the escape typed, and a half', '\\uD83D\ud83d', '\\\\uD83D\\uD83D'],
  ['a backslash before a half', '\\\ud83d', '\\\\\\uD83D'],
  ['many backslashes before a half', '\\\\\\\ud83d', '\\\\\\\\\\\\\\uD83D'],
  ['two backslashes before the typed escape', '\\\\uD83D', '\\\\\\\\uD83D'],
  ['what only looks like one', '\\ud83d \\uD7FF \\uE000 \\uD83 uD83D', '\\ud83d \\uD7FF \\uE000 \\uD83 uD83D'],
  ['a half, then the letters', '\ud83duD83D', '\\uD83DuD83D'],
];

describe('half a character', () => {
  it.each(HALVES)('%s: written well-formed and given back exactly', (_name, shown, written) => {
    expect(escapeHalves(shown)).toBe(written);
    expect(escapeHalves(shown).isWellFormed()).toBe(true);
    expect(unescapeHalves(written)).toBe(shown);
  });

  it('has one spelling for each of all short strings of the awkward pieces', () => {
    const pieces = ['\\', 'u', 'uD83D', '\ud83d', '\ude00', 'D83D', 'a'];
    let strings = [''];
    const seen = new Map<string, string>();
    for (let length = 0; length < 5; length++) {
      strings = strings.flatMap((start) => pieces.map((piece) => start + piece));
      for (const shown of strings) {
        const written = escapeHalves(shown);
        if (!written.isWellFormed() || unescapeHalves(written) !== shown || (seen.get(written) ?? shown) !== shown) expect.unreachable(JSON.stringify(shown));
        seen.set(written, shown);
      }
    }
    expect(seen.size).toBeGreaterThan(10_000);
  });

  it('is done in one pass over a flood of backslashes', () => {
    const flood = `${'\\'.repeat(1_000_000)}x\\uD83D`;
    expect(unescapeHalves(escapeHalves(flood))).toBe(flood);
  });
});

describe('sealable', () => {
  it('drops absent members, escapes strings and names, and can then be written', () => {
    const value = sealable({ a: undefined, b: ['\ud83d', { c: undefined, 'n\ude00': 1 }], d: null });
    expect(value).toEqual({ b: ['\\uD83D', { 'n\\uDE00': 1 }], d: null });
    expect(text(value)).toBe('{"b":["\\\\uD83D",{"n\\\\uDE00":1}],"d":null}');
  });

  it('is a copy, and sealing twice escapes twice: the caller seals once', () => {
    const value = { list: [1] };
    const copy = sealable(value);
    value.list.push(2);
    expect(copy).toEqual({ list: [1] });
    expect(unescapeHalves(unescapeHalves(sealable(sealable({ a: '\ud83d' })).a))).toBe('\ud83d');
  });

  it.each<[string, unknown]>([['NaN', { a: Number.NaN }], ['a date', { a: new Date() }], ['undefined in a list', [undefined]], ['bytes', [new Uint8Array(1)]]])(
    'refuses %s', (_name, value) => { expect(() => sealable(value)).toThrow('bad_request'); });
});
