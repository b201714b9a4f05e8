import { FIRST_PREV, type AboutLink, type Entry } from '../core/entry.ts';
import { fromBase64 } from '../core/base64.ts';
import { canonicalBytes } from './canonical.ts';
import { sha256Hex } from './hash.ts';
import { keyId, verifyDer } from './sign.ts';

/**
 * What is broken:
 * `shape` not a record of this format; `order` a number that was there already; `gap` the link of this number is missing;
 * `hash` the record was changed; `prev` it does not follow the one before; `signature` this key did not sign it;
 * `head` there are more links than were sealed; `untold` its content is gone and no later link says that it was deleted;
 * `artefact` a file of it is missing or was changed.
 */
export type Break = 'shape' | 'order' | 'gap' | 'hash' | 'prev' | 'signature' | 'head' | 'untold' | 'artefact';

export interface Broken {
  seq: number;
  why: Break;
}

export type ChainCheck = { ok: true; count: number } | ({ ok: false } & Broken);

/** Checks one link by itself: its hash and its signature. Undefined when it is whole. Of a deleted one nothing is left to check: `shape`. */
export async function breakOf(entry: Entry, key: CryptoKey, fingerprint?: string): Promise<Break | undefined> {
  const { body } = entry ?? {};
  if (typeof body !== 'object' || body === null || body.format !== 1 || !Number.isInteger(entry.seq)) return 'shape';
  let bytes: Uint8Array;
  try {
    bytes = canonicalBytes(body);
  } catch {
    return 'shape';
  }
  if (entry.hash !== sha256Hex(bytes)) return 'hash';
  // Outside the hash these two are only copies: a copy that says something else is a change as well.
  if (entry.seq !== body.seq) return 'hash';
  if (entry.prev !== body.prev) return 'prev';
  if (entry.keyId !== (fingerprint ?? (await keyId(key)))) return 'signature';
  try {
    if (!(await verifyDer(key, fromBase64(entry.signature), bytes))) return 'signature';
  } catch {
    return 'signature';
  }
  return isOfAKind(body.facts) ? undefined : 'shape';
}

/** Whether it is of a kind of this format, and one that speaks of another link names it. Signed or not: no check may trip over it. */
function isOfAKind(facts: unknown): boolean {
  if (typeof facts !== 'object' || facts === null) return false;
  const { type, about } = facts as { type?: unknown; about?: Partial<AboutLink> | null };
  if (type === undefined || type === 'message') return true;
  return (type === 'change' || type === 'deleted') && typeof about === 'object' && about !== null && Number.isInteger(about.seq) && typeof about.hash === 'string';
}

/** Goes along a chain, link by link from the first. After a break it goes on no further. */
export class ChainWalk {
  readonly #key: CryptoKey;
  readonly #fingerprint: string;
  readonly #head: { seq: number; hash: string } | undefined;
  #last = { seq: 0, hash: FIRST_PREV };
  /** Links without content that no tombstone has named yet: hash by number, rising. */
  readonly #untold = new Map<number, string>();
  #broken: Broken | undefined;

  /** @param head the newest link as the store remembers it; without it, links taken off the end cannot show. */
  static async from(key: CryptoKey, head?: { seq: number; hash: string }): Promise<ChainWalk> {
    return new ChainWalk(key, await keyId(key), head);
  }

  private constructor(key: CryptoKey, fingerprint: string, head: { seq: number; hash: string } | undefined) {
    this.#key = key;
    this.#fingerprint = fingerprint;
    this.#head = head;
  }

  /** Takes the next link as it comes. Answers whether it stands. */
  async take(entry: Entry): Promise<boolean> {
    if (!this.#broken) this.#broken = await this.#breakAt(entry);
    // A tombstone after the break still clears what was deleted before it: only so is the first break named.
    if (!this.#broken || (await this.#isSound(entry))) this.#bury(entry);
    return !this.#broken;
  }

  /** Breaks the chain at the link taken last, for what is kept beside it. */
  break(why: Break): void {
    this.#broken ??= { seq: this.#last.seq, why };
  }

  /** Whether a break stands, and nothing that comes later can name an earlier one. */
  get settled(): boolean {
    return this.#broken !== undefined && this.#untold.size === 0;
  }

  /** The whole judgement, when there are no more links. */
  end(): ChainCheck {
    const last = this.#last;
    const head = this.#head;
    let broken = this.#broken;
    if (!broken && head && last.seq < head.seq) broken = { seq: last.seq + 1, why: 'gap' };
    if (!broken && head && last.hash !== head.hash) broken = { seq: last.seq, why: 'head' };
    const [untold] = this.#untold.keys();
    if (untold !== undefined && (!broken || untold < broken.seq)) broken = { seq: untold, why: 'untold' };
    return broken ? { ok: false, ...broken } : { ok: true, count: last.seq };
  }

  async #breakAt(entry: Entry): Promise<Broken | undefined> {
    const expected = this.#last.seq + 1;
    if (!Number.isInteger(entry?.seq)) return { seq: expected, why: 'shape' };
    if (entry.seq < expected) return { seq: entry.seq, why: 'order' };
    if (entry.seq > expected) return { seq: expected, why: 'gap' };
    const why = entry.body === null ? this.#breakOfDeleted(entry) : await breakOf(entry, this.#key, this.#fingerprint);
    if (why) return { seq: expected, why };
    if (entry.prev !== this.#last.hash) return { seq: expected, why: 'prev' };
    if (this.#head && entry.seq > this.#head.seq) return { seq: expected, why: 'head' };
    this.#last = { seq: entry.seq, hash: entry.hash };
    if (entry.body === null) this.#untold.set(entry.seq, entry.hash);
    return undefined;
  }

  /** Its hash is held by the next link and by its tombstone; its signature can be checked by nobody any more. */
  #breakOfDeleted({ hash, keyId: by }: Entry): Break | undefined {
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return 'shape';
    return by === this.#fingerprint ? undefined : 'signature';
  }

  async #isSound(entry: Entry): Promise<boolean> {
    if (this.#untold.size === 0 || entry?.body?.facts?.type !== 'deleted') return false;
    return (await breakOf(entry, this.#key, this.#fingerprint)) === undefined;
  }

  #bury({ seq, body }: Entry): void {
    const facts = body?.facts;
    if (facts?.type !== 'deleted') return;
    const { about } = facts;
    if (about.seq < seq && this.#untold.get(about.seq) === about.hash) this.#untold.delete(about.seq);
  }
}

/**
 * Checks a whole chain in the order given, from link 1, and names the first number that is broken.
 * @param head the newest link as the store remembers it; without it, links taken off the end cannot show.
 */
export async function verifyChain(
  links: AsyncIterable<Entry> | Iterable<Entry>, key: CryptoKey, head?: { seq: number; hash: string },
): Promise<ChainCheck> {
  const walk = await ChainWalk.from(key, head);
  for await (const link of links) {
    await walk.take(link);
    if (walk.settled) break;
  }
  return walk.end();
}
