import type { Flag, FlagInput, FlagState, KeptFlag, KeptLesson } from '../core/flag.ts';
import { instant } from './instant.ts';
import type { FlagRow } from './schema.ts';

/** The id of a chat over all sites. A site is an origin and holds no space, so the two parts stay apart. */
export const chatId = (site: string, conversationId: string): string => `${site} ${conversationId}`;

/** The places of the `facets` index: everywhere, one site, one chat. */
export const ANYWHERE = '';
export const sitePlace = (site: string): string => `site ${site}`;
export const chatPlace = (id: string): string => `chat ${id}`;

/** The places a flag stands in, the widest first. */
export function placesOf({ message: { site, conversation } }: Pick<Flag, 'message'>): string[] {
  return [ANYWHERE, sitePlace(site), chatPlace(chatId(site, conversation.id))];
}

/**
 * `[place, label, state, at, id]` for every place the flag stands in and every label it has, and for "any label" (`''`).
 * So each combination of one place, one label and one state is one run of the index, already in order of time:
 * a page of the history is read without sorting and without looking at what does not belong to it.
 */
function facetsOf(flag: Flag, at: string): string[][] {
  const labels = ['', ...new Set(flag.verdict.labels.map((label) => label.id))];
  return placesOf(flag).flatMap((place) => labels.map((label) => [place, label, flag.state, at, flag.id]));
}

export function flagRow(flag: Flag): FlagRow {
  const at = instant(flag.message.sentAt) ?? instant(flag.message.seenAt) ?? flag.keptAt;
  return { ...flag, at, facets: facetsOf(flag, at) };
}

export function newFlag(input: FlagInput & { id: string }, keptAt: string): Flag {
  const { id, message, verdict, source, markedBy } = input;
  return { id, message, verdict, source, ...(markedBy === undefined ? {} : { markedBy }), state: 'open', keptAt };
}

/** The row of a flag of which something became: its state follows from the rest. */
export const rowNow = (flag: Flag): FlagRow => flagRow({ ...flag, state: stateOf(flag) });

/** The Flag of a row, without what the indexes need. */
export function flagOf(row: FlagRow): Flag {
  const { at: _at, facets: _facets, ...flag } = row;
  return flag;
}

/** @param lesson the reader's word on it, if any was given */
export function keptFlag(flag: Flag, lesson: KeptLesson | undefined): KeptFlag {
  return { id: flag.id, key: flag.message.key, state: flag.state, ...(lesson?.says === 'harassment' ? { confirmed: true } : {}) };
}

/** An archived flag stays archived whatever the reader says later: its Entry stands. */
export function stateOf(flag: Pick<Flag, 'entrySeq' | 'dismissedAt'>): FlagState {
  if (flag.entrySeq !== undefined) return 'archived';
  return flag.dismissedAt === undefined ? 'open' : 'dismissed';
}
