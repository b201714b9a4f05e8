import { HEADS } from '../../src/classify/heads.ts';
import { PLAIN, plainInputs, weighed } from '../../src/classify/joint.ts';
import type { ModelHeader } from '../../src/classify/model.ts';
import type { Scored } from './bars.ts';
import { scoreTexts, type Trained } from './build.ts';
import type { Chat } from './conversations.ts';
import { fitLogistic } from './logistic.ts';
import { f1 } from './measure.ts';

/** How strongly weights are held back: few chats, and messages of one chat resemble each other. */
const RIDGE = { them: 33, me: 100, pressed: 33 };

/** Of what is no collector's, this share is from outside our chats. */
const OUTSIDE = 0.05;

export interface ChatWeights {
  weights: ModelHeader['chat'];
  /** From which score a collector's message is best flagged. */
  bar: number;
}

/**
 * What messages say of their chat, and which of a collector's are flagged, learned from chats that the model has not met. `ordinary`: messages of other
 * people, as if they were from ordinary chats. Collectors' chats count as much as all others, so that a message as common in both says nothing. Nothing is known without any chats.
 */
export function fitChat(trained: Trained, chats: readonly Chat[], ordinary: readonly string[]): ChatWeights {
  const said = chats.flatMap((chat) => chat.messages.map((message) => ({ chat, message })));
  const nothing = Array.from({ length: PLAIN }, () => 0);
  if (said.length === 0) return { weights: { them: nothing, me: nothing, pressed: nothing }, bar: 0 };
  const scored = scoreTexts(trained, [...said.map(({ message }) => message.text), ...ordinary]);
  const inputs = Array.from({ length: scored.length }, (_, i) => inputsAt(scored, i));
  const fit = (use: (at: number) => boolean, truth: (at: number) => boolean, ridge: number): number[] => {
    const chosen = [...said.keys()].filter(use);
    return fitStandardised(chosen.map((i) => inputs[i]!), chosen.map((i) => (truth(i) ? 1 : 0)), chosen.map(() => 1), ridge);
  };
  const fitBalanced = (use: (at: number) => boolean, ridge: number): number[] => {
    const collectors = [...said.keys()].filter((i) => use(i) && isCollector(i));
    const others = [...said.keys()].filter((i) => use(i) && !isCollector(i));
    const outside = ordinary.map((_, i) => said.length + i);
    const each = (of: number[], share: number): number[] => of.map(() => (share * collectors.length) / of.length);
    const chosen = [...collectors, ...others, ...outside];
    const weights = [...collectors.map(() => 1), ...each(others, 1 - OUTSIDE), ...each(outside, OUTSIDE)];
    return fitStandardised(chosen.map((i) => inputs[i]!), chosen.map((_, i) => (i < collectors.length ? 1 : 0)), weights, ridge);
  };
  const isMine = (i: number): boolean => said[i]!.message.from === 'me';
  const isCollector = (i: number): boolean => said[i]!.chat.kind === 'collector';
  const isFlagged = (i: number): boolean => said[i]!.message.labels.length > 0;
  const weights = {
    them: fitBalanced((i) => !isMine(i), RIDGE.them),
    me: fitBalanced(isMine, RIDGE.me),
    pressed: fit((i) => !isMine(i) && isCollector(i), isFlagged, RIDGE.pressed),
  };
  const ranked = [...said.keys()].filter((i) => !isMine(i) && isCollector(i))
    .map((i) => ({ value: weighed(weights.pressed, inputs[i]!), has: isFlagged(i) })).sort((a, b) => b.value - a.value);
  return { weights, bar: bestBar(ranked) };
}

function inputsAt({ logit, form }: Scored, i: number): number[] {
  return plainInputs(logit, form[i]!, i * HEADS);
}

function fitStandardised(inputs: number[][], truth: number[], counts: number[], ridge: number): number[] {
  const size = PLAIN - 1;
  const mean = Array.from({ length: size }, (_, j) => inputs.reduce((sum, row) => sum + row[j]!, 0) / inputs.length);
  const spread = mean.map((middle, j) => Math.sqrt(inputs.reduce((sum, row) => sum + (row[j]! - middle) ** 2, 0) / inputs.length) || 1);
  const fitted = fitLogistic(inputs.map((row) => row.map((value, j) => (value - mean[j]!) / spread[j]!)), truth, counts, ridge);
  const weights = spread.map((width, j) => fitted[j]! / width);
  return [...weights, fitted[size]! - weights.reduce((sum, weight, j) => sum + weight * mean[j]!, 0)];
}

function bestBar(ranked: { value: number; has: boolean }[]): number {
  const all = ranked.filter(({ has }) => has).length;
  let best = { f1: 0, bar: 0 };
  let hits = 0;
  ranked.forEach(({ value, has }, rank) => {
    if (has) hits++;
    const reached = f1(hits, rank + 1 - hits, all - hits);
    if (reached > best.f1) best = { f1: reached, bar: value - 1e-6 };
  });
  return best.bar;
}
