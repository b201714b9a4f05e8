import { deflateRawSync, crc32 } from 'node:zlib';
import { downloadZip } from 'client-zip';
import { describe, expect, test } from 'vitest';
import { csvColumn } from '../../tools/background/csv.ts';
import {
  hkcancorSentences, ircLines, kdconvTurns, lcccTurns, nusMessages, smsSpam, taskmasterTurns, tatoebaColumn, teleantifraudTurns, tencentPrompts, topicalChatTurns, unescape,
} from '../../tools/background/readers.ts';
import { sample, textsOf } from '../../tools/background/texts.ts';
import { unzipOnlyFile } from '../../tools/background/unzip.ts';
import type { Source } from '../../tools/background/source.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A ZIP archive of one deflated file, as the plainest programs write it. `change` spoils its fields. */
function zipOf(content: string, change: { checksum?: number; method?: number; size?: number; files?: number } = {}): Uint8Array {
  const packed = deflateRawSync(content);
  const fields = Buffer.alloc(22);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(change.method ?? 8, 4);
  fields.writeUInt32LE(change.checksum ?? crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(change.size ?? Buffer.byteLength(content), 18);
  const name = Buffer.concat([Buffer.from([1, 0, 0, 0]), Buffer.from('a')]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, Buffer.from([1, 0]), Buffer.alloc(16), Buffer.from('a')]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(change.files ?? 1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

describe('readers', () => {
  test.each<[string, string[], string[]]>([
    ['LCCC', lcccTurns(bytes('早 啊\t你 好 ！\n在 吗\t'), ''), ['早啊', '你好！', '在吗', '']],
    ['KdConv', kdconvTurns(bytes('[{"messages":[{"message":"一"},{"message":"二"}]},{"messages":[{"message":"三"}]}]'), ''), ['一', '二', '三']],
    ['TeleAntiFraud', teleantifraudTurns(bytes('{"left":["a","b"],"right":["c"],"age":3}\n\n{"left":[],"right":["d"]}\n'), ''), ['a', 'b', 'c', 'd']],
    ['HKCanCor', hkcancorSentences(bytes('<sent_tag>\r\n\t喂/e/wai3/\r\n\t？/w/VQ6/\r\n</sent_tag><x/><sent_tag>\n\t//w/V/\n\tOK/j/ou1/\n</sent_tag>'), ''), ['喂？', '/OK']],
    ['ham', smsSpam('ham')(bytes('ham\tsee &lt;#&gt;\tyou\nspam\tWIN\nham\tok'), ''), ['see <#>\tyou', 'ok']],
    ['spam', smsSpam('spam')(bytes('ham\tsee you\nspam\tWIN'), ''), ['WIN']],
    ['Tencent', tencentPrompts(bytes('\ufeff你 好 呀\n坐 &gt; 等'), ''), ['你好呀', '坐>等']],
    ['Taskmaster', taskmasterTurns(bytes('[{"utterances":[{"text":"a latte"}]}]'), ''), ['a latte']],
    ['Topical-Chat', topicalChatTurns(bytes('{"t_1":{"content":[{"message":"hi"},{"message":"hey"}]}}'), ''), ['hi', 'hey']],
    ['Tatoeba, English', tatoebaColumn(0)(bytes('Hi.\t嗨。\tby x\n\n'), ''), ['Hi.']],
    ['Tatoeba, Chinese', tatoebaColumn(1)(bytes('Hi.\t嗨。\tby x\n\n'), ''), ['嗨。']],
    ['NUS', nusMessages(zipOf('<c><message><text>wat &amp; where</text></message><message><text>two\nlines</text></message></c>'), ''), ['wat & where', 'two\nlines']],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));

  test('IRC: who is addressed goes, a word with a comma stays', () => {
    const log = '[10:00] <Ann> bob: try again\n[10:01] <bob_> @Ann, which one\n[10:02] === carl joined\n[10:03] <bob_> well, that one\n[10:04] <Ann> http://x.y is down';
    expect(ircLines(bytes(log), '')).toEqual(['try again', 'which one', 'well, that one', 'http://x.y is down']);
  });

  test.each([['&#65;&#x42;&quot;', 'AB"'], ['&copy; &all &;', '&copy; &all &;'], ['&#9999999;', '&#9999999;'], ['&amp;lt;', '&lt;']])('%s is %s', (text, plain) => expect(unescape(text)).toBe(plain));

  test.each<[string, () => unknown, RegExp]>([
    ['JSON cut short', () => kdconvTurns(bytes('[{"messages":[{"mess'), ''), /JSON/], ['JSON of another shape', () => topicalChatTurns(bytes('{"a":1}'), ''), /map/],
    ['no transcript', () => hkcancorSentences(bytes('<html>'), ''), /no sentences/], ['no messages', () => nusMessages(zipOf('<html>'), ''), /no messages/],
  ])('%s is an error', (_, act, what) => expect(act).toThrow(what));
});

describe('CSV', () => {
  test.each<[string, string[]]>([
    ['\ufeff,text\n1,plain\n2,"with, comma"\r\n3,"two\nlines"\n4,"say ""hi"""\n5,say "hi"\n\n6', ['plain', 'with, comma', 'two\nlines', 'say "hi"', 'say "hi"', '']],
    ['text\nlast', ['last']], ['text', []],
  ])('%j', (text, fields) => expect(csvColumn(text, 'text')).toEqual(fields));
  test.each([['a,b\n1,2', /no column/], ['', /no column/], ['text\n"cut', /inside a quoted field/]])('%j is an error', (text, what) => expect(() => csvColumn(text, 'text')).toThrow(what));
});

describe('ZIP', () => {
  test('deflated', () => expect(new TextDecoder().decode(unzipOnlyFile(zipOf('hello hello hello')))).toBe('hello hello hello'));
  test('empty', () => expect(unzipOnlyFile(zipOf('')).length).toBe(0));
  test('stored, by another program', async () => {
    const zip = new Uint8Array(await downloadZip([{ name: 'a.txt', input: 'hello' }]).arrayBuffer());
    expect(new TextDecoder().decode(unzipOnlyFile(zip))).toBe('hello');
  });
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /no ZIP/], ['a web page', bytes('<html>'.repeat(9)), /no ZIP/], ['two files', zipOf('x', { files: 2 }), /2 files/],
    ['another checksum', zipOf('x', { checksum: 5 }), /checksum/], ['another method', zipOf('x', { method: 14 }), /method 14/], ['a size beyond measure', zipOf('x', { size: 2 ** 31 }), /bytes, more than/],
    ['more than it says', zipOf('x'.repeat(5000), { size: 10 }), /larger than/], ['its end alone', zipOf('x').slice(-22), /damaged/],
  ])('%s is refused', (_, zip, what) => expect(() => unzipOnlyFile(zip)).toThrow(what));
});

