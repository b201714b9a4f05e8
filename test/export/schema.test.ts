import { describe, expect, test } from 'vitest';
import { FLAGS_SCHEMA } from '../../src/export/schema.ts';
import { flagLine } from '../../src/export/ndjson.ts';
import { HOSTILE, makeEntries, makeFlag, testKey } from './make.ts';

type Schema = Record<string, unknown>;

/** As much of JSON Schema 2020-12 as the schema uses; a keyword it does not know is a failure of the test. */
function faults(schema: Schema, value: unknown, at = '$'): string[] {
  const found: string[] = [];
  for (const [keyword, wanted] of Object.entries(schema)) {
    switch (keyword) {
      case '$schema': case '$id': case 'title': case 'description': break;
      case 'type': if (![wanted].flat().some((type) => isType(type as string, value))) found.push(`${at} is no ${String(wanted)}`); break;
      case 'enum': if (!(wanted as unknown[]).includes(value)) found.push(`${at} is not one of the known`); break;
      case 'pattern': if (typeof value === 'string' && !new RegExp(wanted as string, 'u').test(value)) found.push(`${at} does not fit`); break;
      case 'minimum': if (typeof value === 'number' && value < (wanted as number)) found.push(`${at} is too small`); break;
      case 'maximum': if (typeof value === 'number' && value > (wanted as number)) found.push(`${at} is too large`); break;
      case 'items': if (Array.isArray(value)) found.push(...value.flatMap((one, i) => faults(wanted as Schema, one, `${at}[${i}]`))); break;
      case 'required': for (const name of wanted as string[]) if (!Object.hasOwn(value as object, name)) found.push(`${at}.${name} is missing`); break;
      case 'properties': for (const [name, one] of Object.entries(wanted as Record<string, Schema>)) if (Object.hasOwn(value as object, name)) found.push(...faults(one, (value as Schema)[name], `${at}.${name}`)); break;
      case 'additionalProperties': for (const name of Object.keys(value as object)) if (!Object.hasOwn(schema.properties as object, name)) found.push(`${at}.${name} is not known`); break;
      default: throw new Error(`keyword ${keyword}`);
    }
  }
  return found;
}

function isType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === 'object' ? typeof value === 'object' && value !== null && !Array.isArray(value) : typeof value === type;
}

const line = (flag: Parameters<typeof flagLine>[0]['flag']): Schema => JSON.parse(flagLine({ n: 1, flag })) as Schema;

describe('flags.schema.json', () => {
  test('is 2020-12', () => {
    expect(FLAGS_SCHEMA.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test.each(HOSTILE)('takes a line with %s', (_what, text) => {
    expect(faults(FLAGS_SCHEMA, line(makeFlag(1, { text })))).toEqual([]);
  });

  test('takes a flag with nothing it need not have, and one with everything', () => {
    const bare = makeFlag(1, { message: { author: { name: '', role: 'unknown' } } });
    delete bare.message.sentAt;
    delete bare.message.zone;
    const full = makeFlag(2, { dismissedAt: '2026-11-22T00:00:00.000Z' });
    makeEntries([full], testKey());
    expect(faults(FLAGS_SCHEMA, line(bare))).toEqual([]);
    expect(faults(FLAGS_SCHEMA, line(full))).toEqual([]);
  });

  test.each<[string, (line: Schema) => void, string]>([
    ['no text', (one) => { delete (one.message as Schema).text; }, '$.message.text is missing'],
    ['a state of its own', (one) => { one.state = 'gone'; }, '$.state is not one of the known'],
    ['a score above one', (one) => { (one.verdict as { labels: Schema[] }).labels[0]!.score = 2; }, '$.verdict.labels[0].score is too large'],
    ['an unknown member', (one) => { one.extra = 1; }, '$.extra is not known'],
    ['a short id', (one) => { one.id = 'ab'; }, '$.id does not fit'],
    ['a number as text', (one) => { (one.message as Schema).text = 7; }, '$.message.text is no string'],
  ])('refuses %s', (_what, harm, fault) => {
    const one = line(makeFlag(1));
    harm(one);
    expect(faults(FLAGS_SCHEMA, one)).toContain(fault);
  });
});
