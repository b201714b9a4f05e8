import type { Entry } from '../core/entry.ts';
import type { Copy } from './input.ts';

/** What a link is; null when its content was deleted. */
export type LinkType = 'message' | 'change' | 'deleted' | null;

export function linkType({ body }: Entry): LinkType {
  if (!body) return null;
  return body.facts?.type ?? 'message';
}

/** How a link stands in the chain, without its content: a line of `chain.ndjson`, and the head of `entry.json`. */
export function linkFacts(entry: Entry): { seq: number; type: LinkType; hash: string; prev: string; keyId: string; signature: string } {
  const { seq, hash, prev, keyId, signature } = entry;
  return { seq, type: linkType(entry), hash, prev, keyId, signature };
}

/** The flag a link belongs to, as it is called in that copy: of a tombstone the one that is gone. Undefined when its content is gone. */
export function flagOfLink({ body }: Entry, copy?: Copy): string | undefined {
  const facts = body?.facts;
  if (typeof facts !== 'object' || facts === null) return undefined;
  const id = 'about' in facts ? facts.about?.flagId : facts.flagId;
  return copy?.kind === 'masked' && copy.flagId && typeof id === 'string' ? copy.flagId(id) : id;
}
