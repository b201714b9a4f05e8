import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import { checkChat, checkConfirmed, checkFlagId, checkFlagInputs, checkLesson, checkMissed, checkWord } from '../../src/store/checks.ts';
import { sampleFlag } from './samples.ts';

function input() {
  const { id: _id, ...flag } = sampleFlag();
  return structuredClone(flag);
}

type Loose = Record<string, any>;

/** A copy of the good input with one thing changed. */
function changed(change: (flag: Loose) => void): unknown {
  const flag = input() as Loose;
  change(flag);
  return flag;
}

const long = (units: number) => 'x'.repeat(units);

describe('checkFlagInputs takes', () => {
  it.each<[string, (flag: Loose) => void]>([
    ['a plain one', () => {}],
    ['no sentAt, no author id, no zone', (flag) => { delete flag.message.sentAt; }],
    ['all optional members', (flag) => { flag.message.zone = 'Asia/Shanghai'; flag.message.author.id = 'u1'; }],
    ['a million units of text', (flag) => { flag.message.text = long(LIMITS.text); }],
    ['markup, bidi, NUL and half a character', (flag) => { flag.message.text = '<script>\u202e\u0000\ud83d=1+1'; }],
    ['empty text, title and name', (flag) => { flag.message.text = ''; flag.verdict.spans = []; flag.message.author.name = ''; flag.message.conversation.title = ''; }],
    ['names at their limit', (flag) => { flag.message.author.name = long(1000); flag.message.conversation.title = long(2000); flag.message.url = `https://chat.example/${long(8192 - 21)}`; flag.message.key = long(512); }],
    ['a span over the whole text', (flag) => { flag.verdict.spans = [{ start: 0, end: flag.message.text.length, label: 'visit' }]; }],
    ['200 spans', (flag) => { flag.verdict.spans = Array.from({ length: 200 }, () => ({ start: 0, end: 1, label: 'visit' })); }],
    ['one that says the classifier found it', (flag) => { flag.markedBy = 'classifier'; }],
    ['a time with offset', (flag) => { flag.message.sentAt = '2026-03-02T21:14:00+08:00'; }],
  ])('%s, verbatim', (_name, change) => {
    const flag = changed(change);
    expect(checkFlagInputs([flag])).toEqual([flag]);
  });

  it.each(['https://bank.example/help', 'https://chat.example.evil/', 'https://chat.example@bank.example/', 'javascript:alert(1)', 'about:srcdoc'])('an address of another site as the site: %s', (url) => {
    expect(checkFlagInputs([changed((flag) => { flag.message.url = url; })])[0]!.message.url).toBe('https://chat.example');
  });

  it('an empty batch and a full one', () => {
    expect(checkFlagInputs([])).toEqual([]);
    expect(checkFlagInputs(Array.from({ length: LIMITS.flags }, input)).length).toBe(LIMITS.flags);
  });

  it('but not the members it does not know', () => {
    const flag = changed((flag) => { flag.id = 'forged'; flag.state = 'archived'; flag.message.html = '<b>'; flag.verdict.labels[0].why = 'x'; });
    expect(checkFlagInputs([flag])).toEqual([input()]);
  });

  it('and no prototype of the page’s making', () => {
    const flag = JSON.parse(JSON.stringify(input()).replace('{', '{"__proto__":{"polluted":true},')) as unknown;
    const [checked] = checkFlagInputs([flag]);
    expect((checked as unknown as Loose).polluted).toBeUndefined();
    expect(({} as Loose).polluted).toBeUndefined();
  });
});

