import type { ChangeFacts, ClockFacts, Entry, EntryFacts, MessageEntry } from '../../src/core/entry.ts';
import type { Flag } from '../../src/core/flag.ts';

export const CALM_CLOCK: ClockFacts = { previousSealedAt: null, wentBackMs: null, movedMs: null, zoneBefore: null, offsetMinutesBefore: null };

const SOFTWARE: EntryFacts['software'] = { extension: '0.1.0', model: 'm1', browser: 'Chrome 156', os: 'linux x86-64', userAgent: '', locale: 'zh-CN', screen: null };

/** A sealed entry of a flag, as the page sees it: its hash is made up. */
export function sampleEntry(flag: Flag, change: Partial<EntryFacts> = {}): MessageEntry {
  const { message } = flag;
  const near = (text: string, name: string, role: 'them' | 'me') => ({ ...message, key: text, text, author: { name, role } });
  const seq = flag.entrySeq ?? 1;
  return {
    seq, hash: 'a1b2'.repeat(16), prev: '0'.repeat(64), keyId: 'c3d4'.repeat(16), signature: '',
    body: {
      format: 1, seq, prev: '0'.repeat(64), sealedAt: '2026-03-03T02:00:00.000Z',
      facts: {
        type: 'message', flagId: flag.id, message, changes: [],
        context: { before: [near('你好，请问是王先生吗', 'collector', 'them')], after: [near('别再打了', '王', 'me')] },
        ownAccount: { name: '王小明' },
        page: { url: message.url, title: '' },
        times: { sentAtShown: message.sentAtShown, sentAt: message.sentAt ?? null, precision: 'minute', seenAt: message.seenAt, archivedAt: '2026-03-03T02:00:00.000Z', zone: 'Asia/Shanghai', utcOffsetMinutes: 480, clock: CALM_CLOCK },
        fragment: { file: 'message.html', sha256: 'f'.repeat(64), bytes: 4_321, images: [] },
        picture: { file: 'picture.png', sha256: 'e'.repeat(64), bytes: 48_000, method: 'screen', width: 1200, height: 500, pieces: 1, pixelRatio: 2, takenAt: '2026-03-03T01:59:58.000Z', covers: 'message_and_context' },
        captureMethod: 'screen', trigger: 'menu', source: flag.source, software: SOFTWARE, selfTest: { hash: true, signature: true }, salt: 'b'.repeat(32),
        notCaptured: [{ what: 'images', why: 'protected_by_the_page', count: 2 }, { what: 'clock_offset', why: 'not_measured' }],
        ...change,
      },
    },
  };
}

/** What befell it later, as a link of its own. */
export function sampleChange(flag: Flag, seq: number, change: ChangeFacts['change']): Entry {
  const facts: ChangeFacts = {
    type: 'change', about: { seq: flag.entrySeq ?? 1, hash: 'a1b2'.repeat(16), flagId: flag.id }, change, seenAt: flag.message.seenAt, clock: CALM_CLOCK, zone: 'Asia/Shanghai', utcOffsetMinutes: 480, software: SOFTWARE, salt: 'c'.repeat(32),
  } as ChangeFacts;
  return { seq, hash: 'd'.repeat(64), prev: 'a1b2'.repeat(16), keyId: 'c3d4'.repeat(16), signature: '', body: { format: 1, seq, prev: 'a1b2'.repeat(16), sealedAt: change.at, facts } };
}
