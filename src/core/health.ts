import type { CaptureSource } from './flag.ts';

/**
 * `reading`: messages are read; `nothing_yet`: no chat found so far; `unsure`: something may be a chat, too unsure to be read
 * without being shown; `broken`: this is a known program, and nothing can be read from it.
 */
export type HealthState = 'reading' | 'nothing_yet' | 'unsure' | 'broken';

/** `flooded`: the page brings messages faster than they can be read, some wait; `cut`: a message too long to be read whole. */
export type HealthNote = 'flooded' | 'cut';

/** What a frame's reader says of itself when the popup asks. */
export interface PageHealth {
  state: HealthState;
  /** Adapter id, `detected` or `taught`; empty while nothing is recognised. */
  adapter: string;
  /** The program's own name, e.g. `WhatsApp Web`; empty for a page recognised by its looks. */
  program: string;
  trust: CaptureSource['trust'];
  /** Of detection, 0 to 1: how much the page behaves as a chat. Null where an adapter or the reader says so. */
  confidence: number | null;
  /** Name of the program whose adapter reads nothing here any more, while the page is read by its looks. */
  fellBackFrom: string | null;
  messages: number;
  flagged: number;
  /** ISO 8601 UTC of the newest reading, or null. */
  lastAt: string | null;
  note: HealthNote | null;
}
