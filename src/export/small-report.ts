import { toBase64 } from '../core/base64.ts';
import { Failure } from '../core/failure.ts';
import type { Entry } from '../core/entry.ts';
import { EntryWriter, type SealedNote } from './entries.ts';
import type { BundleInput } from './input.ts';
import { pemFingerprint } from './key.ts';
import { flagOfLink, linkType } from './link-files.ts';
import type { ReportFacts } from './report-facts.ts';
import { figure } from './report-figure.ts';
import { NOTHING, type Html } from './report-html.ts';
import { utf8Length } from './report-messages.ts';
import { report } from './report.ts';
import { Selection } from './selection.ts';
import { Sources } from './sources.ts';
import { Survey } from './survey.ts';
import { clockIn } from './times.ts';
import { sayIn } from './words.ts';

/** What many portals take at most, in bytes. */
export const SMALL_LIMIT = 2_000_000;
/** For what is said of that which did not fit. */
const RESERVE = 2_000;

export interface SmallInput extends Pick<BundleInput, 'flags' | 'entries' | 'artefact' | 'publicKeyPem' | 'language' | 'zone' | 'software' | 'now' | 'bundleId' | 'filterWords' | 'signal'> {
  limit?: number;
  /** Makes a JPEG of at most so many bytes; null where none that small can be read. */
  shrink(png: Uint8Array<ArrayBuffer>, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface SmallReport {
  name: string;
  html: string;
  pictures: number;
  picturesLeft: number;
}

/**
 * The report as one file of at most `limit` bytes, its pictures inside, for portals that take no ZIP or no large file.
 * What does not fit is counted in it, never dropped unsaid. It cannot be checked by itself, and says so.
 * @throws Failure `cancelled`; `bad_request` when not even the frame fits
 */
export async function smallReport(input: SmallInput): Promise<SmallReport> {
  const { language, zone, now, bundleId, signal, limit = SMALL_LIMIT } = input;
  const sources = new Sources();
  const cancel = () => sources.close();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    if (signal.aborted) throw new Failure('cancelled');
    const clock = clockIn(zone);
    const selection = new Selection();
    const survey = new Survey(clock);
    for await (const flag of sources.read(input.flags)) {
      const numbered = selection.add(flag);
      if (numbered) survey.add(flag, numbered.n);
    }
    const links = await linkNotes(input, sources, selection);
    const words = { say: sayIn(language), clock, copy: 'full' as const };
    const facts: ReportFacts = {
      ...words, ...links, language, zone, now, bundleId, survey, filterWords: input.filterWords, software: input.software, key: pemFingerprint(input.publicKeyPem),
      follows: null, problems: 0, figure: async () => NOTHING,
    };
    const write = async (change: Partial<ReportFacts>): Promise<string> => {
      const flags = (async function* () {
        for await (const flag of sources.read(input.flags)) {
          const numbered = selection.again(flag);
          if (numbered) yield numbered;
        }
      })();
      let all = '';
      for await (const piece of report({ ...facts, ...change }, flags, (id) => selection.numberOf(id))) all += piece;
      return all;
    };

    const frame = utf8Length(await write({ small: { bytes: 0, picturesLeft: 0 } })) + RESERVE;
    if (frame > limit) throw new Failure('bad_request', 'too many messages for a file of this size');
    const texts = utf8Length(await write({ small: { bytes: limit - frame, picturesLeft: 0 } }));
    const small = { bytes: limit - frame, picturesLeft: 0 };
    const wanted = [...links.sealed.values()].filter(({ picture }) => picture).length;
    const each = wanted === 0 ? 0 : Math.floor((limit - RESERVE - texts) / wanted);
    let pictures = 0;
    const html = await write({
      small,
      figure: async (note): Promise<Html> => {
        const made = note.picture && (await shrunk(input, note, each));
        if (!note.picture) return NOTHING;
        if (!made) small.picturesLeft += 1;
        else pictures += 1;
        return made ? figure(words, note.picture, made) : NOTHING;
      },
    });
    const made = clock(now)!;
    return { name: `witnessmark-${made.day}-${made.local.slice(11, 19).replaceAll(':', '')}-small.html`, html, pictures, picturesLeft: wanted - pictures };
  } finally {
    signal.removeEventListener('abort', cancel);
    sources.close();
  }
}

async function linkNotes(input: SmallInput, sources: Sources, selection: Selection): Promise<Pick<ReportFacts, 'sealed' | 'later' | 'gone'>> {
  const writer = new EntryWriter(pemFingerprint(input.publicKeyPem), { artefact: input.artefact, copy: { kind: 'full' } });
  const sealed = new Map<string, SealedNote>();
  const later = new Map<string, SealedNote[]>();
  for await (const entry of sources.read<Entry>(input.entries)) {
    const id = flagOfLink(entry);
    if (typeof id !== 'string' || !selection.has(id)) continue;
    const { note } = await writer.write(entry);
    if (linkType(entry) === 'message') sealed.set(id, note);
    else later.set(id, [...(later.get(id) ?? []), note]);
  }
  return { sealed, later, gone: [] };
}

/** A data URL of at most so many characters. */
async function shrunk({ artefact, shrink }: SmallInput, { seq }: SealedNote, most: number): Promise<string | null> {
  const frame = 600;
  if (most <= frame) return null;
  const png = await artefact(seq, 'picture.png');
  const jpeg = png && (await shrink(png, Math.floor((most - frame) * 3 / 4)));
  if (!jpeg) return null;
  return `data:image/jpeg;base64,${toBase64(jpeg)}`;
}
