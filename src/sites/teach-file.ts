import * as v from 'valibot';
import type { ChatShape } from './chat-shape.ts';
import { checkTaught } from './teach-check.ts';

/** What "Save as file" writes and "Bring in a file" reads. It holds how a page is built and nothing that was written there. */
export interface TeachingFile {
  witnessmark: 'teaching';
  format: 1;
  /** An origin. */
  site: string;
  /** ISO 8601 UTC. */
  taughtAt: string;
  shape: ChatShape;
}

/** In UTF-16 units of the text; a true one has some thousand. */
export const LARGEST_FILE = 64 * 1024;

export type FileFault = 'size' | 'file' | 'kind' | 'newer' | 'site' | 'shape';
export type ReadFile = { site: string; taughtAt: string; shape: ChatShape } | { fault: FileFault };

const kind = v.looseObject({ witnessmark: v.literal('teaching'), format: v.pipe(v.number(), v.integer(), v.minValue(1)) });
const members = v.strictObject({
  witnessmark: v.literal('teaching'),
  format: v.literal(1),
  site: v.unknown(),
  taughtAt: v.pipe(v.string(), v.isoTimestamp()),
  shape: v.unknown(),
});

/** @param isSite whether this is an origin in its only spelling */
export function readTeachingFile(text: string, isSite: (site: unknown) => site is string): ReadFile {
  if (text.length > LARGEST_FILE) return { fault: 'size' };
  let value: unknown;
  try {
    // Some editors put a mark at the beginning.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: 'file' };
  }
  const known = v.safeParse(kind, value);
  if (!known.success) return { fault: 'kind' };
  if (known.output.format > 1) return { fault: 'newer' };
  const file = v.safeParse(members, value);
  if (!file.success) return { fault: 'file' };
  const { site, taughtAt } = file.output;
  if (!isSite(site)) return { fault: 'site' };
  const shape = checkTaught(file.output.shape);
  return shape ? { site, taughtAt, shape } : { fault: 'shape' };
}

export function teachingFile(taught: { site: string; taughtAt: string; shape: ChatShape }): TeachingFile {
  const { site, taughtAt, shape } = taught;
  return { witnessmark: 'teaching', format: 1, site, taughtAt, shape };
}

/** Of letters, figures and hyphens: a host may hold what a file's name may not. */
export function teachingFileName(site: string, taughtAt: string): string {
  const host = new URL(site).host.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^-+/, '').slice(0, 80);
  return `witnessmark-teaching-${host}-${taughtAt.slice(0, 10)}.json`;
}
