import { LABELS } from '../core/verdict.ts';

/**
 * The outputs: the ten labels in their order; whether the message presses for a debt; whether it is a proper reminder; whether it is
 * flagged; whether it would be flagged if one knew that a collector sent it; whether a debtor wrote it.
 */
export const PRESSING = LABELS.length;
export const LAWFUL = LABELS.length + 1;
export const FLAGGED = LABELS.length + 2;
export const PRESSED = LABELS.length + 3;
export const DEBTOR = LABELS.length + 4;
export const HEADS = LABELS.length + 5;
