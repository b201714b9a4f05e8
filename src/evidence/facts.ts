import type { FragmentNode, FragmentRow, PageCapture } from '../core/capture.ts';
import type {
  AboutLink, ArchiveTrigger, ChangeFacts, ClockFacts, EntryFacts, FragmentFacts, NotCaptured, PictureFacts, SoftwareFacts, TombstoneFacts,
} from '../core/entry.ts';
import type { Flag, FlagChange } from '../core/flag.ts';
import { utcOffsetMinutes } from './clock.ts';
import { precisionOf } from './precision.ts';

export { utcOffsetMinutes } from './clock.ts';

/** What was made of the capture, and what of that could not be. */
export interface MadeFiles {
  fragment: FragmentFacts | null;
  picture: PictureFacts | null;
  captureMethod: EntryFacts['captureMethod'];
  missing: readonly NotCaptured[];
}

interface Circumstances {
  /** ISO 8601 UTC. */
  now: string;
  /** IANA zone of the reader's device. */
  zone: string;
  clock: ClockFacts;
  software: SoftwareFacts;
}

export interface EntryFactsInput extends Circumstances {
  flag: Flag;
  trigger: ArchiveTrigger;
  /** Null: the page was not open. */
  capture: PageCapture | null;
  made: MadeFiles;
  selfTest: EntryFacts['selfTest'];
  salt?: string;
}

/** 32 random hex digits. */
function newSalt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The facts of one flagged message at the moment it is archived. The verdict is not among them: it is our opinion. The
 * message is the one that was kept when it was first seen; what the page shows now stands in the fragment.
 * @throws Failure `bad_request` for a zone or a time that does not exist
 */
export function entryFacts({ flag, now, zone, clock, software, trigger, capture, made, selfTest, salt = newSalt() }: EntryFactsInput): EntryFacts {
  const { message, source } = flag;
  const rows = (place: FragmentRow['place']) => (capture?.rows ?? []).filter((row) => row.place === place).map((row) => row.message);
  const context = { before: rows('before'), after: rows('after') };
  const ownAccount = capture?.ownAccount ?? null;
  return {
    type: 'message',
    flagId: flag.id,
    message: { ...message },
    changes: (flag.changes ?? []).map((change) => ({ ...change })),
    context,
    ownAccount,
    page: capture ? { ...capture.page } : { url: message.url, title: source.pageTitle },
    times: {
      sentAtShown: message.sentAtShown,
      sentAt: message.sentAt ?? null,
      precision: precisionOf(message.sentAtShown),
      seenAt: message.seenAt,
      archivedAt: now,
      zone,
      utcOffsetMinutes: utcOffsetMinutes(now, zone),
      clock,
    },
    fragment: made.fragment,
    picture: made.picture,
    captureMethod: made.captureMethod,
    trigger,
    source: { ...source },
    software: { ...software },
    selfTest: { ...selfTest },
    salt,
    notCaptured: notCaptured(flag, { capture, trigger, made }, context.before.length + context.after.length > 0),
  };
}

/** What befell an archived message on its page afterwards. @param seenAt ISO 8601 UTC: when the message was first seen */
export function changeFacts({ about, change, seenAt, now, zone, clock, software, salt = newSalt() }: Circumstances & { about: AboutLink; change: FlagChange; seenAt: string; salt?: string }): ChangeFacts {
  return { type: 'change', about, change: { ...change }, seenAt, salt, clock, zone, utcOffsetMinutes: utcOffsetMinutes(now, zone), software: { ...software } };
}

/** The reader deleted what that link held. */
export function tombstoneFacts({ about, reason, now, zone, clock, software, salt = newSalt() }: Circumstances & { about: AboutLink; reason: string; salt?: string }): TombstoneFacts {
  return { type: 'deleted', about, reason, deletedAt: now, salt, clock, zone, utcOffsetMinutes: utcOffsetMinutes(now, zone), software: { ...software } };
}

/** Why there is nothing of the page. All but the history speak from an open one: of it nothing could be gathered, or what was gathered was refused. */
export function whyNothing(trigger: ArchiveTrigger): NotCaptured['why'] {
  return trigger === 'history' ? 'page_not_open' : 'failed';
}

/** What the record has a place for and does not hold. Where there may be several of a kind, as of images, each reason stands by itself. */
function notCaptured(flag: Flag, { capture, trigger, made }: Pick<EntryFactsInput, 'capture' | 'trigger' | 'made'>, hasContext: boolean): NotCaptured[] {
  const { message } = flag;
  const missing: NotCaptured[] = made.missing.map(({ what, why, count }) => (count === undefined ? { what, why } : { what, why, count }));
  const lacks = (what: NotCaptured['what'], why: NotCaptured['why'], count?: number) => {
    if (!missing.some((one) => one.what === what)) missing.push(count === undefined ? { what, why } : { what, why, count });
  };
  const nothing = whyNothing(trigger);
  const nothingMade = capture ? 'failed' : nothing;
  if (!made.picture) lacks('picture', nothingMade);
  if (!made.fragment) lacks('fragment', nothingMade);
  if (!hasContext) lacks('context', capture ? 'page_does_not_show' : nothing);
  if (!capture?.ownAccount) lacks('own_account', capture ? 'not_in_view' : nothing);
  if (message.sentAt === undefined) lacks('sent_at', 'page_does_not_show');
  if (message.author.id === undefined) lacks('author_id', 'page_does_not_show');
  const contents = contentsLacking(flag, made.fragment ? capture : null);
  if (contents > 0) lacks('attachment_contents', 'not_in_this_version', contents);
  lacks('clock_offset', 'not_measured');
  for (const what of ['device_particulars', 'counterpart_profile', 'group_members', 'claimed_creditor', 'debt_context'] as const) lacks(what, 'not_in_this_version');
  return missing;
}

/** Smaller ones stand among the words, in CSS pixels. */
const SIGN_SIZE = 48;

/** How many things hung on the message whose contents the record does not hold: a picture may stand in the fragment. */
function contentsLacking({ message }: Flag, capture: PageCapture | null): number {
  const hung = Math.max(message.attachments.length, message.kind === 'text' || message.kind === 'recall' ? 0 : 1);
  const pictures = Math.max(message.attachments.filter((one) => one.startsWith('image')).length, message.kind === 'image' ? 1 : 0);
  const held = (nodes: readonly FragmentNode[]): number => nodes.reduce<number>((sum, node) => {
    if (typeof node === 'string') return sum;
    if (node.tag === 'img') return sum + (node.data && node.width >= SIGN_SIZE && node.height >= SIGN_SIZE ? 1 : 0);
    return sum + held(node.children);
  }, 0);
  const row = capture?.rows.find(({ place }) => place === 'message');
  return hung - Math.min(pictures, row ? held(row.nodes) : 0);
}
