import type { EntryCheck, ProblemCode } from '../core/verification.ts';
import { fromBase64, toBase64 } from '../core/base64.ts';
import { canonicalBytes } from '../evidence/canonical.ts';
import { sha256Hex } from '../evidence/hash.ts';
import { checkSignal, type BagFiles } from './bag-files.ts';
import type { Findings } from './findings.ts';
import { isHash, isObject, isSeq, parseObject, textOf, type Loose } from './json.ts';
import { signed, type BundleKey } from './key.ts';

/** What the other checks need to know of one link in the bundle. */
export interface LinkSeen {
  check: EntryCheck;
  prev: string;
  keyId: string;
  signature: string;
  /** Of a message. */
  flagId: string | null;
  /** SHA-256 (hex) of the canonical message in the record. */
  messageSha256: string | null;
  about: { seq: number; hash: string } | null;
}

const FIXED = new Set(['entry.json', 'record.json', 'record.sig', 'record.masked.json']);

/** Every folder under `data/entries/`, each by itself and beside the one before. By rising number. */
export async function checkEntries(
  bag: BagFiles, found: Findings, key: BundleKey | undefined, options: { signal?: AbortSignal; onDone?: (done: number, total: number) => void },
): Promise<LinkSeen[]> {
  const folders = new Map<string, string[]>();
  for (const path of bag.held.keys()) {
    if (!path.startsWith('data/entries/')) continue;
    const [, folder, name] = /^(data\/entries\/[^/]+)\/([^/]+)$/.exec(path) ?? [];
    if (folder === undefined || name === undefined) found.file(path, 'artefact_extra');
    else folders.set(folder, [...(folders.get(folder) ?? []), name]);
  }
  const seen: LinkSeen[] = [];
  for (const [folder, names] of folders) {
    checkSignal(options.signal);
    const link = await checkFolder(bag, found, key, folder, names);
    if (link) seen.push(link);
    options.onDone?.(seen.length, folders.size);
  }
  seen.sort((a, b) => a.check.seq - b.check.seq);
  checkNeighbours(found, seen);
  found.entries.push(...seen.map(({ check }) => check));
  return seen;
}

async function checkFolder(bag: BagFiles, found: Findings, key: BundleKey | undefined, folder: string, names: readonly string[]): Promise<LinkSeen | undefined> {
  const path = (name: string): string => `${folder}/${name}`;
  const bytes = await bag.read(path('entry.json'));
  const entry = parseObject(bytes);
  const { seq, hash, prev, keyId, signature } = entry ?? {};
  if (!entry || entry.format !== 1 || !isSeq(seq) || !isHash(hash) || !isHash(prev) || !isHash(keyId) || typeof signature !== 'string') {
    found.file(path('entry.json'), bytes === undefined ? 'entry_missing' : 'entry_form');
    return undefined;
  }
  const deleted = entry.deleted === true;
  const masked = !deleted && names.includes('record.masked.json');
  const check: EntryCheck = { seq, folder, type: null, hash, sealedAt: null, ok: true, content: deleted ? 'deleted' : masked ? 'masked' : 'whole', problems: [] };
  const link: LinkSeen = { check, prev, keyId, signature, flagId: null, messageSha256: null, about: null };
  const problem = (code: ProblemCode): void => found.entry(check, code);

  if (folder !== `data/entries/${String(seq).padStart(4, '0')}`) problem('entry_folder');
  if (key && keyId !== key.id) problem('other_key');
  // What the files of this folder are by the lists is part of what this entry is.
  for (const name of names) if (!found.files.get(path(name))!.ok) for (const code of found.files.get(path(name))!.problems) problem(code);
  if (deleted) {
    if (names.length > 1) problem('deleted_content');
    return link;
  }
  const body = masked ? await maskedBody(bag, path, problem) : await wholeBody(bag, path, key, link, problem);
  if (masked && (names.includes('record.json') || names.includes('record.sig'))) problem('copy_kind');
  if (body) readBody(body, entry, link, problem);
  checkArtefacts(bag, { folder, names, masked }, entry, body, problem);
  // A masked record proves nothing by itself.
  if (masked && check.ok) check.ok = null;
  return link;
}

async function maskedBody(bag: BagFiles, path: (name: string) => string, problem: (code: ProblemCode) => void): Promise<Loose | undefined> {
  const body = parseObject(await bag.read(path('record.masked.json')));
  if (!body) problem('record_form');
  return body;
}

