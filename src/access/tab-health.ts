import type { HealthState } from '../core/health.ts';
import type { FrameAnswer, FrameHealth } from './ask-frames.ts';

/** What is true of a tab: the frames' own words, joined. */
export interface TabHealth extends FrameHealth {
  /** The program of another frame, in which nothing can be read while this one is read; null when there is none. */
  alsoBroken: string | null;
}

/** What the reader must hear first. A frame that reads is why the reader turned the site on. */
const ORDER: readonly HealthState[] = ['reading', 'unsure', 'broken', 'nothing_yet'];

/** Null when no frame answered. */
export function tabHealth(frames: readonly FrameAnswer[]): TabHealth | null {
  const sorted = frames.toSorted((a, b) =>
    ORDER.indexOf(a.health.state) - ORDER.indexOf(b.health.state) || b.health.messages - a.health.messages || a.frameId - b.frameId);
  const all = sorted.map(({ health }) => health);
  const first = all[0];
  if (!first) return null;
  const counted = all.filter(({ state }) => state === first.state);
  const broken = first.state === 'broken' ? undefined : all.find(({ state }) => state === 'broken');
  return {
    ...first,
    messages: sum(counted.map(({ messages }) => messages)),
    flagged: sum(counted.map(({ flagged }) => flagged)),
    lastAt: counted.map(({ lastAt }) => lastAt).filter((at) => at !== null).sort().at(-1) ?? null,
    // Of another frame, rather than leave it unsaid.
    fellBackFrom: first.fellBackFrom ?? counted.find(({ fellBackFrom }) => fellBackFrom !== null)?.fellBackFrom ?? null,
    note: first.note ?? counted.find(({ note }) => note !== null)?.note ?? null,
    picking: all.some(({ picking }) => picking),
    alsoBroken: broken ? broken.program || broken.adapter : null,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
