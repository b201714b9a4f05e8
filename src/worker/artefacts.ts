import { CAPTURE_LIMITS, type PageCapture } from '../core/capture.ts';
import type { ArchiveTrigger, Artefact, ArtefactFacts, EntryFacts, FragmentFacts, NotCaptured, PictureFacts } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import { assertCaptureOf } from '../store/capture-checks.ts';
import { whyNothing } from '../evidence/facts.ts';
import { fragmentHtml } from '../evidence/fragment-html.ts';
import { sha256Hex } from '../evidence/hash.ts';
import { drawPicture } from '../evidence/picture-drawn.ts';
import type { Language } from '../locales/language.ts';
import { collectPicture } from './shots.ts';

export interface Artefacts {
  artefacts: Artefact[];
  fragment: FragmentFacts | null;
  picture: PictureFacts | null;
  captureMethod: EntryFacts['captureMethod'];
  missing: NotCaptured[];
}

interface Request {
  flag: Flag;
  /** Checked. Null: the page was not open, or nothing of it could be gathered. */
  capture: PageCapture | null;
  trigger: ArchiveTrigger;
  language: Language;
  /** ISO 8601 UTC */
  now: string;
}

/** A file with what is to be said of it, or nothing but what is missing. */
interface Made<Facts> {
  artefact: Artefact;
  facts: Facts;
  missing: NotCaptured[];
}
interface Unmade {
  artefact: null;
  facts: null;
  missing: NotCaptured[];
}
const unmade = (...missing: NotCaptured[]): Unmade => ({ artefact: null, facts: null, missing });

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function fileOf<Name extends Artefact['name']>(name: Name, bytes: Uint8Array<ArrayBuffer>): { artefact: Artefact; facts: ArtefactFacts } {
  return { artefact: { name, bytes }, facts: { file: name, sha256: sha256Hex(bytes), bytes: bytes.length } };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await blob.arrayBuffer());

/** The photographs of the page put together, or why there is no picture of them. */
async function photographed({ flag, capture, trigger }: Request): Promise<Made<PictureFacts> | { why: NotCaptured['why'] }> {
  if (!capture) return { why: whyNothing(trigger) };
  if ('none' in capture.picture) return { why: capture.picture.none };
  const { shots, covers, cut } = capture.picture;
  const found = await collectPicture(shots, flag.message.site).catch(() => ({ why: 'failed' as const }));
  if ('why' in found) return found;
  const { png, ...rest } = found;
  // Put together it may pack worse than in pieces.
  if (png.size > CAPTURE_LIMITS.pictureBytes) return { why: 'too_large' };
  const { artefact, facts } = fileOf('picture.png', await bytesOf(png));
  return { artefact, facts: { ...facts, method: 'screen', ...rest, covers }, missing: cut ? [{ what: 'whole_picture', why: 'too_large' }] : [] };
}

async function drawn({ flag, capture, language, now }: Request, why: NotCaptured['why']): Promise<Made<PictureFacts>> {
  const { png, ...rest } = await drawPicture({ flag, capture, why, language, zone: zoneHere() });
  const { artefact, facts } = fileOf('picture.png', await bytesOf(png));
  return {
    artefact,
    facts: { ...facts, method: 'rendered', ...rest, pieces: 0, takenAt: now },
    missing: [{ what: 'true_picture', why }],
  };
}

/** An image of a page may keep the browser's decoder busy for ever, in ms. */
const PICTURE_WITHIN = 20_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('too late')), PICTURE_WITHIN); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A true picture, else one drawn of the words, else none and why. */
async function pictureOf(request: Request): Promise<Made<PictureFacts> | Unmade> {
  const photograph = await inTime(photographed(request)).catch(() => ({ why: 'failed' as const }));
  if (!('why' in photograph)) return photograph;
  return inTime(drawn(request, photograph.why)).catch(() => unmade({ what: 'picture', why: 'failed' }, { what: 'true_picture', why: photograph.why }));
}

function fragmentOf({ flag, capture, trigger, language, now }: Request): Made<FragmentFacts> | Unmade {
  if (!capture) return unmade({ what: 'fragment', why: whyNothing(trigger) });
  try {
    const { bytes, images, missing } = fragmentHtml({ capture, flag, language, now });
    const { artefact, facts } = fileOf('message.html', bytes);
    return { artefact, facts: { ...facts, images }, missing };
  } catch {
    // What a page may hold must never cost the words.
    return unmade({ what: 'fragment', why: 'failed' });
  }
}

/**
 * The files of an Entry, of what the reader gathered on its page or, without that, of the kept words alone. No file that fails is a failure:
 * `missing` says what there is none of, and why.
 * @throws Failure `bad_request` for what was gathered of another message
 */
export async function makeArtefacts(request: Request): Promise<Artefacts> {
  const { capture, flag } = request;
  if (capture) assertCaptureOf(capture, flag);
  const fragment = fragmentOf(request);
  const picture = await pictureOf(request);
  return {
    artefacts: [fragment.artefact, picture.artefact].filter((one) => one !== null),
    fragment: fragment.facts,
    picture: picture.facts,
    captureMethod: picture.facts?.method ?? 'text',
    missing: [...fragment.missing, ...picture.missing],
  };
}
