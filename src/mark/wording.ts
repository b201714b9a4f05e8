import { MARKED_BY_READER } from '../core/flag.ts';
import { LABELS, familyOf, type Family, type Verdict } from '../core/verdict.ts';
import { labelNames } from '../locales/labels.ts';
import { fill, type Language } from '../locales/language.ts';
import { mark } from '../locales/mark.ts';
import type { MarkState } from './mark-state.ts';

/** The families of a verdict, the stronger first. */
export function familiesOf(verdict: Verdict): Family[] {
  return [...new Set(verdict.labels.map(({ id }) => familyOf(id)))];
}

/** What the mark says first: that it may be so, never that it is. */
export function mayBe(families: readonly Family[], language: Language): string {
  const words = mark[language];
  if (families.length > 1) return words.may_both;
  return families[0] === 'privacy' ? words.may_privacy : words.may_threat;
}

/** `archived` and `dismissed` only say so once it was acknowledged. */
export function stateName({ kept, flag }: MarkState): 'saving' | 'kept' | 'failed' | 'archived' | 'dismissed' {
  if (kept !== 'kept') return kept;
  return flag === 'open' ? 'kept' : flag;
}

/** The badge's name for those who hear it. */
export function badgeName(verdict: Verdict, state: MarkState, language: Language): string {
  const words = mark[language];
  const labels = verdict.labels.map(({ id }) => id).filter((id) => LABELS.includes(id));
  return fill(verdict.modelVersion === MARKED_BY_READER ? words.by_reader_name : words.badge_name, {
    may: mayBe(familiesOf(verdict), language),
    labels: labels.map((id) => labelNames[language][id]).join(words.joint),
    kept: words[`short_${stateName(state)}`],
  });
}
