import type { CustodyRecord, Entry, SoftwareFacts, ArtefactName } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { Language } from '../locales/language.ts';

/** The parts of the work that are reported, in the order in which they come. */
export type ExportStep = 'flags' | 'chain' | 'entries' | 'files' | 'custody' | 'report' | 'sign' | 'stamp';

/** Where an earlier bundle is named. */
export interface BundleRef {
  manifestSha256: string;
  at: string;
  bundleId: string;
}

/** What a masked copy shows in place of the full one's contents. Flags are masked before they come. */
export interface Masked {
  kind: 'masked';
  of: { manifestSha256: string; bundleId: string };
  /** What a flag is called in this copy, from its own id. Absent: the same. */
  flagId?(id: string): string;
  /** The record with tokens in place of what is masked. */
  record(entry: Entry): unknown;
  /** The picture with what was boxed painted over, or null where it may not be shown. */
  picture(seq: number, png: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Contents of `data/masking.json`. */
  map: object;
}

export type Copy = { kind: 'full'; map?: object } | Masked;

export interface BundleInput {
  /** The chosen flags, oldest first. Read several times: what is written is what the first reading found. */
  flags: () => AsyncIterable<Flag>;
  /** How many flags are expected; for progress alone. */
  total: number;
  /** The links of the chosen flags, by rising number: archived messages and what is said of them. */
  entries: () => AsyncIterable<Entry>;
  /** Every link of the chain, from the first. */
  links: () => AsyncIterable<Entry>;
  /** A file of an Entry, as it was stored. Undefined when it is not there. */
  artefact(seq: number, name: ArtefactName): Promise<Uint8Array<ArrayBuffer> | undefined>;
  custody: () => AsyncIterable<CustodyRecord>;
  /** ECDSA P-256 with SHA-256, DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** Asks an outside authority to stamp the manifest's SHA-256. Null when none came: the export goes on without. */
  stamp?(digest: Uint8Array): Promise<{ tsr: Uint8Array; chainPem: string } | null>;
  publicKeyPem: string;
  /** SHA-256 (hex) of the key's SubjectPublicKeyInfo. */
  keyId: string;
  language: Language;
  /** IANA zone of the reader's device. */
  zone: string;
  software: SoftwareFacts;
  /** ISO 8601 UTC. */
  now: string;
  /** UUID. */
  bundleId: string;
  /** What was chosen, in the words of `language`. */
  filterWords: string;
  /** The same choice in a form in which two are equal. */
  caseKey: string;
  everything: boolean;
  /** The export of the same choice before this one, where only what is new or changed since is wanted. */
  follows: BundleRef | null;
  copy: Copy;
  /** The page that checks a bundle offline, as `verify.html`. */
  verifyPage: string;
  signal: AbortSignal;
  onProgress(progress: { step: ExportStep; done: number; total: number }): void;
}

export interface BundleDone {
  bundleId: string;
  /** SHA-256 (hex) of `manifest-sha256.txt`. Whoever noted it can tell later whether any file was changed. */
  manifestSha256: string;
  flags: number;
  entries: number;
  /** The newest link when the bundle was made. */
  head: { seq: number; hash: string };
  /** Undefined when none was asked for. */
  stamped: boolean | undefined;
  /** Size of the ZIP. */
  bytes: number;
}

export interface Bundle {
  /** The ZIP. It fails with `Failure('cancelled')` when the signal aborts, and with the source's error when a source fails. */
  stream: ReadableStream<Uint8Array>;
  /** Settles when the last byte was handed over; rejects with what the stream fails with. */
  done: Promise<BundleDone>;
  /** A neutral file name: product, date and time in the reader's zone. */
  name: string;
}