describe('texts of a source', () => {
  const source: Source = {
    id: 's', language: 'en', licence: '', repository: '', commit: '', files: [], read: (raw) => new TextDecoder().decode(raw).split('|'), rows: 0, sha256: '',
  };
  const read = (text: string, more: Partial<Source> = {}, others: string[] = []): string[] => textsOf({ ...source, ...more }, [{ path: 'p', bytes: bytes(text) }], others);

  test('once each, white space folded, none empty', () => expect(read('a  b|a\nb| |c ')).toEqual(['a b', 'c']));
  test('without what another source has, whatever its signs, and without what has no letters', () => {
    expect(read('See you!|*_*|fine', { without: ['o'] }, ['see YOU'])).toEqual(['fine']);
  });
  test('an error names the file', () => expect(() => read('', { read: () => { throw new Error('bad'); } })).toThrow('p cannot be read: bad'));

  test('a sample is the same whatever the order, spread over the whole, and in the order of the source', () => {
    const texts = Array.from({ length: 1000 }, (_, i) => `text ${i}`);
    const chosen = sample(texts, 100);
    expect(chosen).toHaveLength(100);
    expect(chosen).toEqual(texts.filter((text) => chosen.includes(text)));
    expect(new Set(sample(texts.toReversed(), 100))).toEqual(new Set(chosen));
    expect(chosen.filter((text) => Number(text.slice(5)) < 500).length).toBeGreaterThan(30);
    expect(sample(texts, 5000)).toEqual(texts);
  });
});
