import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageCapture } from '../../src/core/capture.ts';
import type { ChangeFacts, EntryFacts } from '../../src/core/entry.ts';
import { flagId } from '../../src/evidence/flag-id.ts';
import { eachCustody } from '../../src/store/custody.ts';
import { eachLink } from '../../src/store/entries.ts';
import { getFlag, keepFlags } from '../../src/store/flags.ts';
import type { Store } from '../../src/store/schema.ts';
import { Archive } from '../../src/worker/archive.ts';
import { serveArchive } from '../../src/worker/serve-archive.ts';
import type { EntryReceipt } from '../../src/wire/protocol.ts';
import { checked } from '../store/archive-rig.ts';
import { all, freshStore, sampleFlag } from '../store/samples.ts';

type Handler = (message: { data: unknown; sender: { url?: string } }) => unknown;
const wire = vi.hoisted(() => ({ deaf: false, handlers: new Map<string, (message: never) => unknown>(), told: [] as [string, unknown][] }));
let granted: boolean;

vi.mock('../../src/wire/protocol.ts', () => ({
  onMessage: (name: string, handler: (message: never) => unknown) => wire.handlers.set(name, handler),
  sendMessage: (name: string, data: unknown) => Promise.resolve(void wire.told.push([name, data])),
}));
vi.mock('../../src/access/hosts.ts', async (original) => ({ ...(await original<object>()), isGranted: async () => granted, grantedSites: async () => ['https://chat.example/*'] }));
vi.mock('../../src/store/settings.ts', () => ({ readSettings: async () => ({ language: 'auto' }) }));
vi.mock('../../src/worker/artefacts.ts', () => ({
  makeArtefacts: async ({ capture }: { capture: PageCapture | null }) =>
    ({ artefacts: [], fragment: null, picture: null, captureMethod: 'text', missing: [{ what: 'picture', why: capture ? 'failed' : 'page_not_open' }] }),
}));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { getURL: (path: string) => `chrome-extension://us${path}`, getManifest: () => ({ version: '0.1.0' }), getPlatformInfo: async () => ({ os: 'linux', arch: 'arm' }) },
    i18n: { getUILanguage: () => 'en' },
    tabs: { query: async () => { if (wire.deaf) throw new Error('no window'); return [{ id: 1 }]; } },
    scripting: { executeScript: async () => [{ frameId: 0, result: 'https://chat.example' }] },
  },
}));

const PAGE = { url: 'https://chat.example/room' };
const OTHER = { url: 'https://other.example/room' };
const OURS = { url: 'chrome-extension://us/records.html' };
const NOW = '2026-03-03T00:00:00.000Z';
let store: Store;
let id: string;
const ask = async (name: string, data: unknown, sender: { url?: string } = PAGE) => (wire.handlers.get(name) as unknown as Handler)({ data, sender });

beforeEach(async () => {
  store = freshStore();
  granted = true;
  wire.handlers.clear();
  wire.told.length = 0;
  wire.deaf = false;
  serveArchive(store);
  const flag = sampleFlag();
  id = flagId(flag.message);
  await keepFlags(store, [{ ...flag, id }]);
});

function capture(change: Partial<PageCapture> = {}): PageCapture {
  const { message } = sampleFlag();
  return {
    rows: [{ place: 'before', message: { ...message, key: 'k0', text: '在吗' }, nodes: ['在吗'] }, { place: 'message', message, nodes: [message.text] }],
    ownAccount: null, page: { url: `${message.site}/c/c1`, title: '(1) Chat' },
    screen: { width: 1920, height: 1080, pixelRatio: 2, viewportWidth: 1280, viewportHeight: 720, scrollX: 0, scrollY: 0 }, locale: 'en', picture: { none: 'in_a_frame' }, ...change,
  };
}

