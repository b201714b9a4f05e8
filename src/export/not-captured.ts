import type { Entry, NotCaptured } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { SealedNote } from './entries.ts';
import { needsMarks } from '../core/marks.ts';
import type { BundleInput } from './input.ts';
import { NumberList } from './number-list.ts';

/** What a flag lacks, apart from what an entry would hold. */
type FlagLack = 'attachment_contents' | 'sent_at' | 'author_id' | 'characters_in_csv_and_report';

const WHY: Record<FlagLack, string> = {
  attachment_contents: 'not_in_this_version',
  sent_at: 'page_does_not_show',
  author_id: 'page_does_not_show',
  characters_in_csv_and_report: 'not_possible_in_a_plain_file',
};

/** What bundle format 1 has a place for and this bundle does not hold. */
function bundleLacks({ copy, stamp }: Pick<BundleInput, 'copy' | 'stamp'>): { what: string; why: string }[] {
  return [
    { what: 'contact_patterns', why: 'not_in_this_version' },
    ...(stamp ? [] : [{ what: 'outside_time_stamp', why: 'not_asked_for' }]),
    ...(copy.kind === 'masked' ? [{ what: 'page_fragments', why: 'masked_copy' }, { what: 'signatures_of_entries', why: 'masked_copy' }] : []),
  ];
}

function flagLacks({ message }: Flag): FlagLack[] {
  const lacks: FlagLack[] = [];
  if (message.attachments.length > 0 || (message.kind !== 'text' && message.kind !== 'recall')) lacks.push('attachment_contents');
  if (message.sentAt === undefined) lacks.push('sent_at');
  if (message.author.id === undefined) lacks.push('author_id');
  const { text, author, conversation, sentAtShown, url } = message;
  if ([text, author.id ?? '', author.name, conversation.id, conversation.title, sentAtShown, url].some(needsMarks)) lacks.push('characters_in_csv_and_report');
  return lacks;
}

/** Gathers what the bundle does not hold and what was found wrong, for `not-captured.json`. */
export class Gaps {
  readonly #flags = new Map<FlagLack, NumberList>();
  /** By what is missing, as JSON: most entries lack the same things. */
  readonly #entries = new Map<string, NumberList>();
  readonly #problems: object[] = [];
  readonly #bundle: { what: string; why: string }[];

  constructor(input: Pick<BundleInput, 'copy' | 'stamp'>) {
    this.#bundle = bundleLacks(input);
  }

  flag(flag: Flag, n: number): void {
    for (const lack of flagLacks(flag)) {
      const numbers = this.#flags.get(lack) ?? new NumberList();
      numbers.add(n);
      this.#flags.set(lack, numbers);
    }
  }

  entry({ body }: Entry, note: SealedNote): void {
    const facts = body?.facts;
    const missing: NotCaptured[] = (facts && 'notCaptured' in facts && facts.notCaptured) || [];
    if (missing.length > 0) {
      const kind = JSON.stringify(missing);
      const seqs = this.#entries.get(kind) ?? new NumberList();
      seqs.add(note.seq);
      this.#entries.set(kind, seqs);
    }
    for (const what of note.problems) {
      this.#problems.push({ what, entry: note.seq, folder: note.folder, ...(what === 'hash_differs' ? { stated: note.hash, found: note.found } : {}) });
    }
  }

  problem(what: 'entry_missing' | 'entry_outside_selection' | 'key_id_differs' | 'flags_gone_meanwhile', detail: Record<string, string | number>): void {
    this.#problems.push({ what, ...detail });
  }

  get problems(): number {
    return this.#problems.length;
  }

  /** `numbers` are message numbers and `entries` entry numbers, such as `1-40, 52`. */
  json(madeAt: string): string {
    const flags = [...this.#flags].map(([what, numbers]) => ({ what, why: WHY[what], count: numbers.count, numbers: String(numbers) }));
    const entries = [...this.#entries].map(([missing, seqs]) => ({ missing: JSON.parse(missing) as unknown, entries: String(seqs) }));
    return `${JSON.stringify({ format: 1, madeAt, bundle: this.#bundle, flags, entries, problems: this.#problems }, null, 1)}\n`;
  }
}
