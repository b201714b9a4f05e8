import { textSha256 } from './text-hash.ts';
import type { NumberedFlag } from './selection.ts';

/**
 * One line of NDJSON. `JSON.stringify` writes halves of characters as `\ud83d`, so nothing is lost; the separators
 * that some programs take for line ends are escaped as well.
 */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** A flag, whole, with its number and the hash of its text. `schemas/flag.schema.json` describes it. */
export function flagLine({ n, flag }: NumberedFlag, masked = false): string {
  // From the hash of a short text what it hides could be guessed.
  return jsonLine({ n, ...flag, textSha256: masked ? null : textSha256(flag.message.text) || null });
}
