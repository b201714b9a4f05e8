import { sha256 } from '@noble/hashes/sha2.js';
import type { Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { Bag, BAGIT_TXT, bagInfo, type Chunk, type Chunks } from './bag.ts';
import { bundleJson, type Counts } from './bundle-facts.ts';
import { CSV_HEAD, flagRow } from './csv.ts';
import { EntryWriter, type SealedNote } from './entries.ts';
import type { BundleInput } from './input.ts';
import { pemFingerprint } from './key.ts';
import { flagOfLink, linkFacts, linkType } from './link-files.ts';
import { flagLine, jsonLine } from './ndjson.ts';
import { Gaps } from './not-captured.ts';
import { Progress } from './progress.ts';
import { readme } from './readme.ts';
import type { ReportFacts } from './report-facts.ts';
import { fileFigure } from './report-figure.ts';
import { report } from './report.ts';
import { SCHEMAS } from './schema.ts';
import { Selection, type NumberedFlag } from './selection.ts';
import type { Sources } from './sources.ts';
import { Survey } from './survey.ts';
import { clockIn } from './times.ts';
import { sayIn } from './words.ts';

/** A file of the bag, to be taken to its end before the next is asked for. */
export interface BagFile {
  path: string;
  chunks: AsyncIterable<Uint8Array>;
}

/** What is known once the last file was taken. */
export interface Totals extends Counts {
  manifest: Uint8Array;
  head: { seq: number; hash: string };
  stamped: boolean | undefined;
}

/** What all parts of one bundle share. */
interface Work {
  input: BundleInput;
  sources: Sources;
  totals: Totals;
  bag: Bag;
  clock: ReturnType<typeof clockIn>;
  selection: Selection;
  survey: Survey;
  gaps: Gaps;
  progress: Progress;
  /** Fingerprint of the key that is in the bundle. */
  key: string;
  /** Archived messages by flag id. */
  sealed: Map<string, SealedNote>;
  /** Changes and tombstones, by the flag they speak of. */
  later: Map<string, SealedNote[]>;
  /** Links whose content was deleted. */
  gone: SealedNote[];
}

type Files = AsyncGenerator<BagFile, void, void>;

/**
 * Every file of the bundle, in the order in which it is written. The flags are read three times: for the NDJSON, which
 * fixes what the selection is, for the CSV and for the report.
 */
export async function* bagFiles(input: BundleInput, sources: Sources, totals: Totals): Files {
  const clock = clockIn(input.zone);
  const key = pemFingerprint(input.publicKeyPem);
  const work: Work = {
    input, sources, totals, clock, key, bag: new Bag(), selection: new Selection(), survey: new Survey(clock), gaps: new Gaps(input),
    progress: new Progress(input.onProgress), sealed: new Map(), later: new Map(), gone: [],
  };
  if (key !== input.keyId) work.gaps.problem('key_id_differs', { stated: input.keyId, found: key });
  yield* exactFiles(work);
  yield* linkFiles(work);
  yield* filesForReading(work);
  yield* tagFiles(work);
}

const file = ({ bag }: Work, path: string, chunks: Chunks): BagFile => ({ path, chunks: bag.record(path, chunks) });

/** The first reading: what the selection is. */
async function* exactFiles(work: Work): Files {
  const { input, sources, selection, survey, gaps, progress } = work;
  const masked = input.copy.kind === 'masked';
  yield file(work, 'data/flags.ndjson', (async function* () {
    for await (const flag of progress.count('flags', input.total, sources.read(input.flags))) {
      const numbered = selection.add(flag);
      if (!numbered) continue;
      survey.add(flag, numbered.n);
      gaps.flag(flag, numbered.n);
      yield flagLine(numbered, masked);
    }
  })());
  for (const [name, schema] of Object.entries(SCHEMAS)) yield file(work, `data/schemas/${name}.schema.json`, [`${JSON.stringify(schema, null, 1)}\n`]);
  if (input.copy.map) yield file(work, 'data/masking.json', [`${JSON.stringify(input.copy.map, null, 1)}\n`]);
}

/** The chain without its contents, then the links of the selection, each checked on the way. */
async function* linkFiles(work: Work): Files {
  const { input, sources, selection, gaps, progress, totals } = work;
  const outside: Entry[] = [];
  yield file(work, 'data/chain.ndjson', (async function* () {
    for await (const entry of progress.count('chain', 0, sources.read(input.links))) {
      // Tombstones are few, hold none of what was deleted, and without them a gap cannot be told from a loss.
      if (!entry.body || linkType(entry) === 'deleted') outside.push(entry);
      totals.head = { seq: entry.seq, hash: entry.hash };
      yield jsonLine(linkFacts(entry));
    }
  })());

  const writer = new EntryWriter(work.key, input);
  const archived = [...selection.archived()];
  for await (const entry of inOrder(progress.count('entries', archived.length, sources.read(input.entries)), outside)) {
    // Sealed after the chain was read: it belongs to the next export.
    if (entry.seq > totals.head.seq) continue;
    for (const [path, content] of await linkContents(work, entry, writer)) yield file(work, path, [content]);
  }
  const numbers = new Set([...work.sealed.values()].map(({ seq }) => seq));
  for (const { n, seq } of archived) if (!numbers.has(seq)) gaps.problem('entry_missing', { entry: seq, number: n });
}

/** Two sequences of links by rising number, as one. A link of both comes once. */
async function* inOrder(entries: AsyncIterable<Entry>, others: readonly Entry[]): AsyncGenerator<Entry, void, void> {
  let at = 0;
  for await (const entry of entries) {
    while (others[at] && others[at]!.seq < entry.seq) yield others[at++]!;
    if (others[at]?.seq === entry.seq) at += 1;
    yield entry;
  }
  for (; at < others.length; at += 1) yield others[at]!;
}

/** A link of a message outside the selection was made meanwhile, or is not meant: it is named and left out. */
async function linkContents({ input: { copy }, selection, gaps, sealed, later, gone, totals }: Work, entry: Entry, writer: EntryWriter): Promise<[path: string, content: Chunk][]> {
  const flagId = flagOfLink(entry, copy);
  const type = linkType(entry);
  if ((type === 'message' || type === 'change') && (typeof flagId !== 'string' || !selection.has(flagId))) {
    gaps.problem('entry_outside_selection', { entry: entry.seq });
    return [];
  }
  const { note, files } = await writer.write(entry);
  gaps.entry(entry, note);
  if (type === 'message') {
    sealed.set(flagId!, note);
    totals.entries += 1;
  } else if (type !== null && typeof flagId === 'string') {
    later.set(flagId, [...(later.get(flagId) ?? []), note]);
    totals[type === 'change' ? 'changes' : 'deleted'] += 1;
  }
  if (type === null) gone.push(note);
  return files.map(([name, content]) => [`data/${note.folder}/${name}`, content]);
}

/** The same flags again, for other readers. */
async function* filesForReading(work: Work): Files {
  const { input, sources, selection, survey, gaps, progress, key, clock, sealed, later, totals } = work;
  const { language, zone, now, software, filterWords } = input;
  totals.flags = selection.size;
  const again = (step: 'files' | 'report'): AsyncGenerator<NumberedFlag> => secondReading(progress.count(step, selection.size, sources.read(input.flags)), selection, gaps, step);
  yield file(work, 'data/flags.csv', (async function* () {
    yield CSV_HEAD;
    for await (const { flag } of again('files')) yield flagRow(flag, sealed.get(flag.id));
  })());
  yield file(work, 'data/custody.ndjson', (async function* () {
    for await (const record of progress.count('custody', 0, sources.read(input.custody))) yield jsonLine(record);
  })());
  const facts: ReportFacts = {
    language, say: sayIn(language), clock, zone, now, filterWords, software, key, survey, sealed, later, gone: work.gone, problems: gaps.problems, copy: input.copy.kind, follows: input.follows,
    bundleId: input.bundleId, figure: async (note: SealedNote) => fileFigure(facts, note),
  };
  yield file(work, 'data/report.html', report(facts, again('report'), (id) => selection.numberOf(id)));
  yield file(work, 'data/not-captured.json', [gaps.json(now)]);
  const made = clock(now)!;
  yield file(work, 'data/README.txt', [readme({ language, made, zone, filterWords, key, counts: totals, example: [...sealed.values()][0], problems: gaps.problems, copy: input.copy.kind, follows: input.follows })]);
  yield file(work, 'data/bundle.json', [bundleJson({ input, made, counts: counted(totals), chain: totals.head, key, files: work.bag.files, verifyPage: input.verifyPage })]);
}

const counted = ({ flags, entries, changes, deleted }: Totals): Counts => ({ flags, entries, changes, deleted });

/** The manifests, now that everything went by. */
async function* tagFiles(work: Work): Files {
  const { input, bag, totals, progress } = work;
  const manifest = new TextEncoder().encode(bag.manifest());
  const signature = await progress.task('sign', () => input.sign(manifest));
  if (signature[0] !== 0x30) throw new Failure('bad_request', 'the signature is not DER');
  totals.manifest = manifest;
  yield file(work, 'bagit.txt', [BAGIT_TXT]);
  yield file(work, 'bag-info.txt', [bagInfo(bag, {
    day: work.clock(input.now)!.day,
    agent: `Witnessmark ${input.software.extension}`,
    id: input.bundleId,
    description: `Chat messages that may be harassment in debt collection, kept by the recipient: ${totals.flags} messages, ${totals.entries} sealed entries${input.copy.kind === 'masked' ? ', masked copy' : ''}. Start with data/report.html and data/README.txt.`,
  })]);
  yield file(work, 'manifest-sha256.txt', [manifest]);
  yield file(work, 'manifest-sha256.txt.sig', [signature]);
  yield file(work, 'signing-key.pem', [input.publicKeyPem]);
  yield file(work, 'verify.html', [input.verifyPage]);
  const stamp = input.stamp && (await progress.task('stamp', () => input.stamp!(sha256(manifest)).catch(() => null)));
  if (input.stamp) totals.stamped = Boolean(stamp);
  if (stamp) {
    yield file(work, 'manifest-sha256.txt.tsr', [stamp.tsr]);
    yield file(work, 'tsa-chain.pem', [stamp.chainPem]);
  }
  yield file(work, 'tagmanifest-sha256.txt', [bag.tagManifest()]);
}

async function* secondReading(flags: AsyncIterable<NumberedFlag['flag']>, selection: Selection, gaps: Gaps, step: string): AsyncGenerator<NumberedFlag, void, void> {
  const seen = new Set<number>();
  for await (const flag of flags) {
    const numbered = selection.again(flag);
    if (!numbered || seen.has(numbered.n)) continue;
    seen.add(numbered.n);
    yield numbered;
  }
  if (seen.size !== selection.size) gaps.problem('flags_gone_meanwhile', { file: step === 'report' ? 'report.html' : 'flags.csv', expected: selection.size, found: seen.size });
}
