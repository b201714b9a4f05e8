// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameHealth } from '../../src/access/ask-frames.ts';
import { checkHealth } from '../../src/access/ask-frames.ts';
import { HealthTeller, pageHealth, type Counts, type PageFacts } from '../../src/reader/health.ts';

const BLANK: PageFacts = { source: null, confidence: null, tooUnsure: false, rows: 0, read: 0, rowsForMs: 0, fellBackFrom: null, note: null };
const WHATSAPP = { adapter: 'whatsapp', program: 'WhatsApp Web', trust: 'sourced' } as const;
const DETECTED = { adapter: 'detected', program: '', trust: 'detected' } as const;
const NONE: Counts = { messages: 0, flagged: 0, lastAt: null };
const SOME: Counts = { messages: 12, flagged: 2, lastAt: '2026-03-02T10:00:00.000Z' };

describe('pageHealth', () => {
  it.each<[string, Partial<PageFacts>, Counts, FrameHealth['state']]>([
    ['a page like any other', {}, NONE, 'nothing_yet'],
    ['a known program with no chat open', { source: WHATSAPP }, NONE, 'nothing_yet'],
    ['a known program that is read', { source: WHATSAPP, rows: 12, read: 11 }, SOME, 'reading'],
    ['a known program, rows still being built', { source: WHATSAPP, rows: 12, rowsForMs: 2_000 }, NONE, 'nothing_yet'],
    ['a known program of which nothing can be read', { source: WHATSAPP, rows: 12, rowsForMs: 3_000 }, NONE, 'broken'],
    ['the same, after it was read for a while', { source: WHATSAPP, rows: 12, rowsForMs: 3_000 }, SOME, 'broken'],
    ['two notices of the program in a new chat', { source: WHATSAPP, rows: 2, rowsForMs: 60_000 }, NONE, 'nothing_yet'],
    ['what the reader showed, gone', { source: { adapter: 'taught', program: '', trust: 'taught' }, rows: 9, rowsForMs: 9_000 }, NONE, 'broken'],
    ['detection does not stand for what should be there', { source: DETECTED, rows: 12, rowsForMs: 60_000 }, NONE, 'nothing_yet'],
    ['detection that does not dare', { tooUnsure: true, confidence: 0.3 }, NONE, 'unsure'],
    ['detection that reads', { source: DETECTED, confidence: 0.9, rows: 12, read: 12 }, SOME, 'reading'],
    ['between two chats', {}, SOME, 'reading'],
  ])('%s', (_name, facts, counts, state) => {
    const health = pageHealth({ ...BLANK, ...facts }, counts);
    expect(health.state).toBe(state);
    // What crosses to the popup is let through there.
    expect(checkHealth({ ...health, picking: false })).toEqual({ ...health, picking: false });
  });

  it('says how sure detection is, and of nothing else', () => {
    expect(pageHealth({ ...BLANK, source: DETECTED, confidence: 0.7, rows: 1, read: 1 }, SOME)).toMatchObject({ trust: 'detected', confidence: 0.7, messages: 12, flagged: 2, lastAt: SOME.lastAt });
    expect(pageHealth({ ...BLANK, source: WHATSAPP, confidence: 0.7, rows: 1, read: 1 }, SOME)).toMatchObject({ trust: 'sourced', program: 'WhatsApp Web', confidence: null });
    expect(pageHealth({ ...BLANK, tooUnsure: true, confidence: 0.3 }, NONE).confidence).toBe(0.3);
  });

  it('carries what it fell back from and the note', () => {
    expect(pageHealth({ ...BLANK, source: DETECTED, fellBackFrom: 'WhatsApp Web', note: 'flooded', rows: 1, read: 1 }, SOME)).toMatchObject({ fellBackFrom: 'WhatsApp Web', note: 'flooded' });
  });
});

describe('HealthTeller', () => {
  let controller: AbortController;
  let health: FrameHealth;
  let told: number;
  let fails: boolean;
  let teller: HealthTeller;
  const at = { ...pageHealth(BLANK, NONE), picking: false };

  beforeEach(() => {
    vi.useFakeTimers();
    controller = new AbortController();
    health = at;
    told = 0;
    fails = false;
    teller = new HealthTeller({
      controller,
      tell() {
        told++;
        if (fails) throw new Error('Extension context invalidated');
        return Promise.resolve(true);
      },
    });
  });
  afterEach(() => {
    controller.abort();
    vi.useRealTimers();
  });

  it('has no word before it begins and after it ends', () => {
    expect(teller.health()).toBeNull();
    teller.start(() => health);
    expect(teller.health()).toBe(health);
    teller.abort();
    expect(controller.signal.aborted).toBe(true);
    expect(teller.health()).toBeNull();
  });

  it('tells at the start, then only what the badge shows, once a second at most', async () => {
    teller.start(() => health);
    expect(told).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(1);
    health = { ...at, messages: 40, lastAt: SOME.lastAt, picking: true };
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(1);
    for (let n = 1; n <= 20; n++) {
      health = { ...at, state: 'reading', flagged: n };
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(told).toBeGreaterThanOrEqual(2);
    expect(told).toBeLessThanOrEqual(4);
    health = { ...health, fellBackFrom: 'WhatsApp Web' };
    const before = told;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toBe(before + 1);
  });

  it('tells again what was not heard', async () => {
    fails = true;
    teller.start(() => health);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toBe(3);
    fails = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(4);
  });

  it('tells again when the page comes back from the browser’s cache', async () => {
    teller.start(() => health);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe(1);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe(2);
    // Seen anew, on a page that names a picture like what we listen by.
    document.body.innerHTML = '<img name="addEventListener">';
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toBe(3);
  });

  it('says once that it has ended, and leaves no timer behind', async () => {
    teller.start(() => health);
    controller.abort();
    expect(told).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
    health = { ...at, state: 'reading', flagged: 1 };
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toBe(2);
  });

  it('does not begin when it has ended already, and ends quietly when no one is there to hear', () => {
    controller.abort();
    teller.start(() => health);
    expect([told, vi.getTimerCount(), teller.health()]).toEqual([0, 0, null]);
    const other = new AbortController();
    fails = true;
    const late = new HealthTeller({ controller: other, tell: () => { throw new Error('gone'); } });
    late.start(() => health);
    expect(() => other.abort()).not.toThrow();
  });
});
