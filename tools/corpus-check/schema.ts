import * as v from 'valibot';
import { LABELS, type Label } from '../../src/core/verdict.ts';
import { KINDS, type Line } from '../classifier/corpus.ts';

/** One row of a corpus file as it stands there. `number` counts from 1; `file` is a bare name such as `en-p1.jsonl`. */
export interface RawLine {
  file: string;
  number: number;
  raw: string;
}

/** What a row holds, as far as it can be used, and what is wrong with it, for a person. A row can have both. */
export interface Reading {
  line: Line | null;
  faults: string[];
}

/** Unicode code points. Longer than any message that a chat shows in one piece. */
const LONGEST = 2000;

/** `zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK`, `en-XX`; the seed was written before regions were told. */
export const LANG = /^(zh-Hans|zh-Hant-(TW|HK)|en-[A-Z]{2})$/;
const SEED_LANG = /^(zh-Hans|zh-Hant|en)$/;

export function inTaxonomyOrder(labels: readonly Label[]): Label[] {
  return LABELS.filter((label) => labels.includes(label));
}

/** What someone wrote, as a chat shows it. */
export const TEXT = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'text is empty'),
  v.check((text) => text === text.trim(), 'text begins or ends with a blank'),
  v.check((text) => [...text].length <= LONGEST, `text is longer than ${LONGEST} characters`),
  v.check((text) => text.isWellFormed(), 'text has half a surrogate pair'),
);

export const LABEL_LIST = v.pipe(
  v.array(v.picklist(LABELS)),
  v.check((labels) => new Set(labels).size === labels.length, 'a label stands twice'),
  v.check((labels) => inTaxonomyOrder(labels).join() === [...new Set(labels)].join(), 'labels are not in the order of the taxonomy'),
);

/** The shape of a row of the file of this name (without `.jsonl`), as `corpus/README.md` tells it. */
function shapeOf(name: string) {
  const isSeed = name.startsWith('seed-');
  // The files of the seed were named after their rows were written.
  const batches = isSeed ? [name, name.slice('seed-'.length)] : [name];
  const scene = v.pipe(v.string(), v.check((text) => text.trim() !== '', 'scene is empty'));
  return v.pipe(
    v.strictObject({
      text: TEXT,
      labels: LABEL_LIST,
      kind: v.picklist(KINDS),
      lang: v.pipe(v.string(), v.regex(isSeed ? SEED_LANG : LANG, 'unknown language')),
      batch: v.pipe(v.string(), v.check((batch) => batches.includes(batch), `batch is not “${batches.at(-1)}”`)),
      scene: isSeed ? v.optional(scene) : scene,
    }),
    v.check(({ kind, labels }) => (kind === 'positive') === labels.length > 0, 'labels and kind disagree'),
  );
}

/** A reader of rows; the shape of each file is built once. Never throws. */
export function rowReader(): (row: RawLine) => Reading {
  const shapes = new Map<string, ReturnType<typeof shapeOf>>();
  return ({ file, raw }) => {
    const name = file.replace(/\.jsonl$/, '');
    const shape = shapes.get(name) ?? shapeOf(name);
    shapes.set(name, shape);
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch {
      return { line: null, faults: ['no JSON'] };
    }
    const result = v.safeParse(shape, value);
    const faults = (result.issues ?? []).map((issue) => faultOf(v.getDotPath(issue), issue.message, issue.kind));
    // `typed`: members are of the right kind and only a rule is broken, so the other checks can still use the row.
    return { line: result.typed ? { ...result.output, batch: name } : null, faults };
  };
}

/** Our own rules are sentences already; those of the library need the member's name. */
export const faultOf = (path: string | null, message: string, kind: string): string => (kind === 'schema' && path ? `${path}: ${message}` : message);