/** `record.json`: the very bytes that were hashed and signed. */
async function wholeBody(
  bag: BagFiles, path: (name: string) => string, key: BundleKey | undefined, { check, signature }: LinkSeen, problem: (code: ProblemCode) => void,
): Promise<Loose | undefined> {
  const bytes = await bag.read(path('record.json'));
  if (!bytes) {
    problem(bytes === null ? 'too_large' : 'record_missing');
    return undefined;
  }
  if (sha256Hex(bytes) !== check.hash) problem('record_hash');
  const body = parseObject(bytes);
  if (!body || !isCanonical(body, bytes)) problem('record_form');
  const der = await bag.read(path('record.sig'), 10_000);
  if (!der) problem('record_signature');
  else {
    if (!sameSignature(signature, der)) problem('record_signature');
    const answer = key ? await signed(key, der, bytes) : true;
    if (answer !== true) problem(answer === 'form' ? 'signature_form' : 'record_signature');
  }
  return body;
}

export function isCanonical(body: unknown, bytes: Uint8Array): boolean {
  try {
    const again = canonicalBytes(body);
    return again.length === bytes.length && sha256Hex(again) === sha256Hex(bytes);
  } catch {
    return false;
  }
}

function sameSignature(base64: string, der: Uint8Array): boolean {
  try {
    return toBase64(fromBase64(base64)) === toBase64(der);
  } catch {
    return false;
  }
}

/** The record against `entry.json`, which repeats its number and what it follows. */
function readBody(body: Loose, entry: Loose, link: LinkSeen, problem: (code: ProblemCode) => void): void {
  const facts = isObject(body.facts) ? body.facts : {};
  const type = facts.type ?? 'message';
  if (type === 'message' || type === 'change' || type === 'deleted') link.check.type = type;
  else problem('record_form');
  if (body.format !== 1 || body.seq !== entry.seq || body.prev !== entry.prev || (entry.type !== undefined && entry.type !== type)) problem('record_differs');
  link.check.sealedAt = textOf(body.sealedAt);
  if (type === 'message') {
    link.flagId = textOf(facts.flagId);
    try {
      link.messageSha256 = sha256Hex(canonicalBytes(facts.message));
    } catch {
      problem('record_form');
    }
  } else if (isObject(facts.about) && isSeq(facts.about.seq) && isHash(facts.about.hash)) {
    link.about = { seq: facts.about.seq, hash: facts.about.hash };
    if (facts.about.seq >= link.check.seq) problem('entry_about');
  } else if (link.check.content === 'whole') problem('record_form');
}

/** The files of the folder against the hashes in the sealed facts, and against `files` of `entry.json`. */
function checkArtefacts(
  bag: BagFiles, { folder, names, masked }: { folder: string; names: readonly string[]; masked: boolean }, entry: Loose, body: Loose | undefined, problem: (code: ProblemCode) => void,
): void {
  const facts = isObject(body?.facts) ? body.facts : {};
  const sealed = new Map<string, unknown>();
  for (const artefact of [facts.fragment, facts.picture]) if (isObject(artefact) && typeof artefact.file === 'string') sealed.set(artefact.file, artefact.sha256);
  for (const name of names) if (!FIXED.has(name) && !sealed.has(name)) problem('artefact_extra');
  // Of a masked copy the pictures are others, with boxes, or are left out.
  if (masked) return;
  const expected = new Map(sealed);
  if (isObject(entry.files)) {
    for (const [name, hash] of Object.entries(entry.files)) {
      if (name === 'entry.json' || (expected.has(name) && expected.get(name) !== hash)) problem('artefact_changed');
      else expected.set(name, hash);
    }
    for (const name of names) if (!FIXED.has(name) && !Object.hasOwn(entry.files, name)) problem('artefact_extra');
  }
  for (const [name, hash] of expected) {
    const held = bag.held.get(`${folder}/${name}`);
    if (!held) problem(name === 'record.json' ? 'record_missing' : 'artefact_missing');
    else if (held.sha256 !== hash) problem('artefact_changed');
  }
}

function checkNeighbours(found: Findings, seen: readonly LinkSeen[]): void {
  const byNumber = new Map<number, LinkSeen>();
  for (const link of seen) {
    const { check, prev } = link;
    const twin = byNumber.get(check.seq);
    if (twin) for (const one of [twin, link]) found.entry(one.check, 'entry_twice');
    const before = byNumber.get(check.seq - 1);
    if (before && before.check.hash !== prev) found.entry(check, 'entry_prev');
    byNumber.set(check.seq, link);
  }
  for (const { check, about } of seen) {
    const meant = about && byNumber.get(about.seq);
    if (about && meant && meant.check.hash !== about.hash) found.entry(check, 'entry_about');
  }
}
