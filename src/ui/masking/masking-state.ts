import { MASK_KINDS, type Box, type MaskingChoice, type MaskItem, type MaskKind, type Suggestion } from '../../core/masking.ts';

/** What can be hidden and whether it is. `own`: the reader named it. */
export interface Line extends Suggestion {
  own?: true;
  /** It was proposed to leave it. */
  unsure?: true;
}

export type Decision = 'show' | 'leave' | null;

export interface PictureState {
  boxes: readonly Box[];
  decision: Decision;
}

interface Snapshot {
  lines: readonly Line[];
  /** By number of the entry. */
  pictures: Readonly<Record<number, PictureState>>;
}

/** Everything that was decided, kept outside the step so that the reader can go away and come back. */
export interface MaskingState extends Snapshot {
  /** What was proposed. */
  proposed: readonly Line[];
  /** Earlier states, the newest last. */
  past: readonly Snapshot[];
  at: 'words' | 'pictures';
  picture: number;
}

/** How many steps can be taken back. */
const PAST = 200;

export function startMasking(found: readonly Suggestion[]): MaskingState {
  const proposed = found.map((one): Line => (one.on ? one : { ...one, unsure: true }));
  return { lines: proposed, proposed, pictures: {}, past: [], at: 'words', picture: 0 };
}

function changed(state: MaskingState, change: Partial<Snapshot>): MaskingState {
  return { ...state, ...change, past: [...state.past, { lines: state.lines, pictures: state.pictures }].slice(-PAST) };
}

export function undo(state: MaskingState): MaskingState {
  const before = state.past.at(-1);
  return before ? { ...state, ...before, past: state.past.slice(0, -1) } : state;
}

/** All words as they were proposed. This too can be taken back. */
export const startOver = (state: MaskingState): MaskingState => changed(state, { lines: state.proposed });

export function turn(state: MaskingState, line: Line, on: boolean): MaskingState {
  return changed(state, { lines: state.lines.map((one) => (one === line ? { ...one, on } : one)) });
}

export function turnKind(state: MaskingState, kind: MaskKind, on: boolean): MaskingState {
  return changed(state, { lines: state.lines.map((one) => (one.kind === kind ? { ...one, on } : one)) });
}

/** Null when it is there already; then it is turned on all the same. */
export function addOwn(state: MaskingState, item: MaskItem): { state: MaskingState; isNew: boolean } {
  const same = state.lines.find((one) => one.text === item.text && !one.whole);
  if (same) return { state: same.on ? state : turn(state, same, true), isNew: false };
  return { state: changed(state, { lines: [...state.lines, { ...item, count: -1, on: true, own: true }] }), isNew: true };
}

export const removeOwn = (state: MaskingState, line: Line): MaskingState => changed(state, { lines: state.lines.filter((one) => one !== line) });

/** The count came; nothing to take back. */
export function counted(state: MaskingState, text: string, count: number): MaskingState {
  return { ...state, lines: state.lines.map((one) => (one.own && one.text === text ? { ...one, count } : one)) };
}

export function linesByKind(lines: readonly Line[]): { kind: MaskKind; lines: Line[] }[] {
  return MASK_KINDS.map((kind) => ({ kind, lines: lines.filter((one) => one.kind === kind && !one.own) })).filter((group) => group.lines.length > 0);
}

export const chosenItems = (lines: readonly Line[]): MaskItem[] =>
  lines.filter(({ on }) => on).map(({ kind, text, whole }) => ({ kind, text, ...(whole ? { whole } : {}) }));

const UNTOUCHED: PictureState = { boxes: [], decision: null };
export const pictureOf = (state: MaskingState, seq: number): PictureState => state.pictures[seq] ?? UNTOUCHED;

export function setBoxes(state: MaskingState, seq: number, boxes: readonly Box[]): MaskingState {
  return changed(state, { pictures: { ...state.pictures, [seq]: { ...pictureOf(state, seq), boxes } } });
}

export function decide(state: MaskingState, seq: number, decision: Decision): MaskingState {
  return changed(state, { pictures: { ...state.pictures, [seq]: { ...pictureOf(state, seq), decision } } });
}

/** Only what was looked at and is to be shown has boxes; the rest is left out. */
export function choiceOf(state: MaskingState, seqs: readonly number[]): MaskingChoice {
  return {
    items: chosenItems(state.lines),
    pictures: new Map(seqs.map((seq) => [seq, pictureOf(state, seq).decision === 'show' ? pictureOf(state, seq).boxes : null])),
  };
}
