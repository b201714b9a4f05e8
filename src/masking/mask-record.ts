import type { SealedBody, LinkFacts } from '../core/entry.ts';
import type { MaskPiece } from '../core/masking.ts';
import type { OtherKind } from './tokens.ts';

/** How the parts of a record are masked. */
export interface MaskWords {
  text(text: string): string;
  pieces(text: string): MaskPiece[];
  other(kind: OtherKind, text: string): string;
  flagId(id: string): string;
}

/** Members that are ours and not the page's, and what they must look like to be left alone. */
const OURS: readonly [names: ReadonlySet<string>, form: RegExp][] = [
  [new Set(['prev', 'hash']), /^[0-9a-f]{64}$/],
  [new Set(['sealedAt', 'at', 'seenAt', 'archivedAt', 'sentAt', 'takenAt', 'previousSealedAt', 'deletedAt']), /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z$/],
  [new Set(['type', 'what', 'why', 'trigger', 'captureMethod', 'kind', 'role', 'precision', 'method', 'covers', 'from', 'adapter', 'trust']), /^[a-z][a-z_/+-]{0,40}$/],
  [new Set(['zone', 'zoneBefore']), /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/],
  [new Set(['file']), /^(?:message\.html|picture\.png)$/],
];

/** The path of an address may hold an account, a number or the id of a chat. */
export function maskedUrl(url: string, words: MaskWords): string {
  const [, origin, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#@\\]*)(.*)$/su.exec(url) ?? [];
  if (origin === undefined) return url === '' ? '' : words.other('link', url);
  return words.text(origin) + (rest === '' || rest === '/' ? rest : words.other('link', rest!));
}

/** Whether all of a text is masked. */
export const isMaskedWhole = (text: string, words: MaskWords): boolean => {
  const pieces = words.pieces(text).filter(({ original, kind }) => kind || original.trim() !== '');
  return pieces.length > 0 && pieces.every(({ kind }) => kind && kind !== 'bracket');
};

/** An account id says as much as the name. */
export function maskedAccountId(id: string, name: unknown, words: MaskWords): string {
  const masked = words.text(id);
  return masked === id && id !== '' && typeof name === 'string' && isMaskedWhole(name, words) ? words.other('account', id) : masked;
}

/** The body of a sealed link with everything masked that is to be, at any depth; of the same shape. */
export function maskedBody(body: SealedBody<LinkFacts>, words: MaskWords): unknown {
  return maskMember('', body, undefined, words);
}

function maskMember(name: string, value: unknown, parent: Record<string, unknown> | undefined, words: MaskWords): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => maskMember(name, one, parent, words));
  if (typeof value === 'object' && value !== null) {
    // Of the device and the browser, nothing of the page.
    if (name === 'software') return value;
    const object = value as Record<string, unknown>;
    return Object.fromEntries(Object.entries(object).map(([one, member]) => [one, maskMember(one, member, object, words)]));
  }
  if (typeof value !== 'string') return value;
  switch (name) {
    case 'salt': return words.other('salt', value);
    case 'flagId': return words.flagId(value);
    // A key and a digest are made of the words: whoever guesses the words could check the guess.
    case 'key': return words.other('key', value);
    case 'sha256': return words.other('digest', value);
    case 'url': return maskedUrl(value, words);
    case 'id': return parent && 'name' in parent ? maskedAccountId(value, parent['name'], words) : words.text(value);
    default: return OURS.some(([names, form]) => names.has(name) && form.test(value)) ? value : words.text(value);
  }
}
