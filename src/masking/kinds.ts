import type { MaskKind } from '../core/masking.ts';

/** The letter of a kind in its tokens: `⟦P1⟧`. The same in every language. */
export const KIND_LETTER: Record<MaskKind, string> = {
  name: 'N', phone: 'P', id: 'D', card: 'C', email: 'E', handle: 'H', address: 'A', plate: 'L', other: 'X',
};

/** A masked item as the full copy lists it. Kinds of its own: `salt`, `flag`, `key`, `digest`, `link`, `account`, `bracket`. */
export interface MapItem {
  token: string;
  kind: string;
  text: string;
}
