import type { NotCaptured } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { Message } from '../core/message.ts';
import { capture as words } from '../locales/capture.ts';
import { fill, type Language } from '../locales/language.ts';
import { localTime } from './local-time.ts';
import { wrapText } from './picture-wrap.ts';

/** How a line is written. Sizes in `STYLES`. */
export type Style = 'label' | 'small' | 'name' | 'body';
export const STYLES: Record<Style, { size: number; weight: 400 | 600; line: number; color: string }> = {
  label: { size: 16, weight: 600, line: 24, color: '#1e2326' },
  small: { size: 13, weight: 400, line: 20, color: '#575f65' },
  name: { size: 14, weight: 600, line: 22, color: '#1e2326' },
  body: { size: 16, weight: 400, line: 26, color: '#1e2326' },
};

/** What is drawn, in CSS pixels. Of a line, `x` and `y` are its box's left top. */
export type Mark =
  | { kind: 'line'; x: number; y: number; width: number; text: string; dir: 'ltr' | 'rtl'; style: Style }
  | { kind: 'box'; x: number; y: number; width: number; height: number; fill?: string; stroke?: string }
  | { kind: 'image'; x: number; y: number; width: number; height: number; image: number };

export interface Layout {
  width: number;
  height: number;
  marks: Mark[];
}

/** One message as it is drawn. `images`: what can be drawn, by its number, in CSS pixels. */
export interface DrawnRow {
  place: 'before' | 'message' | 'after';
  message: Message;
  images: { image: number; width: number; height: number }[];
  /** Descriptions of images that cannot be drawn. */
  lacking: string[];
}

export interface DrawnInput {
  flag: Flag;
  /** In the page's order. */
  rows: DrawnRow[];
  /** Why there is no photograph. */
  why: NotCaptured['why'];
  language: Language;
  /** IANA zone of the device. */
  zone: string;
  measure(text: string, style: Style): number;
}

const WIDTH = 720;
const EDGE = 32;
const INNER = 16;
/** The picture is for looking at; the record holds every word. In lines. */
const MOST = { message: 120, context: 8, name: 2, fact: 3 } as const;
const TALLEST_IMAGE = 320;

type Say = (typeof words)[Language];

/** A page of which the next free place is known. */
class Sheet {
  readonly marks: Mark[] = [];
  y = 0;
  readonly #measure: DrawnInput['measure'];

  constructor(measure: DrawnInput['measure']) {
    this.#measure = measure;
  }

  /** Writes a text, and answers how many of its characters did not fit. */
  text(text: string, style: Style, x: number, most: number): number {
    const width = WIDTH - 2 * x;
    const { lines, left } = wrapText(text, { width, most, measure: (part) => this.#measure(part, style) });
    for (const line of lines) {
      this.marks.push({ kind: 'line', x, y: this.y, width, style, ...line });
      this.y += STYLES[style].line;
    }
    return left;
  }

  /** A box round what `write` writes. */
  boxed(box: { fill?: string; stroke?: string }, x: number, write: () => void): void {
    const mark = { kind: 'box' as const, x, y: this.y, width: WIDTH - 2 * x, height: 0, ...box };
    this.marks.push(mark);
    this.y += INNER;
    write();
    this.y += INNER;
    mark.height = this.y - mark.y;
  }

  image(found: DrawnRow['images'][number], x: number): void {
    const scale = Math.min(1, (WIDTH - 2 * x) / found.width, TALLEST_IMAGE / found.height);
    const [width, height] = [Math.max(1, found.width * scale), Math.max(1, found.height * scale)];
    this.marks.push({ kind: 'image', x, y: this.y + 4, width, height, image: found.image });
    this.y += height + 8;
  }
}

/** A name or a title is one line to whoever wrote it: line feeds in it would look like words of ours. */
const oneLine = (text: string): string => text.replaceAll('\n', ' ');

function writeFact(sheet: Sheet, label: string, value: string): void {
  sheet.text(fill(label, { value: oneLine(value) }), 'small', EDGE, MOST.fact);
}

function writeRow(sheet: Sheet, { place, message, images, lacking }: DrawnRow, say: Say, x: number): void {
  const { author, sentAtShown, text, attachments } = message;
  const name = oneLine(author.name || say.no_name);
  if (place === 'message') sheet.text(say.message, 'small', x, 1);
  sheet.text(author.role === 'me' ? fill(say.me, { name }) : name, 'name', x, MOST.name);
  sheet.text(fill(say.shown_time, { value: oneLine(sentAtShown) || say.not_shown }), 'small', x, MOST.name);
  sheet.y += 4;
  const left = sheet.text(text || `(${say.no_text})`, text ? 'body' : 'small', x, place === 'message' ? MOST.message : MOST.context);
  if (left > 0) sheet.text(`… ${fill(say.more_characters, { n: left })}`, 'small', x, 1);
  for (const image of images) sheet.image(image, x);
  for (const alt of lacking) sheet.text(`[${alt ? fill(say.image_missing_named, { name: oneLine(alt) }) : say.image_missing}]`, 'small', x, MOST.name);
  for (const what of attachments.slice(0, 5)) sheet.text(fill(say.attached, { what: oneLine(what) }), 'small', x, MOST.name);
}

/** Where everything of a drawn picture goes. The first thing in it says that it was drawn, and why. */
export function layOut({ flag, rows, why, language, zone, measure }: DrawnInput): Layout {
  const say = words[language];
  const sheet = new Sheet(measure);
  sheet.boxed({ fill: '#f0f0ed' }, 0, () => {
    sheet.text(say.drawn_label, 'label', EDGE, 3);
    sheet.text(say.drawn_label_more, 'small', EDGE, 3);
    sheet.text(fill(say.drawn_why, { why: whyWords(why, say) }), 'small', EDGE, 3);
  });
  sheet.y += 12;
  const { conversation, site, seenAt } = flag.message;
  writeFact(sheet, say.chat, conversation.title || say.no_title);
  writeFact(sheet, say.site, site);
  writeFact(sheet, say.seen, localTime(seenAt, zone));
  writeFact(sheet, say.record, flag.id);
  let last: DrawnRow['place'] | null = null;
  for (const row of rows) {
    sheet.y += 16;
    if (row.place === 'message') sheet.boxed({ stroke: '#0c666b' }, EDGE - INNER, () => writeRow(sheet, row, say, EDGE));
    else {
      if (row.place !== last) sheet.text(say[row.place], 'small', EDGE, 1);
      writeRow(sheet, row, say, EDGE);
    }
    last = row.place;
  }
  return { width: WIDTH, height: Math.ceil(sheet.y + 24), marks: sheet.marks };
}

/** In words; what has none of its own simply did not work. */
function whyWords(why: NotCaptured['why'], say: Say): string {
  const key = `why_${why}`;
  return key in say ? say[key as keyof Say] : say.why_failed;
}
