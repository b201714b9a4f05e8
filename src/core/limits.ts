/**
 * The most that is taken of one message, in UTF-16 units or in members. What reads a page fits everything but the text to
 * this; what stores refuses beyond it, and never cuts.
 */
export const LIMITS = {
  flags: 500, text: 1_000_000, name: 1_000, title: 2_000, url: 8_192, key: 512, shown: 500, word: 200,
  changes: 50, attachments: 100, attachment: 2_000, spans: 200,
} as const;
