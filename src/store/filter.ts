import { Failure } from '../core/failure.ts';
import type { FlagState } from '../core/flag.ts';
import type { Label } from '../core/verdict.ts';
import { ANYWHERE, chatPlace, sitePlace } from './flag-row.ts';
import { instant } from './instant.ts';
import type { Wanted } from './lanes.ts';
import type { FlagRow } from './schema.ts';

/** Which flags. Members are joined by "and", the values of one member by "or"; an absent or empty member asks for nothing. */
export interface FlagFilter {
  labels?: Label[];
  /** Origins. */
  sites?: string[];
  /** `${site} ${id}` */
  conversations?: string[];
  /** ISO 8601 with zone, inclusive; on the time sent, else the time seen. */
  from?: string;
  to?: string;
  states?: FlagState[];
  /** Words to find in the text, the sender's name or the chat's title; width and case do not matter. */
  text?: string;
}

export const FLAG_STATES: readonly FlagState[] = ['open', 'dismissed', 'archived'];

function moment(name: string, iso: string | undefined): string | undefined {
  const found = instant(iso);
  if (iso !== undefined && found === undefined) throw new Failure('bad_request', `filter.${name} is not an ISO date and time`);
  return found;
}

function places({ sites, conversations }: FlagFilter): string[] {
  if (!conversations?.length) return sites?.length ? [...new Set(sites)].map(sitePlace) : [ANYWHERE];
  const within = sites?.length ? new Set(sites) : undefined;
  return [...new Set(conversations)].filter((id) => !within || within.has(id.slice(0, id.indexOf(' ')))).map(chatPlace);
}

/** @throws Failure `bad_request` for a date that is none. */
export function wantedBy(filter: FlagFilter): Wanted {
  const from = moment('from', filter.from);
  const to = moment('to', filter.to);
  return {
    places: places(filter),
    labels: filter.labels?.length ? [...new Set(filter.labels)] : [''],
    states: filter.states?.length ? [...new Set(filter.states)] : [...FLAG_STATES],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Undefined when no text is asked for: then the index alone decides. */
export function textTest(filter: FlagFilter): ((row: FlagRow) => boolean) | undefined {
  const sought = folded(filter.text ?? '').trim();
  if (sought === '') return undefined;
  return ({ message }) =>
    folded(message.text).includes(sought) || folded(message.author.name).includes(sought) || folded(message.conversation.title).includes(sought);
}
