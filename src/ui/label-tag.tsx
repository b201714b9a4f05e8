import { familyOf, type Label } from '../core/verdict.ts';
import { familyNames, labelNames } from '../locales/labels.ts';
import type { Language } from '../locales/language.ts';
import { FamilyIcon } from './icons.tsx';

/** One label with its family's colour and shape. */
export function LabelTag({ label, language }: { label: Label; language: Language }) {
  const family = familyOf(label);
  return (
    <span class={`tag ${family}`} title={familyNames[language][family]}>
      <FamilyIcon family={family} />
      {labelNames[language][label]}
    </span>
  );
}

export function LabelTags({ labels, language }: { labels: readonly { id: Label }[]; language: Language }) {
  return (
    <span class="tags">
      {labels.map(({ id }) => <LabelTag key={id} label={id} language={language} />)}
    </span>
  );
}
