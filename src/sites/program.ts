import type { CaptureSource } from '../core/flag.ts';
import type { Author, Conversation } from '../core/message.ts';
import { AuthorsCarried } from './authors-carried.ts';
import { briefly } from './briefly.ts';
import { attachmentsOf, type AttachmentSelectors } from './attachments.ts';
import { DayLines } from './day-lines.ts';
import { find, findAll, titleOf } from './dom.ts';
import { firstOf, isOneOf, type Field } from './fields.ts';
import { readText } from './read-text.ts';
import { rowsBySelector } from './rows-by-selector.ts';
import { readShownMoment } from './shown-times.ts';
import type { OpenContext, OpenPage, RowReading, Site } from './site.ts';

/** What is known of one chat program's page. In each list the newest stands first; the others are kept for pages not yet changed. */
export interface Program {
  id: string;
  /** As its makers write it. */
  name: string;
  /** ISO date on which the selectors were last held against their source. */
  version: string;
  /** `run`: tried on the real program; `sourced`: documented in public source; `guessed`: neither. Never more than is true. */
  trust: Extract<CaptureSource['trust'], 'run' | 'sourced' | 'guessed'>;
  /** Where the structure is documented, with the date or version of that text. */
  source: readonly string[];
  /** Hosts (`web.whatsapp.com`, or `.slack.com` for all below it). Absent for programs that anyone may host. */
  hosts?: readonly string[];
  /** Any one of these on the page shows that it is this program, open or not. */
  marks: readonly string[];
  /** One message each. Several may be joined by commas where the page mixes kinds. */
  rows: readonly string[];
  /** Rows that match, hold or (`^`) stand in these are no messages. */
  notMessages?: readonly string[];
  /** The sender's words. Absent words with an attachment are a message too. */
  text: readonly string[];
  /** Inside the text and not the sender's words: times, menus, quotes, previews. */
  skip?: string;
  /** White space at both ends of the text belongs to the markup. */
  trim?: boolean;
  author?: { name?: readonly Field[]; id?: readonly Field[]; /** Only the first of several in a row shows it. */ carried?: boolean };
  /** The reader's own messages match, hold or (`^`) stand in one of these. */
  mine?: readonly string[];
  /** As shown beside the message. */
  time?: readonly Field[];
  /** A whole date and time that the page carries unseen (ISO, seconds or milliseconds since 1970). */
  stamp?: readonly Field[];
  /** Date separators, anywhere between rows. */
  days?: string;
  /** The page's own id of the message, if it survives a reload. */
  nativeId?: readonly Field[];
  /** Asked of the row first, then of the document's body. */
  conversation: { id?: readonly Field[]; title: readonly Field[] };
  attachments?: AttachmentSelectors;
  /** The page says that the message was taken back: matches, holds or (`^`) stands in. */
  recalled?: readonly string[];
  edited?: readonly string[];
  /** Last word on a reading, for what the above cannot say. Null: no message after all. */
  mend?(reading: RowReading, row: Element): RowReading | null;
}

/** An adapter from what is known of a program's page. */
export function siteOf(program: Program): Site {
  const { id, name, version, trust } = program;
  return {
    id,
    name,
    version,
    trust,
    open(document, context) {
      if (!isHost(program.hosts, document.location?.hostname ?? '')) return null;
      const stands = () => program.marks.some((mark) => find(document, mark) !== null);
      return stands() ? openProgram(program, document, context, stands) : null;
    },
  };
}

function isHost(hosts: readonly string[] | undefined, host: string): boolean {
  return hosts === undefined || hosts.some((one) => (one.startsWith('.') ? `.${host}`.endsWith(one) : host === one));
}

function openProgram(program: Program, document: Document, context: OpenContext, stands: () => boolean): OpenPage {
  // Older rows serve where the newest find nothing; all together where the chat is still empty.
  const rows = program.rows.find((selector) => find(document, selector) !== null) ?? program.rows.join(', ');
  const days = program.days === undefined ? null : new DayLines(rows, program.days);
  const carried = program.author?.carried ? new AuthorsCarried(rows) : null;
  const opened = { program, document, context, days, carried, chat: briefly(() => conversationOf(program, document)) };
  return {
    ...rowsBySelector(rows),
    stands,
    read: (row) => readRow(opened, row),
  };
}

