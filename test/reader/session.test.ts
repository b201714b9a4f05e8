// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { FlagInput, KeptFlag } from '../../src/core/flag.ts';
import type { Role } from '../../src/core/message.ts';
import type { ConversationWord, Verdict } from '../../src/core/verdict.ts';
import type { MarkState } from '../../src/reader/deps.ts';
import { Session } from '../../src/reader/session.ts';
import type { Reading } from '../../src/sites/site.ts';

const id = (key: string) => `id-${key}`;
let shown: Map<string, MarkState>;
let sent: FlagInput[][];
let heard: string[];
let judged: string[];
let word: ConversationWord | null;
let failWith: Error | null;
let controller: AbortController;
let session: Session;
let rereads: number;

function reading(key: string, text: string, role: Role = 'them', row = document.createElement('div')): Reading {
  return {
    row,
    spot: { body: row, pieces: [] },
    source: { adapter: 'practice', adapterVersion: '1', trust: 'practice', pageTitle: '' },
    message: { key, site: 'https://a.example', conversation: { id: 'c', title: 'C' }, author: { name: 'x', role }, text, sentAtShown: '', seenAt: '2026-01-01T00:00:00.000Z', kind: 'text', attachments: [], url: 'https://a.example/' },
  };
}

function verdict(flagged: boolean): Verdict {
  return { flagged, labels: flagged ? [{ id: 'visit', score: 0.9 }] : [], spans: [], pressing: 0.5, modelVersion: 't' };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  shown = new Map();
  sent = [];
  heard = [];
  judged = [];
  word = null;
  failWith = null;
  rereads = 0;
  controller = new AbortController();
  const answer = (key: string, state: KeptFlag['state']): KeptFlag => ({ id: id(key), key, state });
  session = new Session({
    signal: controller.signal,
    rereadAll: () => rereads++,
    revoked: () => controller.abort(),
    marks: {
      show: (key, _spot, _verdict, state) => void shown.set(key, state),
      // As the marker does: only what is shown has a state to show.
      setState: (key, state) => void (shown.has(key) && shown.set(key, state)),
      remove: (key) => void shown.delete(key),
      clear: () => shown.clear(),
    },
    judge: {
      judge: (_chat, text, chatWord) => {
        judged.push(text);
        return verdict(text.startsWith('bad') && chatWord !== 'not_collector');
      },
      heard: (_chat, role) => void heard.push(role),
    },
    worker: {
      keepFlags: async (flags) => {
        sent.push(flags);
        if (failWith) throw failWith;
        return flags.map(({ message }) => answer(message.key, 'open'));
      },
      archiveFlag: async (flagId) => ({ flagId, seq: 1, hash: 'h' }),
      dismissFlag: async (flagId) => answer(flagId.slice(3), 'dismissed'),
      restoreFlag: async (flagId) => answer(flagId.slice(3), 'open'),
      chatWord: async () => word,
      setChatWord: async (_chat, set) => set,
    },
  });
});

test('a flagged message is marked, kept, and says kept only after the answer', async () => {
  session.take([reading('1', 'bad')]);
  await settled();
  expect(shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null });
  expect(sent).toHaveLength(1);
  session.take([reading('2', 'bad')]);
  expect(shown.get('2')?.kept).toBe('saving');
});

test('own and system messages are never judged; ordinary ones are never kept', async () => {
  session.take([reading('1', 'bad', 'me'), reading('2', 'bad', 'system'), reading('3', 'fine')]);
  await settled();
  expect(judged).toEqual(['fine']);
  expect(sent).toEqual([]);
  expect(shown.size).toBe(0);
  expect(heard).toEqual(['me', 'system', 'them']);
  expect(session.messages).toBe(3);
});

test('a re-render marks again and keeps nothing twice', async () => {
  session.take([reading('1', 'bad')]);
  await settled();
  shown.clear();
  session.take([reading('1', 'bad')]);
  await settled();
  expect(shown.get('1')?.kept).toBe('kept');
  expect(sent).toHaveLength(1);
  expect(session.messages).toBe(1);
});

test('an element re-used for another message loses the old mark', async () => {
  const row = document.createElement('div');
  session.take([reading('1', 'bad', 'them', row)]);
  await settled();
  session.take([reading('2', 'fine', 'them', row)]);
  expect(shown.has('1')).toBe(false);
});

test('a refused write shows as failed, and trying again keeps it', async () => {
  failWith = new Error('bad_request: x');
  session.take([reading('1', 'bad')]);
  await settled();
  expect(shown.get('1')).toMatchObject({ kept: 'failed', failure: 'bad_request' });
  failWith = null;
  session.retry('1');
  await settled();
  expect(shown.get('1')).toEqual({ kept: 'kept', flag: 'open', word: null });
});

test('one refused flag does not take its neighbours with it', async () => {
  failWith = new Error('bad_request: x');
  session.take([reading('1', 'bad'), reading('2', 'bad'), reading('3', 'bad')]);
  await settled();
  // The batch, its halves, and each alone.
  expect(sent.map((batch) => batch.length)).toEqual([3, 2, 1, 1, 1]);
});

test('a site no longer granted ends the reading', async () => {
  failWith = new Error('permission_missing');
  session.take([reading('1', 'bad')]);
  await settled();
  expect(controller.signal.aborted).toBe(true);
});

test('dismiss and restore follow the worker', async () => {
  session.take([reading('1', 'bad')]);
  await settled();
  await session.dismiss('1');
  expect(shown.get('1')?.flag).toBe('dismissed');
  await session.restore('1');
  expect(shown.get('1')?.flag).toBe('open');
  await session.archive('1');
  expect(shown.get('1')?.flag).toBe('archived');
});

test('“not a collector” takes the marks off and keeps what was kept; taking it back marks again', async () => {
  const one = reading('1', 'bad');
  session.take([one, reading('2', 'fine')]);
  await settled();
  await session.setWord('1', 'not_collector');
  expect(rereads).toBe(1);
  session.take([one]);
  expect(shown.has('1')).toBe(false);
  await session.setWord('1', null);
  session.take([one]);
  expect(shown.get('1')).toMatchObject({ kept: 'kept', word: null });
  expect(sent).toHaveLength(1);
  expect(session.messages).toBe(2);
});

test('the reader’s word is known before the first message is judged', async () => {
  word = 'not_collector';
  session.take([reading('1', 'bad')]);
  await settled();
  expect(shown.size).toBe(0);
  expect(judged).toEqual(['bad']);
});

test('after abort nothing more is sent', async () => {
  session.take([reading('1', 'bad')]);
  controller.abort();
  await settled();
  expect(sent).toEqual([]);
});
