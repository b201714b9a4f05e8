/**
 * Everything that can be wrong with a bundle. A closed set: words for each live in `locales/verify.ts`.
 * `zip_*` the ZIP itself · `bagit_*`, `manifest_*`, `file_*` the list of checksums · `record_*`, `entry_*`, `artefact_*`
 * one sealed link · `chain_*`, `custody_*`, `flags_*`, `bundle_*` the files that tie everything together · `masked_*` a masked copy.
 */
export const PROBLEMS = [
  'zip_no_end', 'zip_end', 'zip_before', 'zip_after', 'zip_hidden', 'zip_overlap', 'zip_header', 'zip_name', 'zip_name_twice', 'zip_link',
  'zip_locked', 'zip_method', 'zip_size', 'zip_crc', 'zip_bomb', 'too_large',
  'bagit_missing', 'bagit_wrong', 'oxum_wrong', 'manifest_missing', 'manifest_form', 'manifest_unsigned', 'manifest_signature', 'tag_manifest_missing',
  'tag_manifest_form', 'file_missing', 'file_changed', 'file_extra', 'key_missing', 'key_form', 'signature_form', 'other_key',
  'record_missing', 'record_form', 'record_hash', 'record_differs', 'record_signature', 'entry_missing', 'entry_form', 'entry_folder', 'entry_twice',
  'entry_prev', 'entry_about', 'entry_not_in_chain', 'entry_flag', 'artefact_missing', 'artefact_changed', 'artefact_extra', 'deleted_content', 'deleted_untold',
  'chain_missing', 'chain_form', 'chain_order', 'chain_gap', 'chain_prev', 'chain_head',
  'custody_missing', 'custody_form', 'custody_order', 'custody_hash', 'custody_prev',
  'flags_missing', 'flags_form', 'flags_number', 'flag_entry', 'flag_message', 'flag_text',
  'bundle_form', 'bundle_files', 'bundle_counts', 'copy_kind', 'masked_of', 'masked_text', 'masked_items', 'full_bad',
  'stamp_wrong', 'noted_differs',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

/** What could not be checked, or is covered less than it may seem. Not a fault. */
export const NOTES = ['no_chain', 'masked', 'only_listed', 'not_signed', 'no_stamp', 'stamp_unchecked', 'stamp_by', 'packed_again', 'flags_masked'] as const;
export type NoteCode = (typeof NOTES)[number];

/** A problem of the bundle as a whole. `at`: the number of the link, line or entry that is meant. */
export interface BundleProblem {
  code: ProblemCode;
  at?: number;
}

export interface FileCheck {
  path: string;
  /** As unpacked; null when the file is not there. */
  bytes: number | null;
  /** SHA-256 (hex) of what is there; null when it could not be read whole. */
  sha256: string | null;
  /** `signed`: the signed list names it; `listed`: only the unsigned list does; `none`: no list does. */
  covered: 'signed' | 'listed' | 'none';
  ok: boolean;
  problems: ProblemCode[];
}

export interface EntryCheck {
  seq: number;
  /** e.g. `data/entries/0001`. */
  folder: string;
  type: 'message' | 'change' | 'deleted' | null;
  hash: string;
  /** As the sealed record says; null when it is masked or deleted. */
  sealedAt: string | null;
  /** Null: neither good nor bad, because the record itself is not there (a masked copy without its full copy). */
  ok: boolean | null;
  /** `deleted`: its content was deleted by the reader, its number and hash stand. */
  content: 'whole' | 'masked' | 'deleted';
  problems: ProblemCode[];
}

export interface StampCheck {
  /** Null: there is a stamp and nothing here to check it with. */
  ok: boolean | null;
  /** ISO 8601 UTC. */
  genTime: string | null;
  authority: string | null;
  /** Codes of the stamp's own checks. */
  problems: string[];
}

/** What the bundle says of itself. Only as good as the checks around it. */
export interface BundleFacts {
  /** Of the ZIP. */
  bytes: number;
  files: number;
  /** SHA-256 (hex) of `manifest-sha256.txt`: the number that the reader may have noted when the bundle was made. */
  manifestSha256: string | null;
  /** Fingerprint of the key in the bundle: SHA-256 (hex) of its SubjectPublicKeyInfo. */
  keyId: string | null;
  /** Whether that key signed that list. */
  signed: boolean;
  /** ISO 8601 UTC, or the day alone in older bundles. By the clock of the device that made it. */
  madeAt: string | null;
  zone: string | null;
  tool: string | null;
  copy: 'full' | 'masked' | null;
  /** What was chosen, in the words of whoever chose. */
  selection: string | null;
  counts: { flags: number; entries: number; changes: number; deleted: number };
  /** The whole chain, where the bundle has it. */
  chain: { links: number; hash: string } | null;
  custody: number | null;
  follows: { manifestSha256: string; at: string } | null;
  /** Of a masked copy: its full copy. */
  of: string | null;
  stamp: StampCheck | null;
}

export interface BundleCheck {
  /** `incomplete`: nothing wrong was found, and not everything could be looked at. */
  overall: 'good' | 'bad' | 'incomplete';
  /** False when it is no ZIP at all, so that nothing inside could be looked at. */
  readable: boolean;
  problems: BundleProblem[];
  notes: NoteCode[];
  files: FileCheck[];
  entries: EntryCheck[];
  facts: BundleFacts;
}

export type VerifyStep = 'directory' | 'files' | 'entries' | 'records' | 'full';

export interface VerifyProgress {
  step: VerifyStep;
  /** Bytes for `files` and `full`, else things. */
  done: number;
  total: number;
}

export interface VerifyOptions {
  /** An RFC 3161 response that lies outside the bundle. */
  stamp?: Uint8Array;
  /** The full copy, to check a masked one against. */
  full?: Blob;
  /** The number that the reader noted: of the manifest or of the key. */
  noted?: string;
  signal?: AbortSignal;
  onProgress?: (progress: VerifyProgress) => void;
}

/**
 * Compares what the reader noted elsewhere with the two numbers of a bundle. Spaces, colons and capitals do not count.
 * `short`: too short to say anything; `none`: nothing was noted.
 */
export function compareNoted(noted: string, facts: Pick<BundleFacts, 'manifestSha256' | 'keyId'>): 'manifest' | 'key' | 'differs' | 'short' | 'none' {
  const hex = noted.normalize('NFKC').toLowerCase().replace(/[\s:·.\-–—_]/g, '');
  if (hex === '') return 'none';
  if (hex.length < 64 && /^[0-9a-f]*$/.test(hex)) return 'short';
  if (hex === facts.manifestSha256) return 'manifest';
  return hex === facts.keyId ? 'key' : 'differs';
}

/** What to do about a problem depends on where it lies. */
export const PROBLEM_GROUPS = ['zip', 'list', 'key', 'link', 'masked', 'stamp', 'noted'] as const;
export type ProblemGroup = (typeof PROBLEM_GROUPS)[number];

export function problemGroup(code: ProblemCode): ProblemGroup {
  if (code.startsWith('zip_') || code === 'too_large') return 'zip';
  if (['other_key', 'key_missing', 'key_form', 'manifest_signature', 'manifest_unsigned', 'signature_form', 'record_signature'].includes(code)) return 'key';
  if (/^(bagit|oxum|manifest|tag_manifest|file)_/.test(code)) return 'list';
  if (/^(masked|full|copy)_/.test(code)) return 'masked';
  if (code === 'stamp_wrong') return 'stamp';
  return code === 'noted_differs' ? 'noted' : 'link';
}
