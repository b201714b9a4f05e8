import { canonicalBytes, escapeHalves } from '../evidence/canonical.ts';
import { fromBase64 } from '../core/base64.ts';
import { sha256Hex } from '../evidence/hash.ts';
import { checkSignal, type BagFiles } from './bag-files.ts';
import { CHAIN } from './chain-file.ts';
import { CUSTODY } from './custody-file.ts';
import type { LinkSeen } from './entries.ts';
import type { Findings } from './findings.ts';
import { isObject, parseObject } from './json.ts';

const MASKING = 'data/masking.json';

interface Item {
  token: string;
  /** Of a full copy. */
  text?: string;
  /** Of a masked copy. */
  sha256?: string;
}

interface Masking {
  salts: Uint8Array[];
  items: Item[];
}

/** The salt may be written in hex, base64 or as it is; the hashes say which. */
function saltBytes(salt: unknown): Uint8Array[] {
  if (typeof salt !== 'string') return [];
  const ways = [new TextEncoder().encode(salt)];
  if (/^([0-9a-f]{2})+$/.test(salt)) ways.push(Uint8Array.from(salt.match(/../g)!, (pair) => parseInt(pair, 16)));
  try {
    ways.push(fromBase64(salt));
  } catch { /* another way */ }
  return ways;
}

async function readMasking(bag: BagFiles): Promise<Masking | undefined> {
  const file = parseObject(await bag.read(MASKING));
  if (!file || file.format !== 1 || !Array.isArray(file.items)) return undefined;
  const items = (file.items as unknown[]).filter((item) => isObject(item) && typeof item.token === 'string' && item.token !== '') as unknown as Item[];
  return items.length === file.items.length ? { salts: saltBytes(file.salt), items } : undefined;
}

/** What may be a token inside a text: where the page itself wrote such a bracket, that is masked too. */
const TOKEN = /⟦[^⟦⟧]*⟧/g;

/** Puts the texts back where their tokens stand, whole or inside a text. Once, so that no text is taken for a token. */
export function unmask(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return texts.get(one) ?? one.replace(TOKEN, (token) => texts.get(token) ?? token);
    if (Array.isArray(one)) return one.map(walk);
    return isObject(one) ? Object.fromEntries(Object.entries(one).map(([name, member]) => [name, walk(member)])) : one;
  };
  return walk(value);
}

/**
 * A masked copy against its full copy: the same chain, every masked item the one that the full copy names, and every
 * masked record the sealed one again once the texts are back.
 */
export async function checkMasked(masked: BagFiles, full: BagFiles, found: Findings, links: readonly LinkSeen[], signal?: AbortSignal): Promise<void> {
  if (masked.held.get(CHAIN)?.sha256 !== full.held.get(CHAIN)?.sha256) found.whole('masked_text');
  const plain = await readMasking(full);
  const texts = await textsOf(masked, plain, found);
  await checkLog(masked, full, found, plain?.salts ?? [], signal);
  for (const { check } of links) {
    checkSignal(signal);
    if (check.content !== 'masked' || check.ok === false) continue;
    const body = parseObject(await masked.read(`${check.folder}/record.masked.json`));
    const record = full.held.get(`${check.folder}/record.json`)?.sha256;
    if (record === check.hash && hashOf(unmask(body, texts)) === check.hash) check.ok = true;
    else found.entry(check, 'masked_text');
  }
}

async function textsOf(masked: BagFiles, plain: Masking | undefined, found: Findings): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const hashes = await readMasking(masked);
  for (const { token, text } of plain?.items ?? []) if (typeof text === 'string') texts.set(token, text.isWellFormed() ? text : escapeHalves(text));
  for (const { token, sha256 } of hashes?.items ?? []) {
    const text = texts.get(token);
    const bytes = new TextEncoder().encode(text ?? '');
    if (text === undefined || !isSalted(plain!.salts, bytes, sha256)) found.file(MASKING, 'masked_items');
  }
  if (!hashes && masked.has(MASKING)) found.file(MASKING, 'masked_items');
  return texts;
}

const isSalted = (salts: readonly Uint8Array[], bytes: Uint8Array, hash: unknown): boolean => salts.some((salt) => sha256Hex(Uint8Array.from([...salt, ...bytes])) === hash);

/** The log of the masked copy has the salted hash of each line of the full one. */
async function checkLog(masked: BagFiles, full: BagFiles, found: Findings, salts: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
  if (!masked.has(CUSTODY) || !full.has(CUSTODY)) return;
  const others = full.lines(CUSTODY, signal);
  let n = 0;
  for await (const line of masked.lines(CUSTODY, signal)) {
    n += 1;
    const [one, { value: other }] = [parseObject(line), await others.next()];
    const [hash, plain] = [one?.hash, parseObject(typeof other === 'string' ? other : null)?.hash];
    if (typeof plain === 'string' && (hash === plain || isSalted(salts, new TextEncoder().encode(plain), hash))) continue;
    found.whole('custody_hash', n);
    return;
  }
  if (!(await others.next()).done) found.whole('custody_order', n + 1);
}

function hashOf(value: unknown): string | null {
  try {
    return sha256Hex(canonicalBytes(value));
  } catch {
    return null;
  }
}
