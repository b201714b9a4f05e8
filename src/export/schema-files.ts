import { count, document, list, moment, number, object, oneOf, orNull, said, sha256, text, type Schema } from './schema-parts.ts';

const base64: Schema = { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$' };
const link = {
  seq: number,
  type: oneOf(['message', 'change', 'deleted', null], 'an archived message; something that befell one later; the tombstone of one; null: its content was deleted, a tombstone names it'),
  hash: said(sha256, 'SHA-256 of record.json'),
  prev: said(sha256, 'Hash of the link before; 64 zeros for the first'),
  keyId: said(sha256, 'SHA-256 of the public key (SubjectPublicKeyInfo)'),
  signature: said(base64, 'ECDSA P-256 with SHA-256 over record.json, DER'),
};

export const ENTRY_SCHEMA = document('entry', 'entry.json: how a link stands in the chain', object({
  format: { const: 1 }, ...link,
  deleted: said({ const: true }, 'The content was deleted; a tombstone names it'),
  files: said({ type: 'object', additionalProperties: sha256 }, 'SHA-256 of each file beside the record'),
}, ['deleted']));

export const CHAIN_SCHEMA = document('chain', 'One line of chain.ndjson: one link of the whole chain, also of messages that are not in this bundle', object(link));

export const CUSTODY_SCHEMA = document('custody', 'One line of custody.ndjson', object({
  seq: number,
  at: moment,
  act: oneOf(['archived', 'noted', 'exported', 'verified', 'dismissed', 'restored', 'deleted']),
  detail: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
  prev: sha256,
  hash: said(sha256, 'SHA-256 of the RFC 8785 canonical JSON of the other members'),
}));

const reference = object({ manifestSha256: sha256, at: moment, bundleId: text });

export const BUNDLE_SCHEMA = document('bundle', 'bundle.json: what this bundle is', object({
  format: { const: 1 },
  bundleId: said(text, 'UUID'),
  createdAt: moment,
  createdLocal: text,
  zone: text,
  utcOffsetMinutes: { type: 'integer' },
  clock: said(object({ offsetMs: { type: 'null' }, source: { const: 'not_measured' } }), 'Nothing outside was asked for the time'),
  hashAlgorithm: { const: 'SHA-256' },
  tool: object({ name: text, version: text }),
  environment: object({ browser: text, os: text, userAgent: text, locale: text }),
  copy: oneOf(['full', 'masked']),
  of: orNull(said(object({ manifestSha256: sha256, bundleId: text }), 'Of a masked copy: the full copy it was made of')),
  selection: object({ words: said(text, 'What was chosen, in the reader\'s language'), caseKey: text, everything: { type: 'boolean' } }),
  follows: orNull(said(reference, 'The export before this one, of which this holds only what is new or changed')),
  chain: said(object({ seq: count, hash: sha256 }), 'The newest link when this bundle was made'),
  counts: object({ flags: count, entries: count, changes: count, deleted: count }),
  keyId: sha256,
  files: list(object({ path: text, bytes: count, type: text, sha256, role: text }), 'Every file under data/ but this one, and verify.html'),
}));

const ranges = { type: 'string', description: 'Numbers such as 1-40, 52' };
export const NOT_CAPTURED_SCHEMA = document('not-captured', 'not-captured.json: what this bundle does not hold, and what did not add up', object({
  format: { const: 1 },
  madeAt: moment,
  bundle: list(object({ what: text, why: text })),
  flags: list(object({ what: text, why: text, count, numbers: ranges })),
  entries: list(object({ missing: list(object({ what: text, why: text, count }, ['count'])), entries: ranges })),
  problems: list({ type: 'object', properties: { what: text }, required: ['what'] }),
}));

const masked = { token: said(text, 'What stands in its place'), kind: text };
export const MASKING_SCHEMA = document('masking', 'masking.json: what the masked copy hides', {
  anyOf: [
    said(object({ format: { const: 1 }, salt: text, items: list(object({ ...masked, text })) }), 'In the full copy'),
    said(object({ format: { const: 1 }, of: object({ manifestSha256: sha256, bundleId: text }), items: list(object({ ...masked, sha256: said(sha256, 'SHA-256 of salt and text; the salt is in the full copy') })) }), 'In the masked copy'),
  ],
});
