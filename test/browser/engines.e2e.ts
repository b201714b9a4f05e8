// The classifier says the same in Node, Chromium and Firefox: every line of the test batches, every test chat, and hostile texts, bit for bit.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClassifier } from '../../src/classify/classify.ts';
import { bundleEngine } from '../../tools/browser/bundle-engine.ts';
import { answersTo, type Answer, type Questions } from '../../tools/browser/engine-answers.ts';
import { chromiumForEngines, firefoxForEngines, type EngineBrowser } from '../../tools/browser/engine-pages.ts';
import { differences, withWeightTurned } from './engines-compare.ts';
import { hostileQuestions, testQuestions } from './engines-texts.ts';
import { eventually } from './eventually.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NONE = { count: 0, first: [] };

const asked = testQuestions(resolve(ROOT, 'corpus'));
const lines: Questions = { texts: asked.texts, chats: [] };
const chats: Questions = { texts: [], chats: asked.chats };
const hostile = hostileQuestions();
/** Enough texts to find a weight that matters for one of them. */
const few: Questions = { texts: asked.texts.filter((_, index) => index % 20 === 0), chats: [] };

let bundle: string;
let altered: { bundle: string; answers: Answer[] };
let node: Record<'lines' | 'chats' | 'hostile' | 'few', Answer[]>;

beforeAll(async () => {
  const model = await wholeModel();
  const classifier = createClassifier(model);
  node = { lines: answersTo(classifier, lines), chats: answersTo(classifier, chats), hostile: answersTo(classifier, hostile), few: answersTo(classifier, few) };
  bundle = await bundleEngine(model);
  const { file, answers } = modelThatDiffers(model);
  altered = { bundle: await bundleEngine(file), answers };
});

/** The shipped model's bytes; while it is being written anew they are no model for a moment. */
async function wholeModel(): Promise<Uint8Array> {
  const path = resolve(ROOT, 'src/classify/model.bin');
  const read = async (): Promise<Uint8Array | Error> => {
    try {
      const file = readFileSync(path);
      createClassifier(file);
      return file;
    } catch (error) {
      return error as Error;
    }
  };
  const found = await eventually(read, (model) => !(model instanceof Error), 60_000);
  if (found instanceof Error) throw found;
  return found;
}

/** Not every weight is met by these texts: the first of a few that is. */
function modelThatDiffers(model: Uint8Array): { file: Uint8Array; answers: Answer[] } {
  for (let which = 0; which < 2000; which += 101) {
    const file = withWeightTurned(model, which);
    const answers = answersTo(createClassifier(file), few);
    if (differences(node.few, answers).count > 0) return { file, answers };
  }
  throw new Error('No weight that was tried changes anything: the comparison cannot be checked.');
}

test('there is enough to compare', () => {
  expect(lines.texts.length).toBeGreaterThan(4000);
  expect(chats.chats.length).toBeGreaterThan(50);
  expect(hostile.texts).toHaveLength(200);
  expect(new Set([...node.lines, ...node.chats, ...node.hostile].map(([id]) => id)).size).toBe(node.lines.length + node.chats.length + node.hostile.length);
  const flagged = (answers: Answer[]): number => answers.filter(([, json]) => json.startsWith('{"flagged":true')).length;
  for (const of of [node.lines, node.chats, node.hostile]) expect(flagged(of)).toBeGreaterThan(20);
});

describe.each([['Chromium', chromiumForEngines], ['Firefox', firefoxForEngines]])('%s', (_, open) => {
  let browser: EngineBrowser | undefined;
  let ask: (questions: Questions) => Promise<Answer[]>;

  beforeAll(async () => {
    browser = await open();
    ask = await browser.load(bundle);
  });
  afterAll(() => browser?.close());

  test('every line of the test batches', async () => expect(differences(node.lines, await ask(lines))).toEqual(NONE));
  test('every message of the test chats', async () => expect(differences(node.chats, await ask(chats))).toEqual(NONE));
  test('hostile texts', async () => expect(differences(node.hostile, await ask(hostile))).toEqual(NONE));

  test('one bit of one weight makes a difference, so the comparison can fail', async () => {
    const other = await (await browser!.load(altered.bundle))(few);
    const { count, first } = differences(node.few, other);
    expect(count).toBeGreaterThan(0);
    expect(first[0]).toMatch(/^\S+:\d+: Node …/);
    expect(differences(altered.answers, other)).toEqual(NONE);
  });
});
