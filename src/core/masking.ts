/** What can be masked, in the order in which it is shown. */
export const MASK_KINDS = ['name', 'phone', 'id', 'card', 'email', 'handle', 'address', 'plate', 'other'] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Something to be masked wherever it stands. */
export interface MaskItem {
  kind: MaskKind;
  /** As it was found first. Other ways of writing it (full-width, spaced, with dashes, in capitals) are found too. */
  text: string;
  /** Only where it is all there is, e.g. as a name of one letter: inside other words it would hit everything. */
  whole?: boolean;
}

/** What was found and may be worth masking. */
export interface Suggestion extends MaskItem {
  /** How many times it was found. */
  count: number;
  /** Whether masking it is proposed. Off where the finding is unsure. */
  on: boolean;
}

/** A part of a text before and after masking. */
export interface MaskPiece {
  /** As it stands in the masked copy. */
  shown: string;
  original: string;
  /** Undefined for what is not masked. */
  kind?: string;
}

/** A part of a picture to paint over, in its pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the reader decided before a masked copy is made. */
export interface MaskingChoice {
  items: readonly MaskItem[];
  /** By number of the entry: what to paint over. Null, or nothing at all: the picture is left out. */
  pictures: ReadonlyMap<number, readonly Box[] | null>;
}
