import type { LinkFacts, SealedBody } from './entry.ts';

/** What the device's clock showed when a link of the chain was sealed. */
export interface LinkMoment {
  /** ISO 8601 UTC. */
  sealedAt: string;
  /** IANA zone of the device. */
  zone: string;
  utcOffsetMinutes: number;
}

/** As the link's own record tells it. Null for a record that does not. */
export function momentOf(body: SealedBody<LinkFacts> | null | undefined): LinkMoment | null {
  const facts = body?.facts;
  const told = facts && (facts.type === 'change' || facts.type === 'deleted' ? facts : facts.times);
  return body && told ? { sealedAt: body.sealedAt, zone: told.zone, utcOffsetMinutes: told.utcOffsetMinutes } : null;
}
