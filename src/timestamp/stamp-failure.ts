import { Failure } from '../core/failure.ts';
import type { StampProblem } from '../core/stamp.ts';

/** Why there is no stamp. Its words are in `locales/stamp.ts`; an export goes on without. */
export class StampFailure extends Failure {
  readonly problem: StampProblem;
  /** The authority's own words for a refusal, safe to show. */
  readonly words: string | null;
  constructor(problem: StampProblem, words: string | null = null) {
    super('unknown', `time stamp: ${problem}`);
    this.name = 'StampFailure';
    this.problem = problem;
    this.words = words;
  }
}
