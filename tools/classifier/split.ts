import { textHash } from '../../src/classify/tokens.ts';
import type { Corpus, Line, Splits } from './corpus.ts';

/** A line, or a chat. */
export type Held = Pick<Line, 'batch'> & { text?: string };

/** Which lines and chats are for development, and how that was chosen, for a person. */
export interface Choice {
  isDevelopment(item: Held): boolean;
  isTest(item: Held): boolean;
  words: string;
}

/** Development needs collectors' lines and others, in English and in Chinese as far as the corpus has them. */
const LEAST_POSITIVE = 100;
const LEAST_OTHER = 100;

export function chooseDevelopment(corpus: Corpus, splits: Splits): Choice {
  const wanted = new Set(splits.development);
  const found = corpus.lines.filter((line) => wanted.has(line.batch));
  if (groupsOf(corpus.lines).every((group) => isEnough(found.filter((line) => groupOf(line) === group)))) {
    const batches = [...new Set(found.map((line) => line.batch))];
    const test = new Set(splits.test.filter((batch) => !wanted.has(batch)));
    return {
      isDevelopment: (line) => wanted.has(line.batch),
      isTest: (line) => test.has(line.batch),
      words: `whole batches held out: ${batches.join(', ')}${test.size > 0 ? `; for the test: ${[...test].join(', ')}` : ''}`,
    };
  }
  return {
    isDevelopment: ({ text }) => text !== undefined && (textHash(text) >>> 4) % 5 === 0,
    isTest: () => false,
    words: 'a fifth of every batch by a hash of the text: the same writers as in training, so these figures flatter',
  };
}

const groupOf = (line: Line): string => (line.lang.startsWith('en') ? 'en' : 'zh');

const groupsOf = (lines: Line[]): string[] => [...new Set(lines.map(groupOf))];

function isEnough(lines: Line[]): boolean {
  const positive = lines.filter((line) => line.kind === 'positive').length;
  return positive >= LEAST_POSITIVE && lines.length - positive >= LEAST_OTHER;
}
