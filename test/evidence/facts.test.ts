import { describe, expect, it } from 'vitest';
import type { FragmentRow, PageCapture } from '../../src/core/capture.ts';
import type { FragmentFacts, PictureFacts } from '../../src/core/entry.ts';
import { changeFacts, tombstoneFacts } from '../../src/evidence/facts.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { FIRST_CLOCK, NOW, sampleFacts, sampleFlag, SOFTWARE } from './samples.ts';

const { message: MESSAGE } = sampleFlag();
const row = (place: FragmentRow['place'], text: string, nodes: FragmentRow['nodes'] = [text]): FragmentRow => ({ place, message: { ...MESSAGE, key: text, text }, nodes });
const image = (size: number) => ({ tag: 'img' as const, alt: '', width: size, height: size, data: { type: 'image/png' as const, base64: 'AAAA', from: 'original' as const } });
const CAPTURE: PageCapture = {
  rows: [row('before', '还钱'), row('before', '在吗'), row('message', MESSAGE.text), row('after', '听见没有')],
  ownAccount: { id: 'u1', name: '小林' }, page: { url: 'https://chat.example/c/c1#now', title: '(3) A chat' },
  screen: { width: 1920, height: 1080, pixelRatio: 1.5, viewportWidth: 1280, viewportHeight: 720, scrollX: 0, scrollY: 40 }, locale: 'zh-CN', picture: { none: 'tab_not_visible' },
};
const FRAGMENT: FragmentFacts = { file: 'message.html', sha256: 'a'.repeat(64), bytes: 900, images: [] };
const PICTURE: PictureFacts = {
  file: 'picture.png', sha256: 'b'.repeat(64), bytes: 9_000, method: 'screen', width: 600, height: 300, pieces: 1, pixelRatio: 1.5, takenAt: NOW, covers: 'message_and_context',
};
const MADE = { fragment: FRAGMENT, picture: PICTURE, captureMethod: 'screen' as const, missing: [] };
const ALWAYS = [
  { what: 'clock_offset', why: 'not_measured' }, ...['device_particulars', 'counterpart_profile', 'group_members', 'claimed_creditor', 'debt_context'].map((what) => ({ what, why: 'not_in_this_version' })),
];

