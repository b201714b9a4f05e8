import { textSha256 } from './text-hash.ts';
import type { NumberedFlag } from './selection.ts';

/**
 * One line of NDJSON. `JSON.stringify` writes halves of characters as `\ud83d`, so nothing is lost; the separators
 * that some programs take for line ends are escaped as well.
 */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** A flag, whole, with its number and the hash of its text. `flags.schema.json` describes it. */
export function flagLine({ n, flag }: NumberedFlag): string {
  return jsonLine({ n, ...flag, textSha256: textSha256(flag.message.text) || null });
}
