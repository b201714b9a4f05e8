import type { PageHealth } from '../../core/health.ts';

export type Unreadable = 'store' | 'browser' | 'extension' | 'file' | 'pdf' | 'other';

/** In UTF-16 units; no host name is longer. A name is told whole: its end says whose it is. */
export const WHOLE_NAME = 253;

/** A part of the page that another site brings, in a frame. `silent`: it is on, and cannot be entered. */
export interface PagePart {
  /** The one site, as a match pattern. */
  pattern: string;
  state: 'off' | 'on' | 'silent';
}

/** What is true of the tab under the popup. */
export interface TabFacts {
  /** Null when the tab's address cannot be seen. */
  url: string | null;
  unreadable: Unreadable | null;
  /** The one site, as a match pattern; null when the page cannot be read. */
  pattern: string | null;
  enabled: boolean;
  /** What the readers of the tab's frames say together, null when none answers. */
  health: PageHealth | null;
  /** The reader is choosing a message in that tab. */
  picking?: boolean;
  /** The program of a frame in which nothing can be read, beside what is read. */
  alsoBroken?: string | null;
  /** Most telling first. */
  parts?: PagePart[];
}

export type PopupState =
  | { kind: 'unreadable'; why: Unreadable }
  | { kind: 'off'; pattern: string; parts: PagePart[] }
  | { kind: 'no_answer'; pattern: string; parts: PagePart[] }
  | { kind: PageHealth['state']; pattern: string; health: PageHealth; picking: boolean; alsoBroken: string | null; parts: PagePart[] };

/** One thing to say about the tab. */
export function popupState({ url, unreadable, pattern, enabled, health, picking = false, alsoBroken = null, parts = [] }: TabFacts): PopupState {
  if (url === null || unreadable || pattern === null) return { kind: 'unreadable', why: unreadable ?? 'other' };
  // What is read is always said; what could be read as well only once the page itself is on.
  if (!enabled) return { kind: 'off', pattern, parts: parts.filter(({ state }) => state === 'on') };
  return health ? { kind: health.state, pattern, health, picking, alsoBroken, parts } : { kind: 'no_answer', pattern, parts };
}
