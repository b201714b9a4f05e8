// Bundled by the bench and run in a real page: the same normalising and judging as in a chat, timed from inside.
import { createClassifier } from '../../src/classify/classify.ts';
import { normalise } from '../../src/text/normalise.ts';

export function timeEach(model: Uint8Array, texts: readonly string[]): number[] {
  const classifier = createClassifier(model);
  for (const text of texts.slice(0, 200)) classifier.classify(text, normalise(text));
  return texts.map((text) => {
    const start = performance.now();
    // Five at a time: a page's clock is too coarse for one.
    for (let i = 0; i < 5; i++) classifier.classify(text, normalise(text));
    return (performance.now() - start) / 5;
  });
}