describe('checkFlagInputs refuses', () => {
  it.each<[string, (flag: Loose) => void]>([
    ['text over a million', (flag) => { flag.message.text = long(LIMITS.text + 1); }],
    ['what says that the reader marked it', (flag) => { flag.markedBy = 'reader'; }],
    ['text that is no string', (flag) => { flag.message.text = { length: 3 }; }],
    ['a name over 1,000', (flag) => { flag.message.author.name = long(1001); }],
    ['a title over 2,000', (flag) => { flag.message.conversation.title = long(2001); }],
    ['a page title over 2,000', (flag) => { flag.source.pageTitle = long(2001); }],
    ['a url over 8,192', (flag) => { flag.message.url = long(8193); }],
    ['a key over 512', (flag) => { flag.message.key = long(513); }],
    ['an empty key', (flag) => { flag.message.key = ''; }],
    ['a conversation id over 512', (flag) => { flag.message.conversation.id = long(513); }],
    ['a site that is no origin', (flag) => { flag.message.site = 'chat'; }],
    ['a site with a space', (flag) => { flag.message.site = 'https://a b'; }],
    ['201 spans', (flag) => { flag.verdict.spans = Array.from({ length: 201 }, () => ({ start: 0, end: 1, label: 'visit' })); }],
    ['a span past the text', (flag) => { flag.verdict.spans = [{ start: 0, end: flag.message.text.length + 1, label: 'visit' }]; }],
    ['a span before the text', (flag) => { flag.verdict.spans = [{ start: -1, end: 1, label: 'visit' }]; }],
    ['an empty span', (flag) => { flag.verdict.spans = [{ start: 1, end: 1, label: 'visit' }]; }],
    ['a span of half units', (flag) => { flag.verdict.spans = [{ start: 0, end: 1.5, label: 'visit' }]; }],
    ['a span with NaN', (flag) => { flag.verdict.spans = [{ start: 0, end: Number.NaN, label: 'visit' }]; }],
    ['a label that is none', (flag) => { flag.verdict.labels = [{ id: 'rude', score: 0.5 }]; }],
    ['a label of every object', (flag) => { flag.verdict.labels = [{ id: 'constructor', score: 0.5 }]; }],
    ['a label twice', (flag) => { flag.verdict.labels = [{ id: 'visit', score: 0.5 }, { id: 'visit', score: 0.6 }]; }],
    ['a score over 1', (flag) => { flag.verdict.labels = [{ id: 'visit', score: 1.01 }]; }],
    ['a score that is NaN', (flag) => { flag.verdict.labels = [{ id: 'visit', score: Number.NaN }]; }],
    ['a pressing below 0', (flag) => { flag.verdict.pressing = -0.1; }],
    ['an unflagged message', (flag) => { flag.verdict.flagged = false; }],
    ['a flag without a label', (flag) => { flag.verdict.labels = []; }],
    ['the reader’s own message', (flag) => { flag.message.author.role = 'me'; }],
    ['a time that is none', (flag) => { flag.message.seenAt = 'now'; }],
    ['30 February', (flag) => { flag.message.sentAt = '2026-02-30T10:00:00Z'; }],
    ['a time without a zone', (flag) => { flag.message.sentAt = '2026-02-03T10:00:00'; }],
    ['a date alone', (flag) => { flag.message.sentAt = '2026-02-03'; }],
    ['a huge time', (flag) => { flag.message.sentAt = `2026-02-03T10:00:00.${long(1e6)}Z`; }],
    ['101 attachments', (flag) => { flag.message.attachments = Array.from({ length: 101 }, () => 'image'); }],
    ['an attachment that is an object', (flag) => { flag.message.attachments = [{}]; }],
    ['a kind that is none', (flag) => { flag.message.kind = 'video'; }],
    ['a trust that is none', (flag) => { flag.source.trust = 'official'; }],
    ['a missing message', (flag) => { delete flag.message; }],
    ['a missing source', (flag) => { delete flag.source; }],
    ['null for an absent member', (flag) => { flag.message.sentAt = null; }],
    ['a list for a message', (flag) => { flag.message = []; }],
  ])('%s', (_name, change) => {
    const act = () => checkFlagInputs([input(), changed(change)]);
    expect(act).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  it.each<[string, unknown]>([['null', null], ['undefined', undefined], ['a string', 'flags'], ['one flag', input()], ['something with a length', { length: 1, 0: input() }], ['a list of null', [null]]])(
    '%s', (_name, value) => {
      expect(() => checkFlagInputs(value)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    });

  it('a million of them without looking at each', () => {
    let looked = 0;
    const many = new Proxy(Array.from({ length: 1_000_000 }), { get: (target, name) => { if (typeof name === 'string' && /^\d+$/.test(name)) looked++; return Reflect.get(target, name) as unknown; } });
    expect(() => checkFlagInputs(many)).toThrow('bad_request');
    expect(looked).toBe(0);
  });

  it('in words that repeat nothing of a stranger’s text', () => {
    try {
      checkFlagInputs([changed((flag) => { flag.message.author.name = `SECRET${long(5000)}`; })]);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toContain('message.author.name');
      expect((error as Error).message).not.toContain('SECRET');
      expect((error as Error).message.length).toBeLessThan(200);
    }
  });
});

describe('the small checks', () => {
  it('take a flag id that is a SHA-256, and nothing else', () => {
    expect(checkFlagId('a'.repeat(64))).toBe('a'.repeat(64));
    for (const bad of ['a'.repeat(63), 'A'.repeat(64), `${'a'.repeat(64)}\n`, '', null, 7, {}]) expect(() => checkFlagId(bad)).toThrow('bad_request');
  });

  it('take a chat, without what else comes along', () => {
    const chat = { site: 'https://a.example', conversation: { id: 'c', title: 'T' } };
    expect(checkChat({ ...chat, word: 'collector' })).toEqual(chat);
    for (const bad of [{ ...chat, site: '' }, { site: chat.site }, { ...chat, conversation: { id: 7, title: '' } }, null]) expect(() => checkChat(bad)).toThrow('bad_request');
  });

  it('the reader’s word', () => {
    for (const word of ['collector', 'not_collector', null]) expect(checkWord({ word })).toBe(word);
    for (const bad of [{ word: 'friend' }, {}, { word: 1 }, null]) expect(() => checkWord(bad)).toThrow('bad_request');
  });
});

describe('a message that the reader marked', () => {
  const missed = (change: (flag: Loose) => void = () => {}) => changed((flag) => {
    Object.assign(flag, { markedBy: 'reader' });
    Object.assign(flag.verdict, { spans: [], modelVersion: 'reader', pressing: 0 });
    change(flag);
  });
  it('is taken', () => expect(checkMissed(missed())).toEqual(missed()));
  it.each<[string, (flag: Loose) => void]>([
    ['no label', (flag) => { flag.verdict.labels = []; }],
    ['a label twice', (flag) => { flag.verdict.labels = [{ id: 'visit', score: 1 }, { id: 'visit', score: 1 }]; }],
    ['a label of its own', (flag) => { flag.verdict.labels = [{ id: 'rude', score: 1 }]; }],
    ['words that decided', (flag) => { flag.verdict.spans = [{ start: 0, end: 1, label: 'visit' }]; }],
    ['a model that found it', (flag) => { flag.verdict.modelVersion = 'm1'; }],
    ['nobody who marked it', (flag) => { delete flag.markedBy; }],
    ['the reader’s own words', (flag) => { flag.message.author.role = 'me'; }],
  ])('is refused with %s', (_name, change) => expect(() => checkMissed(missed(change))).toThrow(/^bad_request/));
});

describe('a lesson given back', () => {
  const lesson = { id: 'a'.repeat(64), says: 'harassment', text: 'x\ud83d', at: '2026-03-02T13:14:00.000Z', flagId: 'a'.repeat(64), site: 'https://chat.example', title: '' };
  it('is taken verbatim, without what it does not know', () => {
    expect(checkLesson({ ...lesson, html: '<b>' })).toEqual(lesson);
    const { flagId: _flagId, site: _site, title: _title, ...bare } = lesson;
    expect(checkLesson(bare)).toEqual(bare);
  });
  it.each<[string, Loose]>([
    ['another word', { says: 'spam' }], ['a long text', { text: long(2001) }], ['an id that is none', { id: 'x' }], ['a time that is none', { at: 'yesterday' }], ['no site', { site: 'chat' }],
  ])('is refused with %s', (_name, change) => expect(() => checkLesson({ ...lesson, ...change })).toThrow(/^bad_request/));
});

it.each([[{ confirmed: true }, true], [{ confirmed: false, more: 1 }, false]])('%j', (value, wanted) => expect(checkConfirmed(value)).toBe(wanted));
it.each([[null], [{}], [{ confirmed: 'yes' }]])('%j is refused', (value) => expect(() => checkConfirmed(value)).toThrow(/^bad_request/));
