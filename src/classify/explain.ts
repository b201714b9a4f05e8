import type { ComparableText } from '../core/comparable.ts';
import { LABELS, type Label, type Span } from '../core/verdict.ts';
import type { Model } from './model.ts';
import { readSlots, type Scratch, type WindowScore } from './score.ts';
import { HAN, MARK, type Tokens } from './tokens.ts';
import { pulls } from './towers.ts';
import { bytesFor, weigh } from './weights.ts';

const MOST_SPANS = 3;
/** A stretch counts when it carries this share of what the strongest one carries. */
const LEAST_SHARE = 0.4;
/** Gaps of this many unhelpful tokens are bridged. */
const BRIDGE = 1;
const LONGEST_SPAN = 24;

/** The words that decided for these labels, as ranges of the verbatim text: at most a few for each, in the order of the text. */
export function explain(
  model: Model, scratch: Scratch, comparable: ComparableText, tokens: Tokens, found: { label: Label; window: WindowScore }[],
): Span[] {
  const spans: Span[] = [];
  let read: WindowScore | null = null;
  for (const { label, window } of found) {
    if (window !== read) readSlots(model, scratch, comparable.text, tokens, window.start, window.end);
    read = window;
    const weights = tokenWeights(model, scratch, window, LABELS.indexOf(label));
    for (const [first, last] of stretches(weights, tokens, window.start)) {
      const start = comparable.from[tokens.start[first]!]!;
      const end = comparable.to[tokens.end[last]! - 1]!;
      if (end > start) spans.push({ start, end, label });
    }
  }
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What each token of the window whose features were read last adds to a head: every feature shares its weight among its tokens. */
function tokenWeights(model: Model, { features, slotOf }: Scratch, window: WindowScore, head: number): Float64Array {
  const pull = pulls(model, window.sums, window.value, head);
  const size = bytesFor(model.width);
  const weights = new Float64Array(window.end - window.start);
  for (let i = 0; i < features.length; i++) {
    const first = features.firstToken[i]!;
    if (first < 0) continue;
    const slot = slotOf[i]!;
    if (slot < 0) continue;
    const last = features.lastToken[i]!;
    const share = weigh(model.weight, slot * size, pull) / (last - first + 1);
    for (let token = first; token <= last; token++) weights[token - window.start] = weights[token - window.start]! + share;
  }
  return weights;
}

/** The strongest runs of tokens, trimmed to tokens that help. */
function stretches(weights: Float64Array, tokens: Tokens, offset: number): [number, number][] {
  const helps = (i: number): boolean => weights[i]! > 0 && tokens.kind[offset + i] !== MARK;
  let strongest = 0;
  for (let i = 0; i < weights.length; i++) if (helps(i)) strongest = Math.max(strongest, weights[i]!);
  if (strongest === 0) return [];
  const least = strongest * 0.25;
  const runs: { first: number; last: number; weight: number }[] = [];
  for (let i = 0; i < weights.length; i++) {
    if (!helps(i) || weights[i]! < least) continue;
    const before = runs.at(-1);
    if (before && i - before.last <= BRIDGE + 1 && i - before.first < LONGEST_SPAN && !clauseEnds(tokens, offset + before.last, offset + i)) {
      before.last = i;
      before.weight += weights[i]!;
    } else runs.push({ first: i, last: i, weight: weights[i]! });
  }
  dropLone(runs, tokens, offset);
  runs.sort((a, b) => b.weight - a.weight || a.first - b.first);
  const best = runs[0]!.weight;
  return runs
    .filter((run) => run.weight >= best * LEAST_SHARE)
    .slice(0, MOST_SPANS)
    .sort((a, b) => a.first - b.first)
    .map((run) => [offset + run.first, offset + run.last]);
}

/** One character alone is no word a person would point at, as long as there is anything longer. */
function dropLone(runs: { first: number; last: number }[], tokens: Tokens, offset: number): void {
  const lone = (run: { first: number; last: number }): boolean => run.first === run.last && tokens.kind[offset + run.first] === HAN;
  if (runs.every(lone)) return;
  for (let i = runs.length - 1; i >= 0; i--) if (lone(runs[i]!)) runs.splice(i, 1);
}

function clauseEnds(tokens: Tokens, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if (tokens.kind[i] === MARK) return true;
  return false;
}