describe('entryFacts', () => {
  it('of a closed page holds what was kept, and says what it does not hold', () => {
    const flag = sampleFlag();
    expect(sampleFacts(flag)).toEqual({
      type: 'message', flagId: 'f1', message: flag.message, changes: [], context: { before: [], after: [] }, ownAccount: null,
      page: { url: 'https://chat.example/c/c1', title: 'A chat' },
      times: {
        sentAtShown: '21:14', sentAt: '2026-03-02T13:14:00.000Z', precision: 'minute', seenAt: '2026-03-02T13:15:00.000Z', archivedAt: NOW,
        zone: 'Asia/Taipei', utcOffsetMinutes: 480, clock: FIRST_CLOCK,
      },
      fragment: null, picture: null, captureMethod: 'text', trigger: 'history', source: flag.source, software: SOFTWARE,
      selfTest: { hash: true, signature: true }, salt: '0'.repeat(32),
      notCaptured: [...['picture', 'fragment', 'context', 'own_account'].map((what) => ({ what, why: 'page_not_open' })), ...ALWAYS],
    });
  });

  it('of an open page of which nothing came does not say that it was closed', () => {
    const facts = sampleFacts(sampleFlag(), { trigger: 'card' });
    expect(facts.notCaptured).toEqual([...['picture', 'fragment', 'context', 'own_account'].map((what) => ({ what, why: 'failed' })), ...ALWAYS]);
  });

  it('of an open page holds what was gathered there, in its order', () => {
    const facts = sampleFacts(sampleFlag(), { trigger: 'menu', capture: CAPTURE, made: MADE });
    expect(facts.context.before.map(({ text }) => text)).toEqual(['还钱', '在吗']);
    expect(facts.context.after.map(({ text }) => text)).toEqual(['听见没有']);
    expect(facts).toMatchObject({ ownAccount: { id: 'u1', name: '小林' }, page: CAPTURE.page, fragment: FRAGMENT, picture: PICTURE, captureMethod: 'screen', trigger: 'menu' });
    expect(facts.notCaptured).toEqual(ALWAYS);
  });

  it('keeps the message as it was first seen, with what befell it since', () => {
    const changes = [{ what: 'edited' as const, at: NOW, words: 'kind words' }];
    const facts = sampleFacts({ ...sampleFlag(), changes }, { capture: { ...CAPTURE, rows: [row('message', 'kind words')] }, made: MADE });
    expect(facts.message.text).toBe('明天上你家门口堵你');
    expect(facts.changes).toEqual(changes);
    expect(facts.notCaptured).toContainEqual({ what: 'context', why: 'page_does_not_show' });
  });

  it('says so when the page shows no time, no id and no account, and takes over why files lack, each reason once', () => {
    const flag = sampleFlag();
    delete flag.message.sentAt;
    delete flag.message.author.id;
    const made = { ...MADE, picture: null, captureMethod: 'text' as const, missing: [{ what: 'true_picture', why: 'needs_a_gesture' }, { what: 'picture', why: 'too_large' }, { what: 'images', why: 'protected_by_the_page', count: 2 }, { what: 'images', why: 'failed', count: 1 }] as const };
    const facts = sampleFacts(flag, { capture: { ...CAPTURE, ownAccount: null }, made });
    expect(facts.times.sentAt).toBeNull();
    expect(facts.notCaptured).toEqual([
      ...made.missing, { what: 'own_account', why: 'not_in_view' }, { what: 'sent_at', why: 'page_does_not_show' }, { what: 'author_id', why: 'page_does_not_show' }, ...ALWAYS,
    ]);
  });

  it.each<[string, { kind?: 'text' | 'voice' | 'image'; attachments: string[] }, FragmentRow['nodes'], number | undefined]>([
    ['nothing hung on it', { attachments: [] }, [image(20)], undefined],
    ['a file', { attachments: ['file: notice.pdf'] }, [image(200)], 1],
    ['a voice message without words', { kind: 'voice', attachments: [] }, [], 1],
    ['a picture that the fragment holds', { kind: 'image', attachments: ['image: photo.jpg'] }, [{ tag: 'p', children: [image(200)] }], undefined],
    ['a picture of which only the address is known', { kind: 'image', attachments: ['image: photo.jpg'] }, [{ ...image(200), data: undefined as never }], 1],
    ['a picture, and a smiley in the fragment', { kind: 'image', attachments: ['image: photo.jpg'] }, [image(20)], 1],
    ['two pictures, one held, and a file', { attachments: ['image: a', 'image: b', 'file: c'] }, [image(90)], 2],
  ])('attachments: %s', (_name, { kind = 'text', attachments }, nodes, count) => {
    const flag = sampleFlag();
    Object.assign(flag.message, { kind, attachments });
    const facts = sampleFacts(flag, { capture: { ...CAPTURE, rows: [row('message', 'x', nodes)] }, made: MADE });
    expect(facts.notCaptured.find(({ what }) => what === 'attachment_contents')).toEqual(count === undefined ? undefined : { what: 'attachment_contents', why: 'not_in_this_version', count });
  });

  it('holds no verdict, no state and no dismissal', () => {
    const flag = { ...sampleFlag(), state: 'dismissed' as const, dismissedAt: NOW };
    expect(JSON.stringify(sampleFacts(flag))).not.toMatch(/verdict|pressing|dismiss|0\.9/);
  });

  it('has another salt each time', () => {
    const salts = new Set([1, 2, 3].map(() => sampleFacts(sampleFlag(), { salt: undefined as never }).salt));
    expect(salts.size).toBe(3);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuses a zone or a time that does not exist', () => {
    expect(() => sampleFacts(sampleFlag(), { zone: 'Mars/Olympus' })).toThrow('bad_request');
    expect(() => sampleFacts(sampleFlag(), { zone: '' })).toThrow('bad_request');
    expect(() => sampleFacts(sampleFlag(), { now: 'now' })).toThrow('bad_request');
  });
});

it('what came later names the link that it speaks of', () => {
  const about = { seq: 3, hash: 'c'.repeat(64), flagId: 'f1' };
  const when = { now: NOW, zone: 'Europe/London', clock: FIRST_CLOCK, software: SOFTWARE, salt: 'ab'.repeat(16) };
  expect(changeFacts({ about, change: { what: 'gone', at: NOW }, seenAt: '2026-03-02T13:15:00.000Z', ...when })).toEqual({
    type: 'change', about, change: { what: 'gone', at: NOW }, seenAt: '2026-03-02T13:15:00.000Z', salt: 'ab'.repeat(16), clock: FIRST_CLOCK, zone: 'Europe/London', utcOffsetMinutes: 0, software: SOFTWARE,
  });
  expect(tombstoneFacts({ about, reason: '', ...when })).toEqual({
    type: 'deleted', about, reason: '', deletedAt: NOW, salt: 'ab'.repeat(16), clock: FIRST_CLOCK, zone: 'Europe/London', utcOffsetMinutes: 0, software: SOFTWARE,
  });
  const { salt: _, ...unsalted } = when;
  const salts = [1, 2].map(() => changeFacts({ about, change: { what: 'gone', at: NOW }, seenAt: NOW, ...unsalted }).salt);
  expect(salts[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(salts[0]).not.toBe(salts[1]);
});

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
