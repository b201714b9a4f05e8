import type { ArtefactName, Entry } from '../../src/core/entry.ts';
import type { Flag, FlagState } from '../../src/core/flag.ts';
import type { Label } from '../../src/core/verdict.ts';
import { flagTime, type ArchiveVerdict, type ExportDone, type FlagFilter, type HistoryDeps, type PastExport } from '../../src/ui/history/deps.ts';
import { sampleEntry } from './fake-entry.ts';

interface Sample {
  id: string;
  text: string;
  labels?: [Label, number][];
  /** Words to mark with the first label. */
  words?: string;
  sentAt?: string | null;
  shown?: string;
  author?: string;
  chat?: string;
  site?: string;
  state?: FlagState;
  attachments?: string[];
  url?: string;
}

export function sampleFlag(sample: Sample): Flag {
  const { id, text, labels = [['violence', 0.95]], words = '', sentAt = '2026-03-02T13:14:05.000Z', shown = '21:14', author = 'collector', chat = '#loan', site = 'https://chat.example', state = 'open', attachments = [], url = `${site}/room/1` } = sample;
  const start = words ? text.indexOf(words) : -1;
  return {
    id: id.padEnd(64, '0'),
    message: {
      key: id, site, url, text, attachments, kind: 'text',
      conversation: { id: chat, title: chat },
      author: { name: author, role: 'them' },
      sentAtShown: shown,
      ...(sentAt ? { sentAt } : {}),
      zone: 'Asia/Shanghai',
      seenAt: '2026-03-02T13:20:00.000Z',
    },
    verdict: {
      flagged: true,
      labels: labels.map(([label, score]) => ({ id: label, score })),
      spans: start < 0 ? [] : [{ start, end: start + words.length, label: labels[0]![0] }],
      pressing: 0.9,
      modelVersion: 'm1-2026-03',
    },
    source: { adapter: 'thelounge', adapterVersion: '1', trust: 'run', pageTitle: '#loan — The Lounge' },
    state,
    keptAt: '2026-03-02T13:20:01.000Z',
    ...(state === 'dismissed' ? { dismissedAt: '2026-03-03T01:00:00.000Z' } : {}),
    ...(state === 'archived' ? { entrySeq: 1 } : {}),
  };
}

/** One full copy, made. */
export function sampleExport(flags: number, onSave: (name: string) => void = () => undefined): ExportDone {
  const name = 'witnessmark-2026-03-03.zip';
  return { files: [{ kind: 'full', name, bytes: 48_230, manifestSha256: 'e5f6'.repeat(16), save: () => onSave(name) }], flags, entries: 1, smallMade: true, noted: true };
}

