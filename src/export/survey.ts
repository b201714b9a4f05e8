import type { Flag, FlagState } from '../core/flag.ts';
import type { Label } from '../core/verdict.ts';
import { NumberList } from './number-list.ts';
import type { Clock } from './times.ts';

export interface Group {
  /** What it is called, as the page shows it. */
  name: string;
  /** As the site numbers it. Two senders may show one name. */
  id: string;
  site: string;
  numbers: NumberList;
}

/** What the report says of all flags together, gathered while they go by for the first time. */
export class Survey {
  readonly states: Record<FlagState, number> = { open: 0, dismissed: 0, archived: 0 };
  readonly labels = new Map<Label, NumberList>();
  readonly conversations = new Map<string, Group>();
  readonly authors = new Map<string, Group>();
  readonly sites = new Set<string>();
  /** `2026-03-02` → how many; the empty day is for times that cannot be told. */
  readonly days = new Map<string, number>();
  first: string | undefined;
  last: string | undefined;
  total = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(flag: Flag, n: number): void {
    const { message, verdict } = flag;
    this.total += 1;
    this.states[flag.state] += 1;
    this.sites.add(message.site);
    for (const { id } of verdict.labels) memberOf(this.labels, id, () => new NumberList()).add(n);
    group(this.conversations, message.site, message.conversation.id, message.conversation.title).add(n);
    group(this.authors, message.site, message.author.id ?? '', message.author.name).add(n);
    const when = sortTime(flag);
    const day = this.#clock(when)?.day ?? '';
    this.days.set(day, (this.days.get(day) ?? 0) + 1);
    if (day === '') return;
    if (this.first === undefined || Date.parse(when) < Date.parse(this.first)) this.first = when;
    if (this.last === undefined || Date.parse(when) > Date.parse(this.last)) this.last = when;
  }
}

/** The moment a flag is sorted by. */
export function sortTime({ message }: Flag): string {
  return message.sentAt ?? message.seenAt;
}

function group(groups: Map<string, Group>, site: string, id: string, name: string): NumberList {
  // Where the site has an id, a change of name does not make another.
  const key = JSON.stringify([site, id, id === '' ? name : '']);
  return memberOf(groups, key, () => ({ name, id, site, numbers: new NumberList() })).numbers;
}

function memberOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
