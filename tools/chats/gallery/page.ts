import { TALKS, type TalkName } from './talks.ts';

// Runs in the gallery's pages, beside a chat interface that others wrote: gives it its messages and knows the truth.

/** What the page shows of one message. */
export interface Truth {
  text: string;
  /** The name at the message, or over or under its group. Empty when the page shows none there. */
  author: string;
  side: 'me' | 'them';
  /** ISO 8601 UTC to the minute, e.g. `2026-11-20T12:14Z`, when what is shown is enough to know it. */
  at?: string;
  /** A name that would be right as well: it stands in the head of the talk, or in text that nobody sees. */
  orName?: string;
}

/** `window.gallery` of every page. */
export interface Gallery {
  /** Resolves when the first messages are drawn. */
  ready: Promise<void>;
  /** The messages of the talk that is open, in order. */
  truth(): Truth[];
  /** So many more messages arrive, by turns the other side's and the reader's (from another of their devices). */
  say(count: number): Promise<void>;
  /** Names for `open`. The first is open at the start. */
  talks: TalkName[];
  open(name: TalkName): Promise<void>;
  /** Words that are shown and are no messages: system lines, previews in a list of talks. The latter repeat a message. */
  traps(): string[];
  composer(): HTMLElement;
  /** What to click to send; null: Enter sends. */
  sendButton(): HTMLElement | null;
  /** What to scroll where the page draws only the part in view; else null. */
  scroller(): HTMLElement | null;
}

/** A message as the page's own script hands it to the interface. */
export interface Said {
  id: string;
  who: string;
  name: string;
  mine: boolean;
  text: string;
  date: Date;
  answers?: Said;
  picture?: boolean;
}

export interface Plan {
  talks: [TalkName, ...TalkName[]];
  composer(): HTMLElement | null | undefined;
  sendButton?(): HTMLElement | null | undefined;
  scroller?(): HTMLElement | null | undefined;
  /** Shows this one, the newest of all. */
  add(said: Said): void;
  /** Shows another talk. */
  open?(name: TalkName): void | Promise<void>;
  drawn(): unknown;
  traps?(): string[];
  /** Names as shown. Default: the others' at their messages, none at the reader's. */
  nameOf?(said: Said): string;
  orNameOf?(said: Said): string;
  /** Whether the time of each message can be known. */
  timed?: boolean;
}

export interface Stage {
  /** The talk that is open. */
  current: TalkName;
  all(name?: TalkName): Said[];
  /** For the interface's own "send": notes what the reader typed. */
  sent(text: string): Said;
}

const openedAt = Math.floor(Date.now() / 60_000) * 60_000;
let count = 0;

function make(talk: TalkName, who: string, text: string, date: Date): Said {
  const { me, people } = TALKS[talk] as { me: string; people: Record<string, string> };
  return { id: `m${++count}`, who, mine: who === 'me', name: people[who] ?? me, text, date };
}

function startOf(talk: TalkName): Said[] {
  const said: Said[] = [];
  for (const { who, text, ago, answers, picture } of TALKS[talk].lines) {
    said.push({ ...make(talk, who, text, new Date(openedAt - ago * 60_000)), answers: answers === undefined ? undefined : said[answers], picture });
  }
  return said;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export async function until<T>(probe: () => T, ms = 15_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + ms; ; await pause(30)) {
    const found = probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not there after ${ms} ms: ${probe}`);
  }
}

/** Puts `window.gallery` in place. */
export function stage(plan: Plan): Stage {
  const { talks, nameOf = (one: Said) => (one.mine ? '' : one.name), orNameOf = () => '', timed = false } = plan;
  const shown = new Map(talks.map((name) => [name, startOf(name)]));
  const later = new Map<TalkName, number>();

  const state: Stage = {
    current: talks[0],
    all: (name = state.current) => shown.get(name)!,
    sent(text) {
      const one = make(state.current, 'me', text, new Date());
      shown.set(state.current, [...state.all(), one]);
      return one;
    },
  };

  function next(): Said {
    const at = later.get(state.current) ?? 0;
    later.set(state.current, at + 1);
    const lines = TALKS[state.current].later;
    const { who, text } = lines[at % lines.length]!;
    const round = Math.floor(at / lines.length);
    return make(state.current, who, round ? `${text} (${round + 1})` : text, new Date());
  }

  const truthOf = (one: Said): Truth => ({
    text: one.text,
    author: nameOf(one),
    side: one.mine ? 'me' : 'them',
    ...(timed && { at: `${one.date.toISOString().slice(0, 16)}Z` }),
    ...(orNameOf(one) && { orName: orNameOf(one) }),
  });

  const gallery: Gallery = {
    talks,
    truth: () => state.all().map(truthOf),
    async say(times) {
      for (let i = 0; i < times; i++) {
        const one = next();
        shown.set(state.current, [...state.all(), one]);
        plan.add(one);
        await pause(60);
      }
      await pause(150);
    },
    async open(name) {
      state.current = name;
      await plan.open?.(name);
      await pause(200);
    },
    traps: () => plan.traps?.() ?? [],
    composer: () => plan.composer()!,
    sendButton: () => plan.sendButton?.() ?? null,
    scroller: () => plan.scroller?.() ?? null,
    ready: pause(50).then(() => until(() => plan.drawn())).then(() => pause(200)),
  };
  Object.assign(window, { gallery });
  return state;
}

/** Words of the newest message of a talk, as a list of talks previews it. */
export const newest = (state: Stage, name: TalkName): Said => state.all(name).at(-1)!;

const two = (n: number): string => String(n).padStart(2, '0');
export const clock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;
export const day = (date: Date): string => `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日`;

/** A small picture as a data address. */
export function picture(hue: number, width = 180, height = 110): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue},50%,70%)"/></svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
