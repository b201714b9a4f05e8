import type { Language } from '../locales/language.ts';
import type { SealedNote } from './entries.ts';
import type { BundleInput } from './input.ts';
import type { Html } from './report-html.ts';
import type { Survey } from './survey.ts';
import type { Clock } from './times.ts';
import type { Say } from './words.ts';

/** What the report is made of, besides the messages themselves. */
export interface ReportFacts {
  language: Language;
  say: Say;
  clock: Clock;
  zone: string;
  now: string;
  filterWords: string;
  software: BundleInput['software'];
  /** Fingerprint of the key that is in the bundle. */
  key: string;
  survey: Survey;
  /** By flag id. */
  sealed: ReadonlyMap<string, SealedNote>;
  /** Changes and tombstones by the flag they speak of. */
  later: ReadonlyMap<string, readonly SealedNote[]>;
  copy: 'full' | 'masked';
  /** The export before this one, of which this holds only what is new or changed. */
  follows: BundleInput['follows'];
  bundleId: string;
  /** What stands for the picture of an entry: a file of the bundle beside the report, or its bytes. */
  figure(note: SealedNote): Promise<Html>;
  /** Links whose content is gone. */
  gone: readonly SealedNote[];
  /** A copy by itself, outside the bundle: how many bytes its messages may have, and how many pictures did not fit. */
  small?: { bytes: number; picturesLeft: number };
  /** Points that did not add up, as counted in `not-captured.json`. */
  problems: number;
}
