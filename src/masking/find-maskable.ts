import { isMessageEntry, type Entry } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import { MASK_KINDS, type MaskItem, type MaskKind, type Suggestion } from '../core/masking.ts';
import type { Author, Message } from '../core/message.ts';
import { findNames } from './find-names.ts';
import { findNumbers, type Finding } from './find-numbers.ts';
import { fold } from './fold.ts';
import { Matcher } from './matcher.ts';

export interface MaskSources {
  flags: AsyncIterable<Flag> | Iterable<Flag>;
  entries: AsyncIterable<Entry> | Iterable<Entry>;
  signal?: AbortSignal;
}

/** Names that chat programs give the reader or nobody. */
const NOBODY = new Set(['我', '本人', '自己', 'me', 'you', 'i', '你', '系统', '系統', 'system', '匿名', 'anonymous', 'unknown', '未知', '对方', '對方']);

/** A name this short stands inside other words everywhere. */
const isShort = (text: string): boolean => fold(text).text.length < (/\p{Script=Han}/u.test(text) ? 2 : 3);

/**
 * What a masked copy should perhaps hide, most frequent first within a kind. The collectors, whose messages are marked,
 * are not among it: a masked copy is still to say who wrote. Amounts are not either.
 */
export async function findMaskable({ flags, entries, signal }: MaskSources): Promise<Suggestion[]> {
  const found = new Found();
  const writers = new Map<string, { author: Author; count: number }>();
  const collectors = new Set<string>();
  const meet = (author: Author): void => {
    const known = writers.get(`${author.role} ${author.id ?? ''} ${author.name}`) ?? { author, count: 0 };
    known.count += 1;
    writers.set(`${author.role} ${author.id ?? ''} ${author.name}`, known);
  };
  const read = (message: Message): void => {
    meet(message.author);
    found.text(message.text);
    for (const one of message.attachments) found.text(one);
  };
  for await (const flag of flags) {
    signal?.throwIfAborted();
    read(flag.message);
    if (flag.message.author.role !== 'me') collectors.add(flag.message.author.name);
    found.text(flag.message.conversation.title);
    found.text(flag.source.pageTitle);
    for (const { words } of flag.changes ?? []) found.text(words ?? '');
  }
  for await (const entry of entries) {
    signal?.throwIfAborted();
    if (isMessageEntry(entry)) {
      const { message, context, ownAccount, changes } = entry.body.facts;
      if (message.author.role !== 'me') collectors.add(message.author.name);
      for (const one of [...context.before, ...context.after]) read(one);
      for (const { words } of changes) found.text(words ?? '');
      if (ownAccount) meet({ ...ownAccount, role: 'me' });
    } else if (entry.body?.facts.type === 'change') found.text(entry.body.facts.change.words ?? '');
    else if (entry.body?.facts.type === 'deleted') found.text(entry.body.facts.reason);
  }
  for (const { author, count } of writers.values()) {
    if (author.role === 'system' || (author.role !== 'me' && collectors.has(author.name))) continue;
    if (author.name.trim() !== '' && !NOBODY.has(fold(author.name).text.trim())) found.add('name', author.name, true, count, isShort(author.name));
    if (author.id && author.id !== author.name) found.add('handle', author.id, true, count, author.id.length < 5);
  }
  return found.list();
}

class Found {
  readonly #items = new Map<string, Suggestion>();

  text(text: string): void {
    const findings: Finding[] = text === '' ? [] : findNumbers(text);
    for (const { start, end, kind, sure } of findings) this.add(kind, text.slice(start, end), sure);
    for (const { start, end, sure } of findNames(text)) this.add('name', text.slice(start, end), sure);
  }

  /** The same number written in two ways is one. Sure once is sure. */
  add(kind: MaskKind, text: string, on: boolean, count = 1, whole = false): void {
    const key = `${kind === 'handle' || kind === 'email' ? '' : kind} ${fold(text, true).text || text}`;
    const known = this.#items.get(key);
    if (known) {
      known.count += count;
      known.on ||= on;
    } else this.#items.set(key, { kind, text, count, on, ...(whole ? { whole } : {}) });
  }

  list(): Suggestion[] {
    return [...this.#items.values()].toSorted((a, b) => MASK_KINDS.indexOf(a.kind) - MASK_KINDS.indexOf(b.kind) || Number(b.on) - Number(a.on) || b.count - a.count);
  }
}

/** How often something that the reader names stands in what is to be copied: in texts, names and titles. */
export async function countItem(item: MaskItem, { flags, entries, signal }: MaskSources): Promise<number> {
  const matcher = new Matcher([item]);
  let count = 0;
  const look = (text: string | undefined): void => { count += text ? matcher.find(text).length : 0; };
  const read = ({ text, author, conversation }: Message): void => [text, author.name, conversation.title].forEach(look);
  for await (const { message, changes = [] } of flags) {
    signal?.throwIfAborted();
    read(message);
    for (const { words } of changes) look(words);
  }
  for await (const entry of entries) {
    signal?.throwIfAborted();
    if (!isMessageEntry(entry)) continue;
    const { context, ownAccount } = entry.body.facts;
    [...context.before, ...context.after].forEach(read);
    look(ownAccount?.name);
  }
  return count;
}
