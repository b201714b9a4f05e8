import type { BundleFacts } from '../core/verification.ts';
import type { BagFiles } from './bag-files.ts';
import { CHAIN, type ChainFacts } from './chain-file.ts';
import type { LinkSeen } from './entries.ts';
import type { Findings } from './findings.ts';
import { isHash, isObject, parseObject, textOf, type Loose } from './json.ts';

const BUNDLE = 'data/bundle.json';

/** What the bundle says it is. Undefined for a bundle of before there was such a file. */
export async function readBundleFile(bag: BagFiles, found: Findings): Promise<Loose | undefined> {
  const bytes = await bag.read(BUNDLE);
  if (bytes === undefined) return undefined;
  const bundle = parseObject(bytes);
  if (!bundle || bundle.format !== 1 || (bundle.copy !== 'full' && bundle.copy !== 'masked') || !Array.isArray(bundle.files) || !isObject(bundle.counts)) found.file(BUNDLE, 'bundle_form');
  return bundle;
}

/** Whether the bundle says that it holds every link; `but`: those that were sealed while it was made, and that it names. */
export async function claimsEverything(bag: BagFiles, bundle: Loose | undefined): Promise<{ but: ReadonlySet<unknown> } | null> {
  if (!isObject(bundle?.selection) || bundle.selection.everything !== true || bundle.follows !== null) return null;
  const problems = parseObject(await bag.read('data/not-captured.json'))?.problems;
  const late = (Array.isArray(problems) ? (problems as unknown[]) : []).filter((one) => isObject(one) && one.what === 'entry_outside_selection');
  return { but: new Set(late.map((one) => (one as Loose).entry)) };
}

/** Facts to show: words of whoever made the bundle. */
export function bundleFacts(bundle: Loose | undefined): Pick<BundleFacts, 'madeAt' | 'zone' | 'tool' | 'copy' | 'selection' | 'follows' | 'of'> {
  const { follows, of, tool, selection } = bundle ?? {};
  return {
    madeAt: textOf(bundle?.createdAt), zone: textOf(bundle?.zone),
    tool: isObject(tool) ? [textOf(tool.name), textOf(tool.version)].filter(Boolean).join(' ') || null : null,
    copy: bundle?.copy === 'full' || bundle?.copy === 'masked' ? bundle.copy : null,
    selection: isObject(selection) ? textOf(selection.words) : null,
    follows: isObject(follows) && isHash(follows.manifestSha256) ? { manifestSha256: follows.manifestSha256, at: textOf(follows.at) ?? '' } : null,
    of: isObject(of) && isHash(of.manifestSha256) ? of.manifestSha256 : null,
  };
}

/** What `bundle.json` says against what was found: key, head of the chain, kind of copy, counts and the list of files. */
export function checkBundleFile(
  bag: BagFiles, found: Findings, bundle: Loose, { key, chain, links, flags }: { key: string | undefined; chain: ChainFacts | null; links: readonly LinkSeen[]; flags: number },
): void {
  if (key !== undefined && bundle.keyId !== key) found.file(BUNDLE, 'other_key');
  const head = isObject(bundle.chain) ? bundle.chain : {};
  if (!bag.has(CHAIN)) found.whole('chain_missing');
  else if (chain && (head.seq !== chain.links || head.hash !== chain.hash)) found.whole('chain_head', chain.links);
  const masked = links.filter(({ check }) => check.content === 'masked').length;
  const whole = links.filter(({ check }) => check.content === 'whole').length;
  if ((bundle.copy === 'full' && (masked > 0 || bundle.of !== null)) || (bundle.copy === 'masked' && (whole > 0 || !isObject(bundle.of) || !isHash(bundle.of.manifestSha256)))) found.whole('copy_kind');
  checkCounts(found, bundle, links, flags);
  checkFileList(bag, found, bundle);
}

export function countLinks(links: readonly LinkSeen[]): { entries: number; changes: number; deleted: number } {
  const count = (keep: (link: LinkSeen) => boolean): number => links.filter(keep).length;
  return {
    entries: count(({ check }) => check.type === 'message'), changes: count(({ check }) => check.type === 'change'),
    deleted: count(({ check }) => check.content === 'deleted'),
  };
}

function checkCounts(found: Findings, bundle: Loose, links: readonly LinkSeen[], flags: number): void {
  if (!isObject(bundle.counts)) return;
  const here = countLinks(links);
  const tombstones = links.filter(({ check }) => check.type === 'deleted').length;
  const { counts } = bundle;
  const deleted = counts.deleted === here.deleted || counts.deleted === tombstones;
  if (counts.flags !== flags || counts.entries !== here.entries || counts.changes !== here.changes || !deleted) found.whole('bundle_counts');
}

function checkFileList(bag: BagFiles, found: Findings, bundle: Loose): void {
  if (!Array.isArray(bundle.files)) return;
  const listed = new Set<unknown>();
  let good = true;
  for (const file of bundle.files as unknown[]) {
    if (!isObject(file) || typeof file.path !== 'string' || listed.has(file.path)) {
      good = false;
      continue;
    }
    listed.add(file.path);
    const held = bag.held.get(file.path);
    if (!held || held.sha256 !== file.sha256 || held.file.size !== file.bytes) good = false;
    // A file beside `data/` that this file names is under the signature after all.
    else if (!file.path.startsWith('data/') && found.files.get(BUNDLE)?.covered === 'signed') found.covered(file.path, 'signed');
  }
  for (const path of bag.held.keys()) if (path.startsWith('data/') && path !== BUNDLE && !listed.has(path)) good = false;
  if (!good) found.whole('bundle_files');
}
