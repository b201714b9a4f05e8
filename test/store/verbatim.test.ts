/** Whatever a page shows: from flag to entry to database, and back, byte for byte. */
import { expect, it } from 'vitest';
import { unescapeHalves } from '../../src/evidence/canonical.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { checkFlagInputs } from '../../src/store/checks.ts';
import { entryOfFlag } from '../../src/store/entries.ts';
import { addChange, getFlag, keepFlags } from '../../src/store/flags.ts';
import { openStore } from '../../src/store/schema.ts';
import { archive, checked, NOW, remove } from './archive-rig.ts';
import { freshName, sampleFlag } from './samples.ts';

const TEXTS: [string, string][] = [
  ['direction overrides', 'pay \u202e\u2066evil\u2069 \u200fnow\u202c\u061c'],
  ['NUL and control characters', 'a\u0000b\u0001\u0007\u001b[31m\u007f\u0085'],
  ['half characters', '\ud83d alone, \ude00 alone, \ude00\ud83d turned, and 😀 whole'],
  ['half characters beside backslashes', '\\\ud83d \\\\uD83D \\uD83D \\\\\\\udc00'],
  ['200 kB', '还钱！pay now 😡\u202e '.repeat(9_000)],
  ['a formula', '=cmd|\' /C calc\'!A0\t+1-1@SUM(1)'],
  ['HTML', '</script><img src=x onerror=alert(1)>&lt;!--<![CDATA[ ]]>\r\n<style>*{display:none}'],
  ['emoji', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥 1️⃣ 🇹🇼'],
  ['rare characters', '𠮷野家 𪚥 邉󠄂 ﷽ Z͑ͫ̓ͪ̂ͫ̽a̍̇l e\u0301 \u00e9 \u2028\u2029\ufeff\ufffe'],
  ['line ends', '\r\n\n\r \t trailing  '],
];

it.each(TEXTS)('%s', async (_name, text) => {
  const name = freshName();
  const store = openStore(name);
  const [input] = checkFlagInputs([(({ id: _id, ...rest }) => ({ ...rest, verdict: { ...rest.verdict, spans: [] } }))(sampleFlag({ text, name: text.slice(0, 900), title: text.slice(0, 900), key: text.slice(0, 40) }))]);
  const id = flagId(input!.message);
  await keepFlags(store, [{ ...input!, id }]);
  await addChange(store, id, { what: 'edited', at: NOW, words: text });
  await archive(store, id);
  store.close();

  const again = openStore(name);
  const flag = (await getFlag(again, id))!;
  const { body } = (await entryOfFlag(again, id))!;
  expect(flag.message.text).toBe(text);
  expect(unescapeHalves(body.facts.message.text)).toBe(text);
  expect(unescapeHalves(body.facts.message.author.name)).toBe(text.slice(0, 900));
  expect(unescapeHalves(body.facts.changes[0]!.words!)).toBe(text);
  // From a file, as in an export.
  const read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(JSON.stringify(body)))) as typeof body;
  expect(unescapeHalves(read.facts.message.text)).toBe(text);
  expect(await checked(again)).toMatchObject({ whole: true, strays: 0 });
});

it('two messages with the same text at the same minute stay two', async () => {
  const store = openStore(freshName());
  const twins = ['k1', 'k2'].map((key) => {
    const flag = sampleFlag({ key });
    return { ...flag, id: flagId(flag.message) };
  });
  await keepFlags(store, twins);
  const entries = [await archive(store, twins[0]!.id), await archive(store, twins[1]!.id)];
  expect(new Set(entries.map(({ hash }) => hash)).size).toBe(2);
  expect(entries[0]!.body.facts.message.text).toBe(entries[1]!.body.facts.message.text);
  await remove(store, twins[0]!.id);
  expect((await entryOfFlag(store, twins[1]!.id))!.hash).toBe(entries[1]!.hash);
  expect((await keepFlags(store, twins)).map(({ state }) => state)).toEqual(['dismissed', 'archived']);
  expect(await checked(store)).toMatchObject({ whole: true, counts: { messages: 1, deleted: 1 } });
});
