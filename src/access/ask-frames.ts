import type { HealthNote, HealthState, PageHealth } from '../core/health.ts';
import { inFrames } from './in-frames.ts';

/** What one frame's reader says of itself. */
export interface FrameHealth extends PageHealth {
  /** The reader of the page is choosing a message there that was missed. */
  picking: boolean;
}

export interface FrameAnswer {
  /** 0 is the page itself. */
  frameId: number;
  health: FrameHealth;
}

const LONGEST_NAME = 60;

/**
 * Asks the reader in every frame of a tab. Frames without one, and tabs that do not answer in time, are left out.
 * Not by message: of all frames that hear a message only the first to answer is heard.
 */
export async function askFrames(tabId: number, waitMs?: number): Promise<FrameAnswer[]> {
  return (await inFrames(tabId, healthHere, waitMs)).flatMap(({ frameId, result }) => {
    const health = checkHealth(result);
    return health ? [{ frameId, health }] : [];
  });
}

/** Runs in the frame, in the readers' world: nothing outside this function exists there. */
function healthHere(): unknown {
  try {
    const slot = (globalThis as Record<symbol, { health?(): unknown } | undefined>)[Symbol.for('reader')];
    return slot?.health?.() ?? null;
  } catch {
    return null;
  }
}

const STATES: readonly unknown[] = ['reading', 'nothing_yet', 'unsure', 'broken'] satisfies HealthState[];
const TRUSTS: readonly unknown[] = ['run', 'sourced', 'guessed', 'detected', 'taught', 'imported', 'practice'] satisfies PageHealth['trust'][];
const NOTES: readonly unknown[] = ['flooded', 'cut'] satisfies HealthNote[];

/** Null for what is no health: a page may have taken over its own reader. */
export function checkHealth(value: unknown): FrameHealth | null {
  if (typeof value !== 'object' || value === null) return null;
  const { state, adapter, program, trust, confidence, fellBackFrom, messages, flagged, lastAt, note, picking } = value as Record<string, unknown>;
  if (!STATES.includes(state) || !TRUSTS.includes(trust) || !isCount(messages) || !isCount(flagged)) return null;
  return {
    state: state as HealthState,
    adapter: name(adapter),
    program: name(program),
    trust: trust as PageHealth['trust'],
    confidence: typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? confidence : null,
    fellBackFrom: name(fellBackFrom) || null,
    messages,
    flagged,
    lastAt: typeof lastAt === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$/.test(lastAt) && !Number.isNaN(Date.parse(lastAt)) ? lastAt : null,
    note: NOTES.includes(note) ? (note as HealthNote) : null,
    picking: picking === true,
  };
}

/** Names of programs stand in our own sentences: nothing in them may hide or reorder what is said. */
const name = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST_NAME).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '') : '');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
