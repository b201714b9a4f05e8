import { HEADS } from '../../src/classify/heads.ts';
import type { Form } from '../../src/classify/joint.ts';
import { readModel, type ModelHeader } from '../../src/classify/model.ts';
import { makeScratch, scoreWindows } from '../../src/classify/score.ts';
import { tokenise } from '../../src/classify/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';
import { HOSTILE_SOURCES, isHeldOut, SOURCE_COUNTS, type BackgroundText } from './background.ts';
import { allBars, fitCalibration, fitJoint, flagBars, jointOf, labelBars, type Measured, type Scored } from './bars.ts';
import { cloak } from './cloak.ts';
import { fitChat } from './chat-weights.ts';
import type { Chat } from './conversations.ts';
import type { Line } from './corpus.ts';
import { hashesOf, narrowed, rowsOf, vocabularyOf, type Vocabulary } from './dataset.ts';
import { learn, OPTIONS, type Lesson } from './learn.ts';
import { learnTower, TOWERS } from './learn-tower.ts';
import { pack, plainHeader, quantise, strongest, type Packed } from './pack.ts';
import { backgroundLecture, chatLecture, lectureOf, type Lecture } from './parts.ts';
import { randomFrom } from './random.ts';
import type { Choice } from './split.ts';

/** How much a line counts that is learned once more in hidden writing, beside the plain one. */
const CLOAKED_WEIGHT = 0.5;
const SEED = 7;
/** Background texts that stand for messages of ordinary chats. */
const OUTSIDE_TEXTS = 2_000;

/** A text that is learned: whose it is, what it teaches, and how much it counts. */
interface Item {
  batch: string;
  /** The line it is or was made from; null for a chat's message. */
  line: Line | null;
  hashes: Int32Array;
  lecture: Lecture;
  weight: number;
}

/** Everything a training reads, with the features of each text worked out once. */
export interface Material {
  lines: Line[];
  chats: Chat[];
  items: Item[];
  background: Omit<Item, 'batch' | 'line'>[];
  /** Of the ordinary sources, never trained on. */
  heldOut: BackgroundText[];
}

export function gather(lines: Line[], chats: Chat[], background: BackgroundText[]): Material {
  const random = randomFrom(SEED);
  const cloaked = lines.map((line) => ({ line, text: cloak(line.text, random) }));
  const said = chats.flatMap((chat) => chat.messages.map((message) => ({ chat, message })));
  const trained = background.filter(({ text }) => !isHeldOut(text));
  const lineItem = (line: Line, hashes: Int32Array, weight: number): Item => ({ batch: line.batch, line, hashes, lecture: lectureOf(line), weight });
  const lineHashes = hashesOf(lines.map(({ text }) => text));
  const cloakedHashes = hashesOf(cloaked.map(({ text }) => text));
  const saidHashes = hashesOf(said.map(({ message }) => message.text));
  const backgroundHashes = hashesOf(trained.map(({ text }) => text));
  return {
    lines,
    chats,
    items: [
      ...lines.map((line, i) => lineItem(line, lineHashes[i]!, 1)),
      ...cloaked.map(({ line }, i) => lineItem(line, cloakedHashes[i]!, CLOAKED_WEIGHT)),
      ...said.map(({ chat, message }, i): Item => ({
        batch: chat.batch, line: null, hashes: saidHashes[i]!, lecture: chatLecture(chat.kind, message.from === 'me' ? 'me' : 'them', message.labels), weight: 1,
      })),
    ],
    background: trained.map(({ source }, i) => ({ hashes: backgroundHashes[i]!, lecture: backgroundLecture(SOURCE_COUNTS[source] ?? 1), weight: 1 })),
    heldOut: background.filter(({ text, source }) => isHeldOut(text) && !HOSTILE_SOURCES.has(source)),
  };
}

export interface Trained {
  header: ModelHeader;
  packed: Packed;
  known: number;
}

/** Learns from the items for which `use` is true and from the background. */
export function train(material: Material, use: (item: Pick<Item, 'batch' | 'line'>) => boolean): Trained {
  const chosen = material.items.filter(use);
  const all = [...chosen, ...material.background];
  const lectures = all.map(({ lecture }) => lecture);
  const weight = Float32Array.from(all, (item) => item.weight);
  const lesson = (vocabulary: Vocabulary): Lesson => ({ rows: rowsOf(all.map(({ hashes }) => hashes), vocabulary), lectures, weight });
  // First without towers, to see which features matter: the file has no room for more.
  const whole = vocabularyOf(chosen.map(({ hashes }) => hashes));
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
  const form: Form[] = [];
  texts.forEach((verbatim, index) => {
    const { text } = normalise(verbatim);
    const tokens = tokenise(text);
    const windows = scoreWindows(model, scratch, text, tokens);
    const best = windows.reduce((a, b) => (b.joint > a.joint ? b : a));
    logit.set(best.logit, index * HEADS);
    form.push(best.form);
  });
  return { logit, form, length: texts.length };
}

/** The model learned without the development and test lines, with its joint score, calibration and bars measured on them. */
export function development(material: Material, { isDevelopment, isTest }: Pick<Choice, 'isDevelopment' | 'isTest'>): { trained: Trained; measured: Measured } {
  const trained = train(material, (item) => !isDevelopment(item.line ?? item) && !isTest(item.line ?? item));
  const lines = material.lines.filter(isDevelopment);
  const measured = measure(trained, lines, material);
  const chat = fitChat(trained, material.chats.filter(isDevelopment), everySo(material.heldOut.map(({ text }) => text), OUTSIDE_TEXTS));
  const joint = fitJoint(measured);
  const flag = flagBars(joint, measured);
  trained.header = {
    ...trained.header, joint, chat: chat.weights,
    calibration: fitCalibration(joint, measured),
    bars: allBars(flag, labelBars(joint, flag.normal, measured), chat.bar),
    unmistakable: unmistakable(joint, measured),
  };
  return { trained, measured };
}

/** So many of them, evenly spread. */
function everySo<T>(of: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(of.length / count));
  return of.filter((_, i) => i % step === 0).slice(0, count);
}

function measure(trained: Trained, lines: Line[], material: Material): Measured {
  return {
    lines,
    scored: scoreTexts(trained, lines.map(({ text }) => text)),
    background: scoreTexts(trained, material.heldOut.map(({ text }) => text)),
    sources: material.heldOut.map(({ source }) => source),
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
    chat: header.chat,
    calibration: header.calibration,
    bars: allBars(flag, label, header.bars.normal.pressed),
    unmistakable: Math.max(header.unmistakable, ...jointOf(header.joint, background)),
  };
  return trained;
}

/** Beyond every score that any message without a label reached. */
const CLEARLY = 0.5;

function unmistakable(joint: readonly number[], { lines, scored, background }: Measured): number {
  const others = jointOf(joint, scored).filter((_, i) => lines[i]!.kind !== 'positive');
  return Math.max(...others, ...jointOf(joint, background)) + CLEARLY;
}
