import type { Entry } from '../core/entry.ts';

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

/** The flag a link belongs to: of a tombstone the one that is gone. Undefined when its content is gone. */
export function flagOfLink({ body }: Entry): string | undefined {
  const facts = body?.facts;
  if (typeof facts !== 'object' || facts === null) return undefined;
  return 'about' in facts ? facts.about?.flagId : facts.flagId;
}
