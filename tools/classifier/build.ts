import { HEADS } from '../../src/classify/heads.ts';
import { readModel, type ModelHeader } from '../../src/classify/model.ts';
import { makeScratch, scoreWindows } from '../../src/classify/score.ts';
import { tokenise } from '../../src/classify/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';
import { HOSTILE_SOURCES, isHeldOut, type BackgroundText } from './background.ts';
import { allBars, fitCalibration, fitJoint, flagBars, jointOf, labelBars, type Measured, type Scored } from './bars.ts';
import { cloak } from './cloak.ts';
import type { Kind, Line } from './corpus.ts';
import { hashesOf, narrowed, rowsOf, truthOf, vocabularyOf, type Vocabulary } from './dataset.ts';
import { learn, OPTIONS, type Lesson } from './learn.ts';
import { learnTower, TOWERS } from './learn-tower.ts';
import { pack, plainHeader, quantise, strongest, type Packed } from './pack.ts';
import { randomFrom } from './random.ts';

/** How often a line is also learned in hidden writing, and how much that counts. */
const CLOAKED = { positive: 0.5, other: 0.5, weight: 0.5 };
/** Kinds that are most often taken for a collector's words count for more. */
const KIND_COUNTS: Record<Kind, number> = { positive: 1, ordinary: 1, lawful: 1.2, victim: 1.6, advice: 1.6 };
const SEED = 7;

/** Everything a training reads, with the features of each text worked out once. */
export interface Material {
  lines: Line[];
  lineHashes: Int32Array[];
  cloaked: { line: number; hashes: Int32Array }[];
  background: BackgroundText[];
  backgroundHashes: Int32Array[];
  /** Of the ordinary sources, never trained on. */
  heldOut: BackgroundText[];
}

export function gather(lines: Line[], background: BackgroundText[]): Material {
  const random = randomFrom(SEED);
  const chosen = lines.flatMap((line, index) =>
    random() < (line.kind === 'positive' ? CLOAKED.positive : CLOAKED.other) ? [{ line: index, text: cloak(line.text, random) }] : []);
  const cloakedHashes = hashesOf(chosen.map(({ text }) => text));
  const trained = background.filter(({ text }) => !isHeldOut(text));
  return {
    lines,
    lineHashes: hashesOf(lines.map(({ text }) => text)),
    cloaked: chosen.map(({ line }, index) => ({ line, hashes: cloakedHashes[index]! })),
    background: trained,
    backgroundHashes: hashesOf(trained.map(({ text }) => text)),
    heldOut: background.filter(({ text, source }) => isHeldOut(text) && !HOSTILE_SOURCES.has(source)),
  };
}

export interface Trained {
  header: ModelHeader;
  packed: Packed;
  known: number;
}

/** Learns from the lines for which `use` is true and from the background. */
export function train(material: Material, use: (line: Line) => boolean): Trained {
  const chosen = material.lines.flatMap((line, index) => (use(line) ? [index] : []));
  const cloaked = material.cloaked.filter(({ line }) => use(material.lines[line]!));
  const texts = [...chosen.map((index) => material.lineHashes[index]!), ...cloaked.map(({ hashes }) => hashes)];
  const sources = [...chosen, ...cloaked.map(({ line }) => line)];
  const all = [...texts, ...material.backgroundHashes];
  const truth = Int32Array.from(all, (_, i) => (i < texts.length ? truthOf(material.lines[sources[i]!]!) : 0));
  const weight = Float32Array.from(all, (_, i) =>
    i < texts.length ? KIND_COUNTS[material.lines[sources[i]!]!.kind] * (i < chosen.length ? 1 : CLOAKED.weight) : 1);
  const lesson = (vocabulary: Vocabulary): Lesson => ({ rows: rowsOf(all, vocabulary), truth, weight, labelled: texts.length });
  // First without towers, to see which features matter: the file has no room for more.
  const whole = vocabularyOf(chosen.map((index) => material.lineHashes[index]!));
  const vocabulary = narrowed(whole, strongest(whole, learn(lesson(whole), whole.hash.length, OPTIONS)));
  const towers = Array.from({ length: TOWERS }, (_, index) => learnTower(lesson(vocabulary), vocabulary.hash.length, index + 1));
  const packed = quantise(vocabulary, towers);
  return { header: { ...plainHeader(), towers: TOWERS, scale: packed.scale, bias: packed.bias }, packed, known: whole.hash.length };
}

/** The logits of texts by the packed model, read as the page reads them: of a long text its window with the highest joint score. */
export function scoreTexts(trained: Trained, texts: readonly string[]): Scored {
  const model = readModel(pack(trained.header, trained.packed).file);
  const scratch = makeScratch(model);
  const logit = new Float64Array(texts.length * HEADS);
  texts.forEach((verbatim, index) => {
    const { text } = normalise(verbatim);
    const windows = scoreWindows(model, scratch, text, tokenise(text));
    const best = windows.reduce((a, b) => (b.joint > a.joint ? b : a));
    logit.set(best.logit, index * HEADS);
  });
  return { logit, length: texts.length };
}

/** The model learned without the development lines, with its joint score, calibration and bars measured on them. */
export function development(material: Material, isDevelopment: (line: Line) => boolean): { trained: Trained; measured: Measured } {
  const trained = train(material, (line) => !isDevelopment(line));
  const lines = material.lines.filter(isDevelopment);
  const measured = measure(trained, lines, material);
  const joint = fitJoint(measured);
  const flag = flagBars(joint, measured);
  trained.header = {
    ...trained.header, joint,
    calibration: fitCalibration(joint, measured),
    bars: allBars(flag, labelBars(joint, flag.normal, measured), measured),
    unmistakable: unmistakable(joint, measured),
  };
  return { trained, measured };
}

function measure(trained: Trained, lines: Line[], material: Material): Measured {
  return {
    lines,
    scored: scoreTexts(trained, lines.map(({ text }) => text)),
    background: scoreTexts(trained, material.heldOut.map(({ text }) => text)),
  };
}

/**
 * The model learned from every line, as it is shipped. What was measured on development lines is carried over; the bars that stand
 * on background are measured again, since no part of the held-out background was learned by either.
 */
export function everything(material: Material, from: { trained: Trained; measured: Measured }): Trained {
  const trained = train(material, () => true);
  const { header } = from.trained;
  const background = scoreTexts(trained, material.heldOut.map(({ text }) => text));
  const flag = flagBars(header.joint, { ...from.measured, background });
  const label = labelBars(header.joint, header.bars.normal.flag, from.measured);
  trained.header = {
    ...trained.header,
    joint: header.joint,
    calibration: header.calibration,
    bars: allBars(flag, label, { ...from.measured, background }),
    unmistakable: Math.max(header.unmistakable, ...jointOf(header.joint, background)),
  };
  return trained;
}

function unmistakable(joint: readonly number[], { lines, scored, background }: Measured): number {
  const others = jointOf(joint, scored).filter((_, i) => lines[i]!.kind !== 'positive');
  return Math.max(...others, ...jointOf(joint, background));
}