describe('archiveFlag', () => {
  it('of a page, with what was gathered there: sealed, answered, and told to the readers of its site', async () => {
    const receipt = (await ask('archiveFlag', { flagId: id, trigger: 'menu', capture: capture() })) as EntryReceipt;
    const [link] = await all(eachLink(store));
    expect(receipt).toEqual({ flagId: id, seq: 1, hash: link!.hash, captureMethod: 'text' });
    const facts = link!.body!.facts as EntryFacts;
    expect(facts.context.before.map(({ text }) => text)).toEqual(['在吗']);
    expect(facts).toMatchObject({ trigger: 'menu', page: { title: '(1) Chat' }, software: { screen: { pixelRatio: 2 } } });
    expect(facts.notCaptured[0]).toEqual({ what: 'picture', why: 'failed' });
    expect(wire.told).toEqual([['flagChanged', { id, key: 'key f1', state: 'archived' }]]);
    expect(await ask('archiveFlag', { flagId: id, trigger: 'history' }, OURS)).toEqual(receipt);
  });

  it('is no failure where nobody could be told of it', async () => {
    wire.deaf = true;
    const receipt = (await ask('archiveFlag', { flagId: id, trigger: 'card' })) as EntryReceipt;
    expect(receipt.seq).toBe(1);
    expect(await ask('deleteFlag', { flagId: id, reason: '' }, OURS)).toBe(true);
  });

  it('of the history, where no page is open', async () => {
    await ask('archiveFlag', { flagId: id, trigger: 'history' }, OURS);
    expect((await all(eachLink(store)))[0]!.body!.facts).toMatchObject({ trigger: 'history', software: { screen: null }, page: { title: 'A chat' } });
  });

  it.each<[string, object, object?]>([
    ['a page that says it is the history', { trigger: 'history' }],
    ['a page of another site', { trigger: 'card' }, OTHER],
    ['a trigger that is none', { trigger: 'self' }],
    ['no trigger', {}],
    ['a capture that is text', { trigger: 'card', capture: 'x' }],
    ['a capture that is null', { trigger: 'card', capture: null }],
    ['a capture that is a list', { trigger: 'card', capture: [] }],
    ['an empty capture', { trigger: 'card', capture: {} }],
    ['a capture of another message', { trigger: 'card', capture: capture({ rows: [{ place: 'message', message: { ...sampleFlag().message, key: 'k9' }, nodes: [] }] }) }],
    ['a capture of another site', { trigger: 'card', capture: capture({ rows: [{ place: 'message', message: { ...sampleFlag().message, site: 'https://other.example' }, nodes: [] }] }) }],
    ['an id that is none', { trigger: 'card', flagId: '../x' }],
  ])('refuses %s, and seals nothing', async (_name, data, sender) => {
    await expect(ask('archiveFlag', { flagId: id, ...data }, sender)).rejects.toMatchObject({ code: 'bad_request' });
    expect(await store.entries.count()).toBe(0);
    expect((await getFlag(store, id))!.state).toBe('open');
  });

  it('refuses a site that was turned off', async () => {
    granted = false;
    await expect(ask('archiveFlag', { flagId: id, trigger: 'card' })).rejects.toMatchObject({ code: 'permission_missing' });
  });
});

