import type { Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import { Bag, BAGIT_TXT, bagInfo, type Chunk, type Chunks } from './bag.ts';
import { CSV_HEAD, flagRow } from './csv.ts';
import { EntryWriter, type SealedNote } from './entries.ts';
import type { BundleInput } from './input.ts';
import { pemFingerprint } from './key.ts';
import { flagLine, jsonLine } from './ndjson.ts';
import { Gaps } from './not-captured.ts';
import { Progress } from './progress.ts';
import { readme } from './readme.ts';
import { report } from './report.ts';
import { FLAGS_SCHEMA } from './schema.ts';
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

/** Counts that are whole once the last file was taken. */
export interface Totals {
  flags: number;
  entries: number;
  manifest: Uint8Array;
}

/**
 * Every file of the bundle, in the order in which it is written. The flags are read three times: for the NDJSON, which
 * fixes what the selection is, for the CSV and for the report.
 */
export async function* bagFiles(input: BundleInput, sources: Sources, totals: Totals): AsyncGenerator<BagFile, void, void> {
  const { language, zone, now, software } = input;
  const bag = new Bag();
  const clock = clockIn(zone);
  const selection = new Selection();
  const survey = new Survey(clock);
  const gaps = new Gaps();
  const progress = new Progress(input.onProgress);
  const key = pemFingerprint(input.publicKeyPem);
  const sealed = new Map<string, SealedNote>();
  const file = (path: string, chunks: Chunks): BagFile => ({ path, chunks: bag.record(path, chunks) });
  if (key !== input.keyId) gaps.problem('key_id_differs', { stated: input.keyId, found: key });

  // 1. The first reading: what the selection is.
  yield file('data/flags.ndjson', (async function* () {
    for await (const flag of progress.count('flags', input.total, sources.read(input.flags))) {
      const numbered = selection.add(flag);
      if (!numbered) continue;
      survey.add(flag, numbered.n);
      gaps.flag(flag, numbered.n);
      yield flagLine(numbered);
    }
  })());
  yield file('data/flags.schema.json', [`${JSON.stringify(FLAGS_SCHEMA, null, 2)}\n`]);

  // 2. The sealed entries, each checked against its hash on the way.
  const writer = new EntryWriter(key);
  let written = 0;
  const archived = [...selection.archived()];
  for await (const entry of progress.count('entries', archived.length, sources.read(input.entries))) {
    const files = entryFiles(entry, writer, selection, gaps, sealed);
    for (const [path, content] of files) yield file(path, [content]);
    if (files.length > 0) written += 1;
  }
  const numbers = new Set([...sealed.values()].map(({ seq }) => seq));
  for (const { n, seq } of archived) if (!numbers.has(seq)) gaps.problem('entry_missing', { entry: seq, number: n });

  // 3. The same flags again, for other readers.
  const again = (step: 'files' | 'report'): AsyncGenerator<NumberedFlag> => secondReading(progress.count(step, selection.size, sources.read(input.flags)), selection, gaps, step);
  yield file('data/flags.csv', (async function* () {
    yield CSV_HEAD;
    for await (const { flag } of again('files')) yield flagRow(flag, sealed.get(flag.id));
  })());
  yield file('data/custody.ndjson', (async function* () {
    for await (const record of progress.count('custody', 0, sources.read(input.custody))) yield jsonLine(record);
  })());
  const facts = { language, say: sayIn(language), clock, zone, now, filterWords: input.filterWords, software, key, survey, sealed, problems: gaps.problems };
  yield file('data/report.html', report(facts, again('report'), (id) => selection.numberOf(id)));
  yield file('data/not-captured.json', [gaps.json(now)]);
  const counts = { flags: selection.size, entries: written };
  const made = clock(now)!;
  yield file('data/README.txt', [readme({ language, made, zone, filterWords: input.filterWords, key, counts, example: [...sealed.values()][0], problems: gaps.problems })]);

  // 4. The manifests, now that everything went by.
  const manifest = new TextEncoder().encode(bag.manifest());
  const signature = await progress.task('sign', () => input.sign(manifest));
  if (signature[0] !== 0x30) throw new Failure('bad_request', 'the signature is not DER');
  Object.assign(totals, { ...counts, manifest });
  yield file('bagit.txt', [BAGIT_TXT]);
  yield file('bag-info.txt', [bagInfo(bag, {
    day: made.day,
    agent: `Witnessmark ${software.extension}`,
    description: `Chat messages that may be harassment in debt collection, kept by the recipient: ${counts.flags} messages, ${counts.entries} sealed entries. Start with data/report.html and data/README.txt.`,
  })]);
  yield file('manifest-sha256.txt', [manifest]);
  yield file('manifest-sha256.txt.sig', [signature]);
  yield file('signing-key.pem', [input.publicKeyPem]);
  yield { path: 'tagmanifest-sha256.txt', chunks: bag.record('tagmanifest-sha256.txt', [bag.tagManifest()]) };
}

/** An entry of a message outside the selection was archived meanwhile, or is not meant: it is named and left out. */
function entryFiles(entry: Entry, writer: EntryWriter, selection: Selection, gaps: Gaps, sealed: Map<string, SealedNote>): [path: string, content: Chunk][] {
  const flagId = entry.body?.facts?.flagId;
  if (typeof flagId !== 'string' || !selection.has(flagId)) {
    gaps.problem('entry_outside_selection', { entry: entry.seq });
    return [];
  }
  const { note, files } = writer.write(entry);
  gaps.entry(entry, note);
  sealed.set(flagId, note);
  return files.map(([name, content]) => [`data/${note.folder}/${name}`, content]);
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
