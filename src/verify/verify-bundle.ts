import { compareNoted, type BundleCheck, type BundleFacts, type VerifyOptions } from '../core/verification.ts';
import { verifyStamp as ourStampVerifier } from '../timestamp/verify.ts';
import { BagFiles, checkSignal } from './bag-files.ts';
import { checkLists, STAMP, STAMP_CHAIN } from './bag-list.ts';
import { bundleFacts, checkBundleFile, claimsEverything, countLinks, readBundleFile } from './bundle-file.ts';
import { checkChain } from './chain-file.ts';
import { checkCustody } from './custody-file.ts';
import { checkEntries, type LinkSeen } from './entries.ts';
import { Findings } from './findings.ts';
import { checkFlags } from './flags-file.ts';
import { decode } from './json.ts';
import { checkMasked } from './masked.ts';
import { checkStamp, type StampVerifier } from './stamp.ts';

/** Files that the signed list covers and nothing else is held against. */
const ONLY_LISTED = ['data/report.html', 'data/flags.csv', 'data/README.txt'];

/**
 * Checks a bundle (format 1, `docs/bundle-format.md`) from the ZIP up. Never holds it whole. It says what is wrong and
 * changes nothing.
 * @throws Failure `cancelled`; and what reading the Blob throws
 */
export async function verifyBundle(source: Blob, options: VerifyOptions & { verifyStamp?: StampVerifier | null } = {}): Promise<BundleCheck> {
  const done = await inspect(source, options);
  if (!done) return unreadable(source);
  const { bag, found, links, facts } = done;
  if (facts.copy === 'masked' || links.some(({ check }) => check.content === 'masked')) {
    found.notes.add('flags_masked');
    if (options.full) await checkFull(options.full, done, options);
    if (links.some(({ check }) => check.ok === null)) found.notes.add('masked');
  }
  facts.stamp = await stampOf(bag, found, facts, options);
  if (options.noted !== undefined && ['differs', 'short'].includes(compareNoted(options.noted, facts))) found.whole('noted_differs');
  const open = found.notes.has('no_chain') || found.notes.has('masked') || found.notes.has('stamp_unchecked');
  return {
    overall: found.bad ? 'bad' : open ? 'incomplete' : 'good', readable: true, problems: found.problems, notes: [...found.notes],
    files: [...found.files.values()], entries: found.entries, facts,
  };
}

interface Inspected {
  bag: BagFiles;
  found: Findings;
  links: LinkSeen[];
  facts: BundleFacts;
}

async function inspect(source: Blob, { signal, onProgress }: VerifyOptions): Promise<Inspected | null> {
  // 1. The ZIP: what there is, and whether two programs would find the same in it.
  checkSignal(signal);
  onProgress?.({ step: 'directory', done: 0, total: 1 });
  const bag = await BagFiles.open(source, signal);
  if (!bag) return null;

  // 2. Every file, hashed while it goes by.
  const total = bag.bytes;
  let bytes = 0;
  onProgress?.({ step: 'files', done: 0, total });
  for (const path of [...bag.held].sort(([, a], [, b]) => a.file.offset - b.file.offset).map(([path]) => path)) {
    checkSignal(signal);
    await bag.hash(path, (more) => onProgress?.({ step: 'files', done: bytes += more, total }), signal);
  }
  const found = new Findings(bag);
  for (const code of bag.problems) found.whole(code);
  if (bag.root !== '' || [...bag.held.values()].some(({ file }) => file.method !== 0)) found.notes.add('packed_again');

  // 3. The lists and their signature.
  const list = await checkLists(bag, found);

  // 4. Every sealed link, then the files that tie them together.
  const links = await checkEntries(bag, found, list.key, { signal, onDone: (done, all) => onProgress?.({ step: 'entries', done, total: all }) });
  onProgress?.({ step: 'records', done: 0, total: 1 });
  const bundle = await readBundleFile(bag, found);
  const everything = await claimsEverything(bag, bundle);
  const chain = await checkChain(bag, found, links, list.key?.id, everything, signal);
  const custody = await checkCustody(bag, found, bundle?.copy === 'masked', signal);
  const flags = await checkFlags(bag, found, links, bundle?.copy === 'masked', signal);
  if (bundle) checkBundleFile(bag, found, bundle, { key: list.key?.id, chain, links, flags });
  else if (!chain) found.notes.add('no_chain');
  if (ONLY_LISTED.some((path) => bag.has(path))) found.notes.add('only_listed');

  const said = bundleFacts(bundle);
  const facts: BundleFacts = {
    bytes: source.size, files: bag.held.size, manifestSha256: list.manifestSha256, keyId: list.key?.id ?? null, signed: list.signed,
    ...said, madeAt: said.madeAt ?? list.day, tool: said.tool ?? list.tool, counts: { flags, ...countLinks(links) }, chain, custody, stamp: null,
  };
  return { bag, found, links, facts };
}

/** The full copy must be good by itself, be the one that is meant, and hold what the masked one hides. */
async function checkFull(source: Blob, { bag, found, links, facts }: Inspected, { signal, onProgress }: VerifyOptions): Promise<void> {
  const full = await inspect(source, { signal, onProgress: ({ done, total, step }) => onProgress?.({ step: step === 'files' ? 'full' : step, done, total }) });
  if (!full || full.found.bad || full.facts.copy !== 'full') {
    found.whole('full_bad');
    return;
  }
  if (facts.of === null || facts.of !== full.facts.manifestSha256 || facts.keyId !== full.facts.keyId) {
    found.whole('masked_of');
    return;
  }
  await checkMasked(bag, full.bag, found, links, signal);
}

async function stampOf(bag: BagFiles, found: Findings, { manifestSha256 }: BundleFacts, { stamp, verifyStamp = ourStampVerifier }: VerifyOptions & { verifyStamp?: StampVerifier | null }): Promise<BundleFacts['stamp']> {
  const tsr = stamp ?? (await bag.read(STAMP, 1_000_000));
  if (!tsr || manifestSha256 === null) {
    found.notes.add('no_stamp');
    return null;
  }
  const chain = await bag.read(STAMP_CHAIN, 1_000_000);
  const check = await checkStamp(tsr, manifestSha256, chain ? decode(chain) : undefined, verifyStamp);
  if (check.ok === null) found.notes.add('stamp_unchecked');
  if (check.ok === false) found.whole('stamp_wrong');
  if (check.ok) found.notes.add('stamp_by');
  return check;
}

function unreadable(source: Blob): BundleCheck {
  return {
    overall: 'bad', readable: false, problems: [{ code: 'zip_no_end' }], notes: [], files: [], entries: [],
    facts: {
      bytes: source.size, files: 0, manifestSha256: null, keyId: null, signed: false, madeAt: null, zone: null, tool: null, copy: null, selection: null,
      counts: { flags: 0, entries: 0, changes: 0, deleted: 0 }, chain: null, custody: null, follows: null, of: null, stamp: null,
    },
  };
}
