import * as v from 'valibot';
import { CHAT_KINDS, type ChatMessage } from '../classifier/conversations.ts';
import type { Splits } from '../classifier/corpus.ts';
import { comparableOf, type Comparable } from './letters.ts';
import { faultOf, LABEL_LIST, LANG, rowReader, TEXT, type RawLine } from './schema.ts';

/** Where something was said: a line, or a message (from 1) of the chat in that row. */
export interface Spot {
  file: string;
  number: number;
  message?: number;
  text: string;
}

/** In a double `first` stands earlier, and the texts are the chats' first; in a leak `first` is held out. */
export interface Pair {
  first: Spot;
  second: Spot;
}

/** All lists are in the order of the files. */
export interface ChatReport {
  files: number;
  chats: number;
  messages: number;
  faults: { file: string; number: number; message?: number; what: string }[];
  /** The same people say the same things in the same order, whatever the times, labels and ids. */
  doubles: Pair[];
  /** One text held out, for development or test, and in training too; one of the two or both in a chat. */
  leaks: Pair[];
}

export const chatErrorsOf = ({ faults, doubles, leaks }: ChatReport): number => faults.length + doubles.length + leaks.length;

/** Shorter texts stand in many chats by chance. Letters as `comparableOf` counts them. */
const LEAST_SHARED = 12;

interface UsableChat {
  row: RawLine;
  messages: { message: ChatMessage; number: number }[];
}

/** Everything that can be told of the chats, and of what they share with the lines. */
export function checkChats(rows: readonly RawLine[], lineRows: readonly RawLine[], splits: Splits): ChatReport {
  const report: ChatReport = { files: new Set(rows.map(({ file }) => file)).size, chats: 0, messages: 0, faults: [], doubles: [], leaks: [] };
  const ids = new Map<string, string>();
  const chats = rows.flatMap((row): UsableChat[] => {
    const tell = (what: string, message?: number): void => {
      report.faults.push({ file: row.file, number: row.number, ...(message && { message }), what });
    };
    const { id, messages } = readChat(row, tell);
    if (id !== null && ids.has(id)) tell(`id is that of ${ids.get(id)}`);
    else if (id !== null) ids.set(id, `${row.file}:${row.number}`);
    return messages.length > 0 ? [{ row, messages }] : [];
  });
  report.chats = chats.length;
  report.messages = chats.reduce((sum, { messages }) => sum + messages.length, 0);
  report.doubles = doublesOf(chats);
  report.leaks = leaksOf([...linesOf(lineRows), ...chats.flatMap(saidIn)], new Set([...splits.development, ...splits.test]));
  return report;
}

const FROM = v.pipe(v.string(), v.check((from) => from.trim() !== '', 'from is empty'));
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const AT = v.pipe(v.string(), v.check((at) => ISO.test(at) && !Number.isNaN(Date.parse(at)), 'at is no ISO 8601 time with its offset'));
const MESSAGE = v.strictObject({ from: FROM, at: AT, text: TEXT, labels: LABEL_LIST });

const chatShape = (name: string) => v.strictObject({
  id: v.pipe(v.string(), v.check((id) => id.trim() !== '', 'id is empty')),
  kind: v.picklist(CHAT_KINDS),
  lang: v.pipe(v.string(), v.regex(LANG, 'unknown language')),
  batch: v.pipe(v.string(), v.check((batch) => batch === name, `batch is not “${name}”`)),
  scene: v.optional(v.pipe(v.string(), v.check((scene) => scene.trim() !== '', 'scene is empty'))),
  // Read one by one, so that a broken message hides nothing of the others.
  messages: v.pipe(v.array(v.unknown()), v.minLength(2, 'fewer than two messages')),
});

/** What of a chat can be compared with others; all that is wrong with it goes to `tell`. */
function readChat(row: RawLine, tell: (what: string, message?: number) => void): { id: string | null; messages: UsableChat['messages'] } {
  let value: unknown;
  try {
    value = JSON.parse(row.raw);
  } catch {
    tell('no JSON');
    return { id: null, messages: [] };
  }
  const told = ({ issues }: { issues?: readonly v.BaseIssue<unknown>[] | undefined }, message?: number): void => {
    for (const issue of issues ?? []) tell(faultOf(v.getDotPath(issue), issue.message, issue.kind), message);
  };
  told(v.safeParse(chatShape(batchOf(row)), value));
  const { id, kind, messages } = (value ?? {}) as Record<'id' | 'kind' | 'messages', unknown>;
  let latest = -Infinity;
  const usable = (Array.isArray(messages) ? messages : []).flatMap((raw: unknown, index) => {
    const number = index + 1;
    const result = v.safeParse(MESSAGE, raw);
    told(result, number);
    if (!result.typed) return [];
    const { from, at, labels } = result.output;
    if (labels.length > 0 && from === 'me') tell('the reader’s own message carries a label', number);
    else if (labels.length > 0 && kind !== 'collector') tell('a message carries a label in a chat without a collector', number);
    const time = Date.parse(at);
    if (time < latest) tell('earlier than a message before it', number);
    if (!Number.isNaN(time)) latest = Math.max(latest, time);
    return [{ message: result.output, number }];
  });
  return { id: typeof id === 'string' ? id : null, messages: usable };
}

/** The batch is the file's name. */
export const batchOf = ({ file }: Pick<RawLine, 'file'>): string => file.replace(/^.*\/|\.jsonl$/g, '');

function doublesOf(chats: readonly UsableChat[]): Pair[] {
  const spot = ({ row: { file, number }, messages }: UsableChat): Spot => ({ file, number, text: messages[0]!.message.text });
  const firsts = new Map<string, UsableChat>();
  return chats.flatMap((chat) => {
    const key = JSON.stringify(chat.messages.map(({ message: { from, text } }) => [from, text]));
    const first = firsts.get(key);
    if (!first) firsts.set(key, chat);
    return first ? [{ first: spot(first), second: spot(chat) }] : [];
  });
}

interface SaidSomewhere extends Spot, Comparable {
  batch: string;
}

function linesOf(rows: readonly RawLine[]): SaidSomewhere[] {
  const read = rowReader();
  return rows.flatMap((row) => {
    const { line } = read(row);
    return line ? [{ file: row.file, number: row.number, text: line.text, batch: line.batch, ...comparableOf(line.text) }] : [];
  });
}

const saidIn = ({ row, messages }: UsableChat): SaidSomewhere[] =>
  messages.map(({ message: { text }, number }) => ({ file: row.file, number: row.number, message: number, text, batch: batchOf(row), ...comparableOf(text) }));

/** Each training line or message whose text is held out too, with the first such place. Two lines are not for this check but for that of the lines. */
function leaksOf(said: readonly SaidSomewhere[], heldOut: ReadonlySet<string>): Pair[] {
  const held = Map.groupBy(said.filter(({ batch, letters }) => heldOut.has(batch) && letters.length >= LEAST_SHARED), ({ key }) => key);
  return said.filter(({ batch }) => !heldOut.has(batch)).flatMap((second) => {
    const first = held.get(second.key)?.find(({ message }) => message !== undefined || second.message !== undefined);
    return first ? [{ first, second }] : [];
  });
}
