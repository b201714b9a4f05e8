import { LABELS } from '../core/verdict.ts';
import { FLAGGED, LAWFUL, PRESSING } from './heads.ts';

/**
 * What the joint score weighs, in the order of `ModelHeader.joint`: flagged head, highest label, pressing, lawful; each label; each
 * label or pressing, whichever is lower (a visit counts for more where someone presses for money); the constant.
 */
export const JOINT = 4 + 2 * LABELS.length + 1;

export function jointInputs(logit: ArrayLike<number>, offset = 0): number[] {
  const pressing = logit[offset + PRESSING]!;
  const labels = LABELS.map((_, label) => logit[offset + label]!);
  return [logit[offset + FLAGGED]!, Math.max(...labels), pressing, logit[offset + LAWFUL]!, ...labels, ...labels.map((label) => Math.min(label, pressing))];
}

/** The one number by which a message is flagged or not. */
export function jointScore(joint: readonly number[], logit: ArrayLike<number>, offset = 0): number {
  return jointInputs(logit, offset).reduce((sum, value, index) => sum + joint[index]! * value, joint[JOINT - 1]!);
}
