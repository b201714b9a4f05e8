import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Recorded } from './bag.ts';
import type { BundleInput } from './input.ts';

export interface Counts {
  flags: number;
  /** Archived messages, with their content. */
  entries: number;
  changes: number;
  /** Tombstones. */
  deleted: number;
}

const TYPES: Record<string, string> = {
  json: 'application/json', ndjson: 'application/x-ndjson', html: 'text/html', csv: 'text/csv', txt: 'text/plain', png: 'image/png', sig: 'application/octet-stream',
};

const ROLES: [path: RegExp, role: string][] = [
  [/\/record\.json$/, 'sealed record'], [/\/record\.masked\.json$/, 'sealed record, masked'], [/\/record\.sig$/, 'signature of the record'], [/\/entry\.json$/, 'place in the chain'],
  [/\/message\.html$/, 'fragment of the page'], [/\/picture\.png$/, 'picture'], [/flags\.ndjson$/, 'messages, exact'], [/flags\.csv$/, 'messages, table'],
  [/report(?:-small)?\.html$/, 'report for reading'], [/README\.txt$/, 'how to read and check'], [/chain\.ndjson$/, 'chain'], [/custody\.ndjson$/, 'custody log'],
  [/^verify\.html$/, 'checks this bundle offline'], [/not-captured\.json$/, 'what is missing'], [/masking\.json$/, 'what is masked'], [/schemas\//, 'form of a file'],
];

/** `bundle.json`: what this bundle is, with every file that went by, and the page that checks it, which the signed list does not name. */
export function bundleJson({ input, made, counts, chain, key, files, verifyPage }: {
  input: BundleInput; made: { local: string; offsetMinutes: number }; counts: Counts; chain: { seq: number; hash: string }; key: string; files: ReadonlyMap<string, Recorded>; verifyPage: string;
}): string {
  const { software, copy } = input;
  const page = utf8ToBytes(verifyPage);
  const listed: Iterable<[string, Recorded]> = [...files, ['verify.html', { sha256: bytesToHex(sha256(page)), bytes: page.length }]];
  return `${JSON.stringify({
    format: 1,
    bundleId: input.bundleId,
    createdAt: input.now,
    createdLocal: made.local,
    zone: input.zone,
    utcOffsetMinutes: made.offsetMinutes,
    clock: { offsetMs: null, source: 'not_measured' },
    hashAlgorithm: 'SHA-256',
    tool: { name: 'Witnessmark', version: software.extension },
    environment: { browser: software.browser, os: software.os, userAgent: software.userAgent, locale: software.locale },
    copy: copy.kind,
    of: copy.kind === 'masked' ? copy.of : null,
    selection: { words: input.filterWords, caseKey: input.caseKey, everything: input.everything },
    follows: input.follows,
    chain,
    counts,
    keyId: key,
    files: [...listed].map(([path, { sha256, bytes }]) => ({
      path, bytes, type: TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream', sha256, role: ROLES.find(([pattern]) => pattern.test(path))?.[1] ?? '',
    })),
  }, null, 1)}\n`;
}
