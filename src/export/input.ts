import type { CustodyRecord, Entry } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { Language } from '../locales/language.ts';

/** The parts of the work that are reported, in the order in which they come. */
export type ExportStep = 'flags' | 'entries' | 'files' | 'custody' | 'report' | 'sign';

export interface BundleInput {
  /** The chosen flags, oldest first. Read three times: what is written is what the first reading found. */
  flags: () => AsyncIterable<Flag>;
  /** How many flags are expected; for progress alone. */
  total: number;
  /** The entries of the chosen flags, by rising number. Read once. */
  entries: () => AsyncIterable<Entry>;
  custody: () => AsyncIterable<CustodyRecord>;
  /** ECDSA P-256 with SHA-256, DER. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  publicKeyPem: string;
  /** SHA-256 (hex) of the key's SubjectPublicKeyInfo. */
  keyId: string;
  language: Language;
  /** IANA zone of the reader's device. */
  zone: string;
  software: { extension: string; model: string; browser: string; os: string };
  /** ISO 8601 UTC. */
  now: string;
  /** What was chosen, in the words of `language`. */
  filterWords: string;
  signal: AbortSignal;
  onProgress(progress: { step: ExportStep; done: number; total: number }): void;
}

export interface BundleDone {
  /** SHA-256 (hex) of `manifest-sha256.txt`. Whoever noted it can tell later whether any file was changed. */
  manifestSha256: string;
  flags: number;
  entries: number;
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
