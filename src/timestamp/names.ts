import { oidOf, type Der } from './der.ts';
import { NAME_PARTS } from './oids.ts';

const LONGEST = 200;

/** A name of a certificate in words: common name first. What could hide or reorder our own sentences is left out. */
export function nameText(name: Der): string {
  const found = new Map<string, string>();
  for (const relative of name.children) {
    for (const { children: [kind, value] } of relative.children) {
      if (!kind || !value) continue;
      const id = oidOf(kind);
      if (NAME_PARTS.includes(id) && !found.has(id)) found.set(id, clean(textOf(value)));
    }
  }
  return NAME_PARTS.map((id) => found.get(id) ?? '').filter((part, at, all) => part !== '' && all.indexOf(part) === at).join(', ').slice(0, LONGEST);
}

/** Words of the other side, safe to stand in ours. */
export const clean = (text: string): string => text.slice(0, LONGEST).toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ').trim();

/** Text of any string type of ASN.1 that names are written in. */
export function textOf({ tag, content }: Der): string {
  const bytes = content.subarray(0, 4 * LONGEST);
  if (tag === 0x0c) return new TextDecoder().decode(bytes);
  if (tag === 0x1e) return String.fromCharCode(...Array.from({ length: bytes.length >> 1 }, (_, at) => bytes[2 * at]! * 256 + bytes[2 * at + 1]!));
  // PrintableString, IA5String, and the odd TeletexString, which in practice is Latin.
  return String.fromCharCode(...bytes);
}
