import type { BagFiles } from './bag-files.ts';
import type { Findings } from './findings.ts';
import { decode } from './json.ts';
import { readKey, signed, type BundleKey } from './key.ts';

export const MANIFEST = 'manifest-sha256.txt';
export const STAMP = 'manifest-sha256.txt.tsr';
export const STAMP_CHAIN = 'tsa-chain.pem';
const TAG_LIST = 'tagmanifest-sha256.txt';
const KEY = 'signing-key.pem';
const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Files beside `data/` that every bundle has. */
const NEEDED = ['bagit.txt', 'bag-info.txt', MANIFEST, `${MANIFEST}.sig`, KEY] as const;
/** A time stamp is asked for when the lists are written already. */
const LATER = new Set([STAMP, STAMP_CHAIN]);
const BESIDE = new Set<string>([...NEEDED, TAG_LIST, 'verify.html', ...LATER]);

/** Path → SHA-256, exactly as `sha256sum` writes it. Undefined for a list that two programs could read in two ways. */
export function parseList(bytes: Uint8Array): Map<string, string> | undefined {
  const text = decode(bytes);
  if (text === undefined || (text !== '' && !text.endsWith('\n'))) return undefined;
  const list = new Map<string, string>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}([A-Za-z0-9._\-/ ()+,@]+)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined || list.has(path)) return undefined;
    list.set(path, hash);
  }
  return list;
}

export interface ListFacts {
  key: BundleKey | undefined;
  manifestSha256: string | null;
  /** The key in the bundle signed the list. */
  signed: boolean;
  /** From `bag-info.txt`: `2026-03-02`. */
  day: string | null;
  tool: string | null;
}

/** BagIt (RFC 8493) and the signature: which files there should be, and whether they are those. */
export async function checkLists(bag: BagFiles, found: Findings): Promise<ListFacts> {
  const keyBytes = await bag.read(KEY, 10_000);
  const key = keyBytes ? await readKey(keyBytes) : undefined;
  if (!keyBytes) found.whole('key_missing');
  else if (!key) found.file(KEY, 'key_form');

  const manifest = await bag.read(MANIFEST);
  const whole = manifest !== undefined && manifest !== null && bag.held.get(MANIFEST)?.sha256 !== null;
  if (manifest === undefined) found.whole('manifest_missing');
  const good = whole && key ? await checkSignature(bag, found, key, manifest) : false;
  const listed = whole ? parseList(manifest) : undefined;
  if (whole && !listed) found.file(MANIFEST, 'manifest_form');
  for (const path of listed?.keys() ?? []) if (!path.startsWith('data/')) found.file(MANIFEST, 'manifest_form');
  if (listed) compare(bag, found, listed, (path) => path.startsWith('data/'), good ? 'signed' : 'listed');

  await checkTagList(bag, found);
  for (const path of bag.held.keys()) if (!path.startsWith('data/') && !BESIDE.has(path)) found.file(path, 'file_extra');
  for (const path of NEEDED) if (!bag.has(path)) found.file(path, 'file_missing');
  if (bag.has('verify.html')) found.notes.add('not_signed');
  return { key, manifestSha256: whole ? bag.held.get(MANIFEST)!.sha256 : null, signed: good, ...(await checkBagTexts(bag, found)) };
}

async function checkSignature(bag: BagFiles, found: Findings, key: BundleKey, manifest: Uint8Array): Promise<boolean> {
  const path = `${MANIFEST}.sig`;
  const signature = await bag.read(path, 10_000);
  if (!signature) {
    found.whole('manifest_unsigned');
    return false;
  }
  const answer = await signed(key, signature, manifest);
  if (answer === 'form') found.file(path, 'signature_form');
  else if (!answer) found.whole('manifest_signature');
  if (answer === true) for (const one of [MANIFEST, path]) found.covered(one, 'signed');
  return answer === true;
}

async function checkTagList(bag: BagFiles, found: Findings): Promise<void> {
  const bytes = await bag.read(TAG_LIST);
  if (!bytes) {
    found.whole('tag_manifest_missing');
    return;
  }
  const list = parseList(bytes);
  if (!list || [...list.keys()].some((path) => path.startsWith('data/') || path === TAG_LIST)) {
    found.file(TAG_LIST, 'tag_manifest_form');
    return;
  }
  compare(bag, found, list, (path) => BESIDE.has(path) && path !== TAG_LIST && !LATER.has(path), 'listed');
}

/** A list against what is there, both ways. `mine`: the files that must stand in this list. */
function compare(bag: BagFiles, found: Findings, list: ReadonlyMap<string, string>, mine: (path: string) => boolean, by: 'signed' | 'listed'): void {
  for (const [path, hash] of list) {
    const held = bag.held.get(path);
    if (!held) found.file(path, 'file_missing');
    else if (held.sha256 !== hash) found.file(path, 'file_changed');
    if (held && found.files.get(path)?.covered === 'none') found.covered(path, by);
  }
  for (const path of bag.held.keys()) if (mine(path) && !list.has(path)) found.file(path, 'file_extra');
}

/** `bagit.txt` and `bag-info.txt`: the version, and how much there is. */
async function checkBagTexts(bag: BagFiles, found: Findings): Promise<Pick<ListFacts, 'day' | 'tool'>> {
  const version = await bag.read('bagit.txt', 10_000);
  if (version === undefined) found.whole('bagit_missing');
  else if (version === null || decode(version) !== BAGIT_TXT) found.file('bagit.txt', 'bagit_wrong');
  const info = decode((await bag.read('bag-info.txt', 100_000)) ?? new Uint8Array()) ?? '';
  const value = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(info)?.[1] ?? null;
  let bytes = 0;
  let files = 0;
  for (const [path, { file }] of bag.held) {
    if (!path.startsWith('data/')) continue;
    bytes += file.size;
    files += 1;
  }
  if (bag.has('bag-info.txt') && value('Payload-Oxum') !== `${bytes}.${files}`) found.file('bag-info.txt', 'oxum_wrong');
  return { day: value('Bagging-Date'), tool: value('Bag-Software-Agent') };
}
