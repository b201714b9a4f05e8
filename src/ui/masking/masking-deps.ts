import type { MaskItem, MaskPiece, Suggestion } from '../../core/masking.ts';

export interface PictureRef {
  /** Number of the entry. */
  seq: number;
  width: number;
  height: number;
}

/** What the masking step needs of the rest. Nothing here changes a record. */
export interface MaskingDeps {
  find(signal: AbortSignal): Promise<readonly Suggestion[]>;
  /** How often something that the reader names is there. */
  count(item: MaskItem, signal: AbortSignal): Promise<number>;
  /** Before and after of texts, under these items. */
  preview(items: readonly MaskItem[]): (text: string) => readonly MaskPiece[];
  /** Messages to preview: some hundreds at most. */
  messages(signal: AbortSignal): Promise<readonly { id: string; name: string; text: string }[]>;
  pictures(signal: AbortSignal): Promise<readonly PictureRef[]>;
  /** Null when it is not there any more. */
  picture(seq: number): Promise<Blob | null>;
}
