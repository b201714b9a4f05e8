import { FIRST_PREV, type CustodyRecord } from '../core/entry.ts';
import { verifyCustody } from '../evidence/custody.ts';
import type { BagFiles } from './bag-files.ts';
import type { Findings } from './findings.ts';
import { isHash, parseObject } from './json.ts';

export const CUSTODY = 'data/custody.ndjson';
const CODES = { shape: 'custody_form', order: 'custody_order', gap: 'custody_order', hash: 'custody_hash', prev: 'custody_prev', head: 'custody_order' } as const;

type Answer = Awaited<ReturnType<typeof verifyCustody>>;

/** Of a masked copy: its lines were masked and its hashes salted after hashing, so only their order can be seen. */
async function verifyOrder(records: AsyncIterable<CustodyRecord>): Promise<Answer> {
  let last = { seq: 0, hash: FIRST_PREV };
  for await (const record of records) {
    const seq = last.seq + 1;
    if (!record || !isHash(record.hash) || !isHash(record.prev)) return { ok: false, seq, why: 'shape' };
    if (record.seq !== seq) return { ok: false, seq, why: 'order' };
    if (record.prev !== last.hash) return { ok: false, seq, why: 'prev' };
    last = { seq, hash: record.hash };
  }
  return { ok: true, count: last.seq };
}

/** The custody log: how many lines it has. Null when it is not there. */
export async function checkCustody(bag: BagFiles, found: Findings, masked: boolean, signal?: AbortSignal): Promise<number | null> {
  if (!bag.has(CUSTODY)) {
    found.whole('custody_missing');
    return null;
  }
  let count = 0;
  async function* records(): AsyncGenerator<CustodyRecord> {
    for await (const line of bag.lines(CUSTODY, signal)) {
      count += 1;
      yield parseObject(line) as unknown as CustodyRecord;
    }
  }
  try {
    const answer = await (masked ? verifyOrder : verifyCustody)(records());
    if (!answer.ok) found.whole(CODES[answer.why], answer.seq);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    found.whole('custody_form', count + 1);
  }
  return count;
}
