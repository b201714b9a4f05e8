import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Flag } from '../core/flag.ts';
import type { FlagFilter } from '../store/history.ts';

/** The choice of a filter in a form in which two equal choices are equal; `everything` for none. */
export function caseKeyOf(filter: FlagFilter): string {
  const members = Object.entries(filter).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    return [[name, Array.isArray(value) ? [...(value as string[])].sort() : value]];
  });
  return members.length === 0 ? 'everything' : canonicalize(Object.fromEntries(members))!;
}

/** What an export held of a flag, in 16 hex digits: another after anything about it has changed. */
export function digestOf({ state, entrySeq, dismissedAt, changes, markedBy }: Flag): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([state, entrySeq ?? 0, dismissedAt ?? '', changes?.length ?? 0, markedBy ?? ''])))).slice(0, 16);
}

/** What of a flag may change while an export is made. */
type Settled = Pick<Flag, 'state' | 'dismissedAt' | 'entrySeq'> & { changes: number };

/**
 * The flags of a selection, all or those that are new or changed since an export, remembering what was given. Every
 * reading after the first gives the same ones as they were then, so that several copies of one export agree.
 */
export class Chosen {
  readonly #flags: () => AsyncIterable<Flag>;
  readonly #before: Readonly<Record<string, string>> | null;
  #first = true;
  /** By flag id, of everything that this export and those it follows hold. */
  readonly seen: Record<string, string>;
  readonly #given = new Map<string, Settled>();

  constructor(flags: () => AsyncIterable<Flag>, before: Readonly<Record<string, string>> | null) {
    this.#flags = flags;
    this.#before = before;
    this.seen = { ...before };
  }

  /** The first reading settles which there are. */
  async *read(): AsyncGenerator<Flag, void, void> {
    const first = this.#first;
    this.#first = false;
    for await (const flag of this.#flags()) {
      if (first) {
        const digest = digestOf(flag);
        if (this.#before && this.#before[flag.id] === digest) continue;
        this.seen[flag.id] = digest;
        this.#given.set(flag.id, settled(flag));
        yield flag;
        continue;
      }
      const then = this.#given.get(flag.id);
      if (then) yield asItWas(flag, then);
    }
  }

  /** How many were given. */
  get size(): number {
    return this.#given.size;
  }

  has(flagId: string | undefined): boolean {
    return flagId !== undefined && this.#given.has(flagId);
  }
}

function settled({ state, dismissedAt, entrySeq, changes = [] }: Flag): Settled {
  return { state, changes: changes.length, ...(dismissedAt === undefined ? {} : { dismissedAt }), ...(entrySeq === undefined ? {} : { entrySeq }) };
}

function asItWas(flag: Flag, { changes: known, ...then }: Settled): Flag {
  const { dismissedAt: _, entrySeq: __, changes, ...rest } = flag;
  return { ...rest, ...then, ...(changes && known > 0 ? { changes: changes.slice(0, known) } : {}) };
}

/** How many of these are new or changed. */
export async function countNew(flags: AsyncIterable<Flag>, before: Readonly<Record<string, string>>): Promise<number> {
  let count = 0;
  for await (const flag of flags) if (before[flag.id] !== digestOf(flag)) count += 1;
  return count;
}
