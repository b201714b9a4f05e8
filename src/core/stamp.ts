/** What can be wrong with a time stamp, or with getting one. A closed set: words for each live in `locales/stamp.ts`. */
export const STAMP_PROBLEMS = [
  // Of the answer itself.
  'not_a_response', 'refused', 'other_hash', 'other_nonce', 'no_certificate', 'not_for_stamping', 'certificate_expired', 'attributes_wrong',
  'certificate_not_named', 'signature_wrong', 'unknown_algorithm', 'chain_unreadable',
  // Of getting it.
  'off', 'not_granted', 'unreachable', 'http_error', 'too_large', 'too_late',
] as const;
export type StampProblem = (typeof STAMP_PROBLEMS)[number];

/** What the reader chose. Without an address no stamp is asked for: so it is until they choose. */
export interface StampSetting {
  /** Whole address of the authority, or null: off. */
  url: string | null;
}

/** An authority that may be chosen from the list. */
export interface StampAuthority {
  id: string;
  /** As it calls itself. */
  name: string;
  url: string;
  /** ISO 3166-1 alpha-2, of who runs it. */
  country: string;
}
