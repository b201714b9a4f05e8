import type { WatchState } from '../sites/watch.ts';
import type { PageFacts } from './health.ts';

/** What the engine knows, in the words of health. */
export function pageFacts({ site, confidence, fellBackFrom, unsure, reads, rows, unreadForMs, note }: WatchState): PageFacts {
  return {
    source: site && { adapter: site.id, program: site.name, trust: site.trust },
    confidence: confidence ?? unsure,
    tooUnsure: unsure !== null && !reads,
    rows,
    read: reads ? 1 : 0,
    rowsForMs: unreadForMs,
    fellBackFrom,
    note,
  };
}
