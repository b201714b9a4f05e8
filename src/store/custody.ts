import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { FIRST_PREV, type CustodyAct, type CustodyRecord } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import type { Store } from './schema.ts';

const PAGE = 500;

function canonicalHash(record: Omit<CustodyRecord, 'hash'>): string {
  for (const value of Object.values(record.detail)) {
    const fits = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && value.isWellFormed();
    if (!fits) throw new Failure('bad_request', 'a custody detail is a finite number or well-formed text');
  }
  return bytesToHex(sha256(utf8ToBytes(canonicalize(record)!)));
}

/** Adds a line inside a running transaction that holds `custody` and `heads`. Hashing is synchronous, so it stays alive. */
export async function addCustody(store: Store, act: CustodyAct, detail: CustodyRecord['detail'], at: string): Promise<CustodyRecord> {
  const head = await store.heads.get('custody');
  const body = { seq: (head?.seq ?? 0) + 1, at, act, detail: { ...detail }, prev: head?.hash ?? FIRST_PREV };
  const record: CustodyRecord = { ...body, hash: canonicalHash(body) };
  await store.custody.add(record);
  await store.heads.put({ id: 'custody', seq: record.seq, hash: record.hash });
  return record;
}

/**
 * Adds a line to the custody log, chained to the one before. `flags.ts` and `entries.ts` write their own lines
 * (`archived`, `dismissed`, `restored`); this is for what happens outside the database, such as an export.
 * @throws Failure `bad_request` when a detail cannot be hashed.
 */
export function appendCustody(store: Store, act: CustodyAct, detail: CustodyRecord['detail'], now: () => string = isoNow): Promise<CustodyRecord> {
  return writing(store, [store.custody, store.heads], () => addCustody(store, act, detail, now()));
}

/** The newest line. */
export function custodyHead(store: Store): Promise<{ seq: number; hash: string }> {
  return guarded(async () => {
    const head = await store.heads.get('custody');
    return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: FIRST_PREV };
  });
}

/** The whole log, oldest first, read in pages. */
export async function* eachCustody(store: Store): AsyncGenerator<CustodyRecord> {
  for (let last = 0; ; ) {
    const page = await guarded(() => store.custody.where('seq').above(last).limit(PAGE).toArray());
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!.seq;
  }
}