interface Opened {
  program: Program;
  document: Document;
  context: OpenContext;
  days: DayLines | null;
  carried: AuthorsCarried | null;
  /** What the page as a whole says of its conversation. */
  chat: () => Conversation;
}

function readRow({ program, document, context, days, carried, chat }: Opened, row: Element): RowReading | null {
  if (isOneOf(row, program.notMessages)) return null;
  const recalled = isOneOf(row, program.recalled);
  const body = program.text.map((selector) => (selector === '' ? (row as HTMLElement) : find(row, selector))).find((element) => element !== null) ?? null;
  const attachments = attachmentsOf(row, program.attachments);
  if (!body && attachments.words.length === 0 && !recalled) return null;
  const { text, pieces } = body ? readText(body, { skip: [program.skip, attachments.skip].filter(Boolean).join(', '), trim: program.trim ?? true }) : { text: '', pieces: [] };
  if (text === '' && attachments.words.length === 0 && !recalled) return null;

  const role = isOneOf(row, program.mine) ? 'me' : 'them';
  const title = firstOf(row, program.conversation.title) || chat().title;
  const when = moment(program, row, days?.above(row) ?? '', context.now(), document);
  const nativeId = firstOf(row, program.nativeId);
  const reading: RowReading = {
    conversation: { id: firstOf(row, program.conversation.id) || chat().id || title, title },
    author: authorOf(program, row, role, carried),
    text,
    spot: { body: body ?? (row as HTMLElement), pieces },
    ...when,
    ...(nativeId === '' ? {} : { nativeId }),
    kind: recalled ? 'recall' : text === '' ? attachments.kind : 'text',
    attachments: attachments.words,
    ...(isOneOf(row, program.edited) ? { edited: true } : {}),
  };
  return program.mend ? program.mend(reading, row) : reading;
}

function conversationOf({ conversation }: Program, document: Document): Conversation {
  const { body } = document;
  return { id: firstOf(body, conversation.id), title: firstOf(body, conversation.title) || titleOf(document) };
}

function authorOf({ author = {} }: Program, row: Element, role: 'me' | 'them', carried: AuthorsCarried | null): Author {
  const name = firstOf(row, author.name);
  const id = firstOf(row, author.id);
  const own: Author = { name, role, ...(id === '' ? {} : { id }) };
  return carried ? carried.of(row, own) : own;
}

function moment(program: Program, row: Element, day: string, now: Date, document: Document): Pick<RowReading, 'sentAtShown' | 'sentAt' | 'fleeting'> {
  const shown = firstOf(row, program.time);
  const stamp = firstOf(row, program.stamp);
  const lang = document.documentElement?.lang || undefined;
  const asked = { now, day, ...(lang === undefined ? {} : { lang }) };
  const read = readShownMoment(shown, asked);
  const at = (stamp === '' ? undefined : readShownMoment(stamp, asked).at) ?? read.at;
  return {
    sentAtShown: [shown.includes(day) ? '' : day, shown].filter(Boolean).join(' '),
    ...(at === undefined ? {} : { sentAt: at }),
    ...(read.fleeting && stamp === '' ? { fleeting: true } : {}),
  };
}

/** For saved pages: every selector a program names, so that a test can tell which ones a case never meets. */
export function selectorsOf(program: Program): string[] {
  const fields = [program.author?.name, program.author?.id, program.time, program.stamp, program.nativeId, program.conversation.id, program.conversation.title];
  const named = fields.flatMap((list) => list ?? []).filter((field) => typeof field === 'string').map((field) => field.replace(/@[\w:-]+$/, ''));
  return [...program.marks, ...program.rows, ...program.text, ...(program.mine ?? []), ...(program.notMessages ?? []), ...(program.days ? [program.days] : []), ...named]
    .map((selector) => selector.replace(/^\^/, ''))
    .filter((selector) => selector !== '');
}

/** How many rows of each kind stand on a page: for the self-check of saved cases. */
export function countRows(document: Document, program: Program): number[] {
  return program.rows.map((selector) => findAll(document, selector).length);
}
