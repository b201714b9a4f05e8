/** What a tab's reader says of itself when the popup asks. */
export interface PageHealth {
  /** `reading`: messages were read; `nothing_yet`: no chat found so far; `broken`: an adapter fits the page but reads nothing from it. */
  state: 'reading' | 'nothing_yet' | 'broken';
  adapter: string;
  trust: 'run' | 'sourced' | 'guessed' | 'detected';
  messages: number;
  flagged: number;
  /** ISO 8601 UTC of the newest reading, or null. */
  lastAt: string | null;
}
