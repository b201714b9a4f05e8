import { csvColumn } from './csv.ts';
import { unzipOnlyFile } from './unzip.ts';

/** Readers of the public sets: bytes of one file in, texts out. Bytes that are no UTF-8 become U+FFFD. All throw on a file of another shape. */
type Reader = (bytes: Uint8Array, path: string) => string[];

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const lines = (bytes: Uint8Array): string[] => decode(bytes).split('\n');
const json = <Shape>(bytes: Uint8Array): Shape => JSON.parse(decode(bytes)) as Shape;

/** LCCC: the turns of a conversation parted by tabs, and a blank after every character, also inside Latin words. */
export const lcccTurns: Reader = (bytes) => lines(bytes).flatMap((line) => line.split('\t')).map((turn) => turn.replaceAll(' ', ''));

export const kdconvTurns: Reader = (bytes) => json<{ messages: { message: string }[] }[]>(bytes).flatMap(({ messages }) => messages.map(({ message }) => message));

/** A conversation a line; `left` is who calls. All of one side, then all of the other. */
export const teleantifraudTurns: Reader = (bytes) =>
  lines(bytes).filter((line) => line.trim() !== '').flatMap((line) => {
    const { left, right } = JSON.parse(line) as { left: string[]; right: string[] };
    return [...left, ...right];
  });

/** HKCanCor: in each sentence a word a line, `word/part of speech/sound/`. Words follow one another without blanks. */
export const hkcancorSentences: Reader = (bytes) => {
  const sentences = [...decode(bytes).matchAll(/<sent_tag>(.*?)<\/sent_tag>/gs)];
  if (sentences.length === 0) throw new Error('no sentences');
  return sentences.map(([, words]) => words!.split('\n').map((line) => /^\s*(\/|[^/]*)/.exec(line)![1]!.trim()).join(''));
};

export const csvTexts = (column: string): Reader => (bytes) => csvColumn(decode(bytes), column);

/** SMS Spam Collection: `ham` or `spam`, a tab, the message with a few HTML entities. */
export const smsSpam = (kind: 'ham' | 'spam'): Reader => (bytes) =>
  lines(bytes).filter((line) => line.startsWith(`${kind}\t`)).map((line) => unescape(line.slice(kind.length + 1)));

/** IRC logs: `[12:34] <nick> text`; other lines tell who came and went. The name that a line is addressed to is no part of what is said. */
export const ircLines: Reader = (bytes) => {
  const said = lines(bytes).flatMap((line) => {
    const [, nick, text] = /^\[\d\d:\d\d\] <([^>]+)> (.*)/.exec(line) ?? [];
    return nick && text ? [{ nick: nick.toLowerCase(), text }] : [];
  });
  const nicks = new Set(said.map(({ nick }) => nick));
  return said.map(({ text }) => {
    const [address, name, mark] = /^@?([\w\-[\]\\`^{}|]+)([:,])(?=\s) */.exec(text) ?? [];
    // A comma follows “well” and “yes” too: then only who has spoken is a name.
    return address && (mark === ':' || nicks.has(name!.toLowerCase())) ? text.slice(address.length) : text;
  });
};

/** A prompt a line, a blank between its words, a few HTML entities. */
export const tencentPrompts: Reader = (bytes) => lines(bytes).map((line) => unescape(line).replaceAll(' ', ''));

export const taskmasterTurns: Reader = (bytes) => json<{ utterances: { text: string }[] }[]>(bytes).flatMap(({ utterances }) => utterances.map(({ text }) => text));

export const topicalChatTurns: Reader = (bytes) =>
  Object.values(json<Record<string, { content: { message: string }[] }>>(bytes)).flatMap(({ content }) => content.map(({ message }) => message));

/** Tatoeba pairs: English, tab, Chinese, tab, whose sentences they are. */
export const tatoebaColumn = (column: 0 | 1): Reader => (bytes) =>
  lines(bytes).map((line) => line.split('\t')).filter((fields) => fields.length > 1).map((fields) => fields[column]!);

/** NUS SMS Corpus: a ZIP archive with one XML file; the messages stand in `<text>`. */
export const nusMessages: Reader = (bytes) => {
  const texts = [...decode(unzipOnlyFile(bytes)).matchAll(/<text>(.*?)<\/text>/gs)];
  if (texts.length === 0) throw new Error('no messages');
  return texts.map(([, text]) => unescape(text!));
};

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML and characters by number; anything else stays as it stands. */
export function unescape(text: string): string {
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name) return ENTITIES[name.toLowerCase()]!;
    const code = decimal ? Number(decimal) : parseInt(hexadecimal!, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
