import { textHash } from '../../src/classify/tokens.ts';
import type { Corpus, Line, Splits } from './corpus.ts';

/** Which lines are for development, and how that was chosen, for a person. */
export interface Choice {
  isDevelopment(line: Line): boolean;
  words: string;
}

/** Development needs collectors' lines and others. */
const LEAST_POSITIVE = 100;
const LEAST_OTHER = 100;

export function chooseDevelopment(corpus: Corpus, splits: Splits): Choice {
  const wanted = new Set(splits.development);
  const found = corpus.lines.filter((line) => wanted.has(line.batch));
  const positive = found.filter((line) => line.kind === 'positive').length;
  if (positive >= LEAST_POSITIVE && found.length - positive >= LEAST_OTHER) {
    const batches = [...new Set(found.map((line) => line.batch))];
    return { isDevelopment: (line) => wanted.has(line.batch), words: `whole batches held out: ${batches.join(', ')}` };
  }
  return {
    isDevelopment: (line) => (textHash(line.text) >>> 4) % 5 === 0,
    words: 'a fifth of every batch by a hash of the text: the same writers as in training, so these figures flatter',
  };
}