/** A history in memory with the page's whole interface. `fail` makes the next act of a kind be refused. */
export class FakeHistory {
  flags: Flag[];
  fail: Partial<Record<'list' | 'archive' | 'dismiss' | 'restore' | 'exportFile' | 'deleteFlag', Error>> = {};
  calls: string[] = [];
  /** Sealed entries that are not the usual ones, and links about them, by flag id. */
  entries: Entry[] = [];
  later: Record<string, Entry[]> = {};
  /** Files of entries by `seq name`; others are there and empty. Null: the file is missing. */
  files: Record<string, Uint8Array<ArrayBuffer> | null> = {};
  saved: { name: string; bytes: Uint8Array }[] = [];
  since: { at: string; fresh: number } | null = null;
  past: PastExport[] = [];
  /** Something is left in the chain or the log when no message is kept. */
  left = false;
  verdict: ArchiveVerdict = { whole: true, noted: true, entries: { ok: true, count: 3 }, custody: { ok: true, count: 9 }, counts: { messages: 2, changes: 1, tombstones: 0, deleted: 0, files: 4, custody: 9 } };
  verifier: HistoryDeps['verifyArchive'] | null = null;
  authority: string | null = null;
  granted = false;
  stamper: Partial<Pick<HistoryDeps, 'bringStamp' | 'stampBundle'>> = {};
  masking: HistoryDeps['masking'] | null = null;
  /** Lets a test or preview take the export over. */
  exporter: HistoryDeps['exportFile'] | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(flags: Flag[]) {
    this.flags = flags;
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  add(...flags: Flag[]): void {
    this.flags = [...this.flags, ...flags];
    this.changed();
  }

  private find(filter: FlagFilter): Flag[] {
    const { labels, sites, conversations, from, to, states, text } = filter;
    return this.flags
      .filter((flag) => {
        const { message } = flag;
        return (!states || states.includes(flag.state))
          && (!labels || flag.verdict.labels.some(({ id }) => labels.includes(id)))
          && (!sites || sites.includes(message.site))
          && (!conversations || conversations.includes(`${message.site} ${message.conversation.id}`))
          && (!from || flagTime(flag) >= from) && (!to || flagTime(flag) <= to)
          && (!text || `${message.text} ${message.author.name} ${message.conversation.title}`.includes(text));
      })
      .toSorted((a, b) => (`${flagTime(a)} ${a.id}` < `${flagTime(b)} ${b.id}` ? 1 : -1));
  }

  private async act(name: 'archive' | 'dismiss' | 'restore', id: string, change: (flag: Flag) => Flag): Promise<Flag> {
    this.calls.push(`${name} ${id.replace(/0+$/, '')}`);
    const failure = this.fail[name];
    if (failure) throw failure;
    this.flags = this.flags.map((flag) => (flag.id === id ? change(flag) : flag));
    this.changed();
    return this.flags.find((flag) => flag.id === id)!;
  }

  readonly deps: HistoryDeps = {
    list: async (filter, limit) => {
      if (this.fail.list) throw this.fail.list;
      const found = this.find(filter);
      return { flags: found.slice(0, limit), more: found.length > limit };
    },
    count: async (filter) => this.find(filter).length,
    facets: async () => {
      const labels: Partial<Record<Label, number>> = {};
      const sites = new Map<string, number>();
      const chats = new Map<string, { site: string; id: string; title: string; count: number }>();
      const states = { open: 0, dismissed: 0, archived: 0 };
      for (const { message, verdict, state } of this.flags) {
        for (const { id } of verdict.labels) labels[id] = (labels[id] ?? 0) + 1;
        sites.set(message.site, (sites.get(message.site) ?? 0) + 1);
        const { id, title } = message.conversation;
        const key = `${message.site} ${id}`;
        chats.set(key, { site: message.site, id, title, count: (chats.get(key)?.count ?? 0) + 1 });
        states[state] += 1;
      }
      return { labels, states, sites: [...sites].map(([site, count]) => ({ site, count })), conversations: [...chats.values()] };
    },
    ends: async (filter) => {
      const found = this.find(filter);
      return found.length > 0 ? { newest: found[0]!, oldest: found.at(-1)! } : undefined;
    },
    flag: async (id) => this.flags.find((flag) => flag.id === id),
    entry: async (seq) => {
      const flag = this.flags.find(({ entrySeq }) => entrySeq === seq);
      return this.entries.find((entry) => entry.seq === seq) ?? (flag && sampleEntry(flag));
    },
    laterLinks: async (id) => this.later[id] ?? [],
    artefact: async (seq: number, name: ArtefactName) => {
      const file = this.files[`${seq} ${name}`];
      return file === null ? undefined : (file ?? new Uint8Array([1]));
    },
    save: (name, bytes) => { this.saved.push({ name, bytes }); },
    verifyArchive: async (request) => (this.verifier ? this.verifier(request) : this.verdict),
    deleteFlag: async (id, reason) => {
      this.calls.push(`delete ${id.replace(/0+$/, '')} ${reason}`);
      if (this.fail.deleteFlag) throw this.fail.deleteFlag;
      this.flags = this.flags.filter((flag) => flag.id !== id);
      this.changed();
    },
    sinceLast: async () => this.since,
    pastExports: async () => this.past,
    stamp: {
      authorities: [],
      parse: (text) => text,
      setting: async () => ({ url: this.authority }),
      watchSetting: () => () => undefined,
      choose: async () => undefined,
      mayAsk: async () => this.granted,
      request: async () => (this.granted = true),
      watchGrants: () => () => undefined,
    },
    lock: {
      fault: (lock) => ('passphrase' in lock ? (lock.passphrase === '' ? 'passphrase_empty' : lock.passphrase.length < 12 ? 'passphrase_weak' : null) : lock.recipients.length === 0 ? 'recipient_missing' : null),
      strength: (passphrase) => (passphrase === '' ? 'none' : passphrase.length < 12 ? 'weak' : passphrase.length < 16 ? 'fair' : 'good'),
      make: () => 'k7mq-x2vd-9rth-w4pn-c6ys',
      recipients: (pasted) => pasted.split('\n').filter(Boolean),
    },
    masking: (choice) => this.masking?.(choice) ?? {
      find: async () => [{ kind: 'name', text: '李桂芳', count: 2, on: true }], count: async () => 1, preview: () => (text) => [{ shown: text, original: text }],
      messages: async () => [], pictures: async () => [], picture: async () => null,
    },
    saveStampQuery: async (id) => { this.calls.push(`tsq ${id}`); },
    bringStamp: async (id, file) => {
      this.calls.push(`tsr ${id}`);
      return this.stamper.bringStamp?.(id, file) ?? { at: '2026-03-03T03:00:00.000Z', authority: 'Free TSA' };
    },
    stampBundle: async (id, file) => {
      this.calls.push(`put in ${id}`);
      return this.stamper.stampBundle?.(id, file) ?? { name: 'witnessmark-stamped.zip' };
    },
    watch: (query, onValue, onError, signal) => {
      const run = () => void query().then(onValue, onError);
      this.listeners.add(run);
      signal.addEventListener('abort', () => this.listeners.delete(run));
      run();
    },
    archive: async (id) => {
      await this.act('archive', id, (flag) => ({ ...flag, state: 'archived', entrySeq: 7 }));
      return { seq: 7, hash: 'a1b2'.repeat(16) };
    },
    dismiss: (id) => this.act('dismiss', id, (flag) => ({ ...flag, state: flag.entrySeq ? 'archived' : 'dismissed', dismissedAt: '2026-03-03T01:00:00.000Z' })),
    restore: (id) => this.act('restore', id, ({ dismissedAt: _gone, ...flag }) => ({ ...flag, state: flag.entrySeq ? 'archived' : 'open' })),
    remains: async () => this.left,
    exportFile: async (request): Promise<ExportDone> => {
      this.calls.push(`export ${JSON.stringify(request.filter)} ${request.language} ${request.filterWords}`);
      if (this.fail.exportFile) throw this.fail.exportFile;
      if (this.exporter) return this.exporter(request);
      return sampleExport(this.find(request.filter).length, (name) => this.calls.push(`save ${name}`));
    },
  };
}
