import type { EntryFacts, NotCaptured } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';

/** Minutes to add to UTC to get the local time of a zone at a moment. */
export function utcOffsetMinutes(iso: string, zone: string): number {
  const at = Date.parse(iso);
  if (!Number.isFinite(at)) throw new Failure('bad_request', 'not a date and time');
  try {
    // "GMT+08:00", "GMT-03:30", and "GMT" alone for none.
    const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  } catch {
    throw new Failure('bad_request', `not a time zone: ${zone}`);
  }
}

/** What the record has a place for and does not hold. */
function notCaptured({ message }: Flag): NotCaptured[] {
  const missing: NotCaptured[] = (['picture', 'fragment', 'context', 'own_account'] as const)
    .map((what) => ({ what, why: 'not_in_this_version' }));
  if (message.sentAt === undefined) missing.push({ what: 'sent_at', why: 'page_does_not_show' });
  if (message.author.id === undefined) missing.push({ what: 'author_id', why: 'page_does_not_show' });
  return missing;
}

/**
 * The facts of one flagged message at the moment it is archived. The verdict is not among them: it is our opinion.
 * @param now ISO 8601 UTC
 * @param zone IANA zone of the reader's device
 * @throws Failure `bad_request` for a zone or a time that does not exist
 */
export function entryFacts({ flag, now, zone, software }: { flag: Flag; now: string; zone: string; software: EntryFacts['software'] }): EntryFacts {
  const { message, source } = flag;
  return {
    flagId: flag.id,
    message: { ...message },
    context: { before: [], after: [] },
    ownAccount: null,
    page: { url: message.url, title: source.pageTitle },
    times: {
      sentAtShown: message.sentAtShown,
      sentAt: message.sentAt ?? null,
      seenAt: message.seenAt,
      archivedAt: now,
      zone,
      utcOffsetMinutes: utcOffsetMinutes(now, zone),
    },
    fragment: null,
    picture: null,
    captureMethod: 'text',
    source: { ...source },
    software: { ...software },
    notCaptured: notCaptured(flag),
  };
}
