import type { Flag } from '../core/flag.ts';

/** What may change while the export is made, as the first reading found it. */
type Found = Pick<Flag, 'state' | 'dismissedAt' | 'entrySeq'> & { n: number };

/** A flag as every file of the bundle shows it. `n` is its number: line of the NDJSON, number in the report. */
export interface NumberedFlag {
  n: number;
  flag: Flag;
}

/**
 * The flags the first reading found, with the state they had. Marks go on arriving while an export is made, and the
 * files of one bundle must not contradict each other.
 */
export class Selection {
  readonly #found = new Map<string, Found>();

  /** The first reading. Undefined for a flag that came already. */
  add(flag: Flag): NumberedFlag | undefined {
    if (this.#found.has(flag.id)) return undefined;
    const found: Found = { n: this.#found.size + 1, state: flag.state };
    if (flag.dismissedAt !== undefined) found.dismissedAt = flag.dismissedAt;
    if (flag.entrySeq !== undefined) found.entrySeq = flag.entrySeq;
    this.#found.set(flag.id, found);
    return { n: found.n, flag };
  }

  /** Every later reading: the flag as it was first found. Undefined for one that is newer than the first reading. */
  again(flag: Flag): NumberedFlag | undefined {
    const found = this.#found.get(flag.id);
    if (!found) return undefined;
    const { n, ...state } = found;
    const { dismissedAt: _, entrySeq: __, ...rest } = flag;
    return { n, flag: { ...rest, ...state } };
  }

  get size(): number {
    return this.#found.size;
  }

  has(flagId: string): boolean {
    return this.#found.has(flagId);
  }

  numberOf(flagId: string): number | undefined {
    return this.#found.get(flagId)?.n;
  }

  /** Flag numbers and entry numbers of what is archived. */
  *archived(): Generator<{ n: number; id: string; seq: number }> {
    for (const [id, { n, entrySeq }] of this.#found) if (entrySeq !== undefined) yield { n, id, seq: entrySeq };
  }
}
