import { FIRST_PREV } from '../core/entry.ts';
import type { BagFiles } from './bag-files.ts';
import type { LinkSeen } from './entries.ts';
import type { Findings } from './findings.ts';
import { isHash, isSeq, parseObject } from './json.ts';

export const CHAIN = 'data/chain.ndjson';

export interface ChainFacts {
  links: number;
  hash: string;
}

interface Row {
  hash: string;
  prev: string;
  signature: unknown;
  gone: boolean;
  type: unknown;
}

/**
 * The whole chain from link 1 to the newest, and the links of this bundle in it. Null when the bundle has none.
 * @param everything the bundle says that it holds every link, but those it names itself
 */
export async function checkChain(
  bag: BagFiles, found: Findings, links: readonly LinkSeen[], keyId: string | undefined, everything: { but: ReadonlySet<unknown> } | null, signal?: AbortSignal,
): Promise<ChainFacts | null> {
  if (!bag.has(CHAIN)) return null;
  const rows: Row[] = [];
  let last = FIRST_PREV;
  let broken = false;
  const fail = (code: 'chain_form' | 'chain_order' | 'chain_gap' | 'chain_prev' | 'other_key', at: number): void => {
    // The first break is the one that tells; after it every number is off.
    if (!broken) found.whole(code, at);
    broken = true;
  };
  try {
    for await (const line of bag.lines(CHAIN, signal)) {
      const expected = rows.length + 1;
      const link = parseObject(line);
      const { seq, hash, prev, keyId: by, signature, type } = link ?? {};
      const known = type === 'message' || type === 'change' || type === 'deleted' || type === null;
      if (!isSeq(seq) || !isHash(hash) || !isHash(prev) || typeof signature !== 'string' || !known) {
        fail('chain_form', expected);
        break;
      }
      if (seq !== expected) fail(seq < expected ? 'chain_order' : 'chain_gap', expected);
      else if (prev !== last) fail('chain_prev', expected);
      else if (keyId !== undefined && by !== keyId) fail('other_key', expected);
      if (broken) break;
      rows.push({ hash, prev, signature, gone: type === null, type });
      last = hash;
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    fail('chain_form', rows.length + 1);
  }
  if (!broken) compare(found, links, rows, everything);
  return { links: rows.length, hash: last };
}

function compare(found: Findings, links: readonly LinkSeen[], rows: readonly Row[], everything: { but: ReadonlySet<unknown> } | null): void {
  const told = new Set<number>();
  for (const { check, prev, signature, about } of links) {
    const row = rows[check.seq - 1];
    const type = check.content === 'deleted' ? null : check.type;
    if (!row || row.hash !== check.hash || row.prev !== prev || row.signature !== signature || row.type !== type) found.entry(check, 'entry_not_in_chain');
    if (about && rows[about.seq - 1]?.hash !== about.hash) found.entry(check, 'entry_about');
    if (about && check.type === 'deleted') told.add(about.seq);
  }
  // Whatever was chosen, the notes on deletions are in every bundle: without them a gap cannot be told from a loss.
  for (const [i, row] of rows.entries()) if (row.gone && !told.has(i + 1)) found.whole('deleted_untold', i + 1);
  if (!everything) return;
  const here = new Set(links.map(({ check }) => check.seq));
  // Whoever says that all is in the bundle must have all in it.
  for (const [i, row] of rows.entries()) if (!row.gone && !here.has(i + 1) && !everything.but.has(i + 1)) found.whole('entry_missing', i + 1);
}
