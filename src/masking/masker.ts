import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { FIRST_PREV, type CustodyRecord, type Entry } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import type { MaskItem, MaskPiece } from '../core/masking.ts';
import { maskedFlag } from './mask-flag.ts';
import { maskedBody, type MaskWords } from './mask-record.ts';
import { Tokens, type OtherKind } from './tokens.ts';
import type { FullMap } from './unmask.ts';

export interface MaskerInput {
  items: readonly MaskItem[];
  /** Exactly what both copies will hold. Read once, to know every token before the first file is written. */
  flags: AsyncIterable<Flag> | Iterable<Flag>;
  entries: AsyncIterable<Entry> | Iterable<Entry>;
  /** 64 random hex digits. */
  salt?: string;
  signal?: AbortSignal;
}

export interface Masker {
  /** A text of the page or of the reader: file names, chosen words, titles. */
  text(text: string): string;
  flag(flag: Flag): Flag;
  /** What a flag is called in the masked copy, in its records and its log. */
  flagId(id: string): string;
  /**
   * The sealed body with tokens in it.
   * @throws Failure `bad_request` for a link that was not among `entries` and holds something new
   */
  record(entry: Entry): unknown;
  /** Numbers, acts and times stay; hashes become salted ones, because a flag's id can be guessed. */
  custody(record: CustodyRecord): CustodyRecord;
  /** `data/masking.json` of the full copy. */
  fullMap: FullMap;
  /** …and of the masked one. */
  maskedMap(of: { manifestSha256: string; bundleId: string }): { format: 1; of: object; items: { token: string; kind: string; sha256: string }[] };
}

/** Before and after of one text, for looking at before anything is made. */
export function previewMask(items: readonly MaskItem[]): (text: string) => MaskPiece[] {
  const tokens = new Tokens(items);
  return (text) => tokens.pieces(text)!;
}

/** Reads what is to be copied and makes the masking of it. Nothing is changed. */
export async function makeMasker({ items, flags, entries, salt = bytesToHex(randomBytes(32)), signal }: MaskerInput): Promise<Masker> {
  const tokens = new Tokens(items);
  const salted = (text: string): string => bytesToHex(sha256(utf8ToBytes(salt + text)));
  const words = (strict: boolean): MaskWords => {
    const known = <T>(value: T | null): T => {
      if (value === null) throw new Failure('bad_request', 'a link is newer than its masking');
      return value;
    };
    return {
      text: (text) => known(tokens.pieces(text, strict)).map(({ shown }) => shown).join(''),
      pieces: (text) => known(tokens.pieces(text, strict)),
      other: (kind: OtherKind, text) => tokens.other(kind, text) ?? (strict ? known<string>(null) : Tokens.unknown(kind)),
      flagId: (id) => {
        const token = salted(id);
        if (strict && !tokens.given('flag', token, id)) known(null);
        return token;
      },
    };
  };
  const [exact, calm] = [words(true), words(false)];
  for await (const flag of flags) {
    signal?.throwIfAborted();
    maskedFlag(flag, calm);
  }
  for await (const { body } of entries) {
    signal?.throwIfAborted();
    if (body) maskedBody(body, exact);
  }
  tokens.close();

  const listed = tokens.items();
  const saltedHash = (hash: string): string => (hash === FIRST_PREV ? hash : salted(hash));
  return {
    text: calm.text,
    flag: (flag) => maskedFlag(flag, calm),
    flagId: salted,
    record: ({ body }) => (body ? maskedBody(body, exact) : null),
    custody: ({ seq, at, act, detail, prev, hash }) => ({
      seq, at, act,
      detail: Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value !== 'string' || isHashOf(name, value) ? value : name === 'flag' ? salted(value) : calm.text(value)])),
      prev: saltedHash(prev), hash: saltedHash(hash),
    }),
    fullMap: { format: 1, salt, items: listed },
    maskedMap: (of) => ({ format: 1, of, items: listed.map(({ token, kind, text }) => ({ token, kind, sha256: salted(text) })) }),
  };
}

/** Hashes that stand in every copy: of links, whose records are salted, and of manifests. */
const isHashOf = (name: string, value: string): boolean => (name === 'hash' || name === 'manifestSha256') && /^[0-9a-f]{64}$/.test(value);
