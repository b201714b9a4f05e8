import { LABELS } from '../core/verdict.ts';
import { DEBTOR, FLAGGED, HEADS, LAWFUL, PRESSED, PRESSING } from './heads.ts';

/** What is weighed beside the outputs: whether the text is mostly Han, and how long it is, in tokens. */
export interface Form {
  han: boolean;
  tokens: number;
}

/** The outputs, the form, the constant: what a chat's weights weigh. */
export const PLAIN = HEADS + 3;

/**
 * What the joint score weighs, in the order of `ModelHeader.joint`: flagged head, highest label, pressing, lawful; each label; each
 * label or pressing, whichever is lower (a visit counts for more where someone presses for money); flagged among a collector's messages,
 * a debtor's words; the form; the constant.
 */
export const JOINT = 8 + 2 * LABELS.length + 1;

/** Binary logarithm, straight between powers of two: the same in every engine. 0 for one token or none. */
export function lengthOf(tokens: number): number {
  const whole = Math.min(Math.max(1, tokens), 160);
  const power = 31 - Math.clz32(whole);
  return power + whole / (1 << power) - 1;
}

export function jointInputs(logit: ArrayLike<number>, form: Form, offset = 0): number[] {
  const pressing = logit[offset + PRESSING]!;
  const labels = LABELS.map((_, label) => logit[offset + label]!);
  return [
    logit[offset + FLAGGED]!, Math.max(...labels), pressing, logit[offset + LAWFUL]!, ...labels, ...labels.map((label) => Math.min(label, pressing)),
    logit[offset + PRESSED]!, logit[offset + DEBTOR]!, ...formInputs(form),
  ];
}

export function plainInputs(logit: ArrayLike<number>, form: Form, offset = 0): number[] {
  return [...Array.from({ length: HEADS }, (_, head) => logit[offset + head]!), ...formInputs(form)];
}

const formInputs = ({ han, tokens }: Form): number[] => [han ? 1 : 0, lengthOf(tokens)];

/** The weighted sum; the last weight is the constant. */
export function weighed(weights: readonly number[], inputs: readonly number[]): number {
  let sum = weights[inputs.length]!;
  for (let i = 0; i < inputs.length; i++) sum += weights[i]! * inputs[i]!;
  return sum;
}

/** The one number by which a message is flagged or not. */
export function jointScore(joint: readonly number[], logit: ArrayLike<number>, form: Form, offset = 0): number {
  return weighed(joint, jointInputs(logit, form, offset));
}
