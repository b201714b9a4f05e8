/** For how long an answer about the whole page holds, in ms: less than a list that changes as a whole is given to settle. */
const HOLDS_MS = 50;

/**
 * Asks about the whole page once for many rows: on a page of a million elements the question costs more than a row does.
 * @param clock milliseconds
 */
export function briefly<T>(ask: () => T, clock: () => number = () => performance.now()): () => T {
  let answer: { value: T; until: number } | null = null;
  return () => {
    const now = clock();
    if (!answer || now >= answer.until) answer = { value: ask(), until: now + HOLDS_MS };
    return answer.value;
  };
}
