import { LABELS } from '../core/verdict.ts';

/** The outputs: the ten labels in their order, then these three. */
export const PRESSING = LABELS.length;
export const LAWFUL = LABELS.length + 1;
export const FLAGGED = LABELS.length + 2;
export const HEADS = LABELS.length + 3;
