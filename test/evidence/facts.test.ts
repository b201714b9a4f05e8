import { describe, expect, it } from 'vitest';
import { entryFacts, utcOffsetMinutes } from '../../src/evidence/facts.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { NOW, sampleFlag, SOFTWARE } from './samples.ts';

const facts = (flag = sampleFlag(), zone = 'Asia/Taipei') => entryFacts({ flag, now: NOW, zone, software: SOFTWARE });

describe('entryFacts', () => {
  it('holds what was shown, and says what it does not hold', () => {
    const flag = sampleFlag();
    expect(facts(flag)).toEqual({
      flagId: 'f1', message: flag.message, context: { before: [], after: [] }, ownAccount: null,
      page: { url: 'https://chat.example/c/c1', title: 'A chat' },
      times: { sentAtShown: '21:14', sentAt: '2026-03-02T13:14:00.000Z', seenAt: '2026-03-02T13:15:00.000Z', archivedAt: NOW, zone: 'Asia/Taipei', utcOffsetMinutes: 480 },
      fragment: null, picture: null, captureMethod: 'text', source: flag.source, software: SOFTWARE,
      notCaptured: [
        { what: 'picture', why: 'not_in_this_version' }, { what: 'fragment', why: 'not_in_this_version' },
        { what: 'context', why: 'not_in_this_version' }, { what: 'own_account', why: 'not_in_this_version' },
      ],
    });
  });

  it('says so when the page shows no time and no id', () => {
    const flag = sampleFlag();
    delete flag.message.sentAt;
    delete flag.message.author.id;
    expect(facts(flag).times.sentAt).toBeNull();
    expect(facts(flag).notCaptured.slice(4)).toEqual([{ what: 'sent_at', why: 'page_does_not_show' }, { what: 'author_id', why: 'page_does_not_show' }]);
  });

  it('holds no verdict, no state and no dismissal', () => {
    const flag = { ...sampleFlag(), state: 'dismissed' as const, dismissedAt: NOW };
    expect(JSON.stringify(facts(flag))).not.toMatch(/verdict|pressing|dismiss|0\.9/);
  });

  it('refuses a zone or a time that does not exist', () => {
    expect(() => facts(sampleFlag(), 'Mars/Olympus')).toThrow('bad_request');
    expect(() => facts(sampleFlag(), '')).toThrow('bad_request');
    expect(() => entryFacts({ flag: sampleFlag(), now: 'now', zone: 'UTC', software: SOFTWARE })).toThrow('bad_request');
  });
});

it.each([
  ['2026-07-01T00:00:00Z', 'Asia/Shanghai', 480], ['2026-07-01T00:00:00Z', 'UTC', 0], ['2026-07-01T00:00:00Z', 'Asia/Kolkata', 330],
  ['2026-01-01T00:00:00Z', 'America/St_Johns', -210], ['2026-07-01T00:00:00Z', 'America/St_Johns', -150], ['2026-01-01T00:00:00Z', 'Europe/London', 0],
  ['2026-07-01T00:00:00Z', 'Europe/London', 60], ['2026-07-01T00:00:00Z', 'Pacific/Kiritimati', 840], ['2026-07-01T00:00:00Z', 'Etc/GMT+12', -720],
])('at %s %s is %i minutes from UTC', (iso, zone, minutes) => { expect(utcOffsetMinutes(iso, zone)).toBe(minutes); });

describe('flagId', () => {
  const id = (change: (message: ReturnType<typeof sampleFlag>['message']) => void = () => {}) => {
    const { message } = sampleFlag();
    change(message);
    return flagId(message);
  };

  it('is the SHA-256 of canonical JSON, and never changes', () => {
    expect(id()).toBe('4d8c4f6e7ec3fcdcc3ed13b29646e4500d1c1aca058b53aebdb3611c23806039');
  });

  it('is the same however the message is read, and another for another message', () => {
    expect(id((message) => { message.text = 'other'; message.seenAt = NOW; message.author.name = 'renamed'; message.conversation.title = 'x'; })).toBe(id());
    const others = [
      id((message) => { message.key = 'k2'; }), id((message) => { message.site = 'https://chat.example2'; }), id((message) => { message.conversation.id = 'c2'; }),
      // The same characters, parted elsewhere.
      id((message) => { message.conversation.id = 'c1k'; message.key = '1'; }), id((message) => { message.conversation.id = 'c1","k1'; message.key = ''; }),
    ];
    expect(new Set([id(), ...others]).size).toBe(6);
  });

  it('tells halves of characters apart', () => {
    const ids = ['\ud83d', '\ud83e', '\ufffd', '\\uD83D'].map((key) => id((message) => { message.key = key; }));
    expect(new Set(ids).size).toBe(4);
  });
});
