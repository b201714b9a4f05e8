/** Letters and digits that nobody takes for one another when a passphrase is read from paper. */
const PLAIN = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 5;
const GROUP = 4;

/** `none`: nothing was typed. `weak` is refused. `good` is what one should have. */
export type Strength = 'none' | 'weak' | 'fair' | 'good';

/**
 * How long a passphrase holds against somebody who has the file and much time. Twelve characters or four words are the
 * least; a number such as a telephone number or a birthday, and the same again and again, do not count.
 */
export function strengthOf(passphrase: string): Strength {
  const text = passphrase.trim().toLowerCase();
  if (text === '') return 'none';
  const characters = Array.from(text);
  // One Han character tells as much as two letters.
  const length = characters.reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 2 : 1), 0);
  const words = new Set(text.split(/[\s\-_.,]+/).filter((word) => word.length >= 3)).size;
  const distinct = new Set(characters).size;
  if (distinct < 6 || /^(.+?)\1+$/su.test(text) || isRow(characters)) return 'weak';
  if (/^[\d\s\-+().]+$/.test(text)) return text.replace(/\D/g, '').length >= 20 ? 'fair' : 'weak';
  if (length < 12 && words < 4) return 'weak';
  return length >= 16 || words >= 5 ? 'good' : 'fair';
}

export const isStrong = (passphrase: string): boolean => ['fair', 'good'].includes(strengthOf(passphrase));

/** Characters that follow each other, such as `abcdefghijkl` or `9876543210`. */
function isRow(characters: readonly string[]): boolean {
  const steps = new Set(characters.slice(1).map((char, i) => char.codePointAt(0)! - characters[i]!.codePointAt(0)!));
  return characters.length > 2 && steps.size === 1;
}

/** A new passphrase for the reader to write down, such as `k7mq-x2vd-9rth-w4pn-c6ys`: 99 bits. */
export function makePassphrase(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  const chosen: string[] = [];
  // Bytes past the last whole round of the alphabet would favour its first characters.
  const most = 256 - (256 % PLAIN.length);
  while (chosen.length < GROUPS * GROUP) {
    for (const byte of random(new Uint8Array(32))) if (byte < most && chosen.length < GROUPS * GROUP) chosen.push(PLAIN[byte % PLAIN.length]!);
  }
  return Array.from({ length: GROUPS }, (_, i) => chosen.slice(i * GROUP, (i + 1) * GROUP).join('')).join('-');
}