describe('noteChange', () => {
  const change = { what: 'recalled', at: '2026-03-04T12:15:11.000Z', words: '对方撤回了一条消息' };

  it('of a message that is not archived is kept beside it alone', async () => {
    expect(await ask('noteChange', { flagId: id, change })).toBe(1);
    expect(await store.entries.count()).toBe(0);
    await ask('archiveFlag', { flagId: id, trigger: 'card' });
    expect(((await all(eachLink(store)))[0]!.body!.facts as EntryFacts).changes).toEqual([change]);
  });

  it('of an archived one is sealed as well, once', async () => {
    await ask('archiveFlag', { flagId: id, trigger: 'card' });
    expect(await ask('noteChange', { flagId: id, change })).toBe(1);
    expect(await ask('noteChange', { flagId: id, change })).toBe(1);
    const links = await all(eachLink(store));
    expect(links.length).toBe(2);
    expect(links[1]!.body!.facts as ChangeFacts).toMatchObject({ type: 'change', about: { seq: 1, hash: links[0]!.hash, flagId: id }, change, seenAt: '2026-03-02T13:15:00.000Z' });
  });

  it('is kept when sealing fails, and sealed with the next', async () => {
    await ask('archiveFlag', { flagId: id, trigger: 'card' });
    const sign = vi.spyOn(crypto.subtle, 'sign').mockRejectedValueOnce(new DOMException('no', 'OperationError'));
    await expect(ask('noteChange', { flagId: id, change })).rejects.toMatchObject({ code: 'unknown' });
    sign.mockRestore();
    expect((await getFlag(store, id))!.changes).toEqual([change]);
    expect(await ask('noteChange', { flagId: id, change: { what: 'gone', at: NOW } })).toBe(2);
    expect((await all(eachLink(store))).slice(1).map(({ body }) => (body!.facts as ChangeFacts).change.what)).toEqual(['recalled', 'gone']);
    expect(await checked(store)).toMatchObject({ whole: true });
  });

  it('from a page of another site is refused', async () => {
    await expect(ask('noteChange', { flagId: id, change }, OTHER)).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('deleteFlag', () => {
  it('from our own page: a tombstone, the line in the log, and the readers told', async () => {
    await ask('archiveFlag', { flagId: id, trigger: 'card' });
    wire.told.length = 0;
    expect(await ask('deleteFlag', { flagId: id, reason: '不想留着\ud83d' }, OURS)).toBe(true);
    expect(await getFlag(store, id)).toBeUndefined();
    expect(await checked(store)).toMatchObject({ whole: true, counts: { messages: 0, deleted: 1, tombstones: 1 } });
    expect((await all(eachCustody(store))).at(-1)).toMatchObject({ act: 'deleted', detail: { entry: 1, tombstone: 2, reason: '不想留着\ufffd' } });
    expect(wire.told).toContainEqual(['flagChanged', { id, key: 'key f1', state: 'dismissed' }]);
    expect(await ask('deleteFlag', { flagId: id, reason: '' }, OURS)).toBe(true);
    expect(await store.entries.count()).toBe(2);
    await expect(ask('archiveFlag', { flagId: id, trigger: 'card' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each<[string, object, object, string]>([
    ['a page', {}, PAGE, 'bad_request'],
    ['a reason that is too long', { reason: 'x'.repeat(501) }, OURS, 'bad_request'],
    ['no reason', { reason: undefined }, OURS, 'bad_request'],
    ['an id that is none', { flagId: 'f1' }, OURS, 'bad_request'],
    ['what is not there', { flagId: 'f'.repeat(64) }, OURS, 'not_found'],
  ])('refuses %s, and deletes nothing', async (_name, data, sender, code) => {
    await expect(ask('deleteFlag', { flagId: id, reason: '', ...data }, sender)).rejects.toMatchObject({ code });
    expect(await getFlag(store, id)).toBeDefined();
    expect(await store.custody.count()).toBe(0);
  });

  it('takes a reason of five hundred', async () => {
    expect(await ask('deleteFlag', { flagId: id, reason: '字'.repeat(500) }, OURS)).toBe(true);
  });
});

describe('noteVerified', () => {
  it('writes one line', async () => {
    expect(await ask('noteVerified', { entries: 5, custody: 9, outcome: 'whole' }, OURS)).toBe(true);
    expect(await all(eachCustody(store))).toMatchObject([{ act: 'verified', detail: { entries: 5, custody: 9, outcome: 'whole' } }]);
  });

  it.each<[string, object, object]>([
    ['a page', {}, PAGE], ['a number that is none', { entries: '5' }, OURS], ['less than none', { custody: -1 }, OURS], ['half an entry', { entries: 0.5 }, OURS], ['another outcome', { outcome: 'fine' }, OURS],
  ])('refuses %s', async (_name, data, sender) => {
    await expect(ask('noteVerified', { entries: 5, custody: 9, outcome: 'whole', ...data }, sender)).rejects.toMatchObject({ code: 'bad_request' });
    expect(await store.custody.count()).toBe(0);
  });
});

it('uses the archive that it is given', async () => {
  const archive = new Archive(store);
  const spy = vi.spyOn(archive, 'archive').mockRejectedValue(new Error('asked'));
  serveArchive(store, archive);
  await expect(ask('archiveFlag', { flagId: id, trigger: 'card' })).rejects.toThrow('asked');
  expect(spy).toHaveBeenCalledOnce();
});
