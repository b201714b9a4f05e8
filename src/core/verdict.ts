/** The ten labels of the taxonomy, in the order in which they are shown. */
export const LABELS = [
  'violence', 'visit', 'legal_threat', 'impersonation', 'insult', 'coercion',
  'exposure', 'third_party', 'data_misuse', 'defamation',
] as const;
export type Label = (typeof LABELS)[number];

export type Family = 'threat' | 'privacy';

const PRIVACY: ReadonlySet<Label> = new Set<Label>(['exposure', 'third_party', 'data_misuse', 'defamation']);

export function familyOf(label: Label): Family {
  return PRIVACY.has(label) ? 'privacy' : 'threat';
}

export interface ScoredLabel {
  id: Label;
  /** Calibrated probability, 0 to 1. */
  score: number;
}

/** The words that decided. UTF-16 offsets in the verbatim text, `end` exclusive, never inside a surrogate pair. */
export interface Span {
  start: number;
  end: number;
  label: Label;
}

export interface Verdict {
  flagged: boolean;
  /** The labels that passed their threshold, strongest first. Empty when not flagged. */
  labels: ScoredLabel[];
  spans: Span[];
  /** Probability that this message presses for a debt at all, 0 to 1. */
  pressing: number;
  modelVersion: string;
}

/** How readily a message is marked. */
export const SENSITIVITIES = ['low', 'normal', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** The reader's own word on a chat. It outweighs any estimate. */
export type ConversationWord = 'collector' | 'not_collector';
