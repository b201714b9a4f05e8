import { useState } from 'preact/hooks';
import { LABELS, type Label } from '../core/verdict.ts';
import { labelNames } from '../locales/labels.ts';
import type { Language } from '../locales/language.ts';
import { pick } from '../locales/pick.ts';
import type { Guard } from './guard.ts';
import { StateGlyph } from './icons.tsx';

interface PickPanelProps {
  /** The message's first words; null in calm mode, where nothing is quoted. */
  quote: string | null;
  language: Language;
  guard: Guard;
  onKeep(labels: Label[]): void;
  onCancel(): void;
}

/**
 * Asks what a chosen message is. The boxes are buttons: a press on a label is passed on to its input by the browser, and
 * what arrives there does not tell who pressed where.
 */
export function PickPanel({ quote, language, guard, onKeep, onCancel }: PickPanelProps) {
  const words = pick[language];
  const [chosen, setChosen] = useState<readonly Label[]>([]);
  const none = chosen.length === 0;
  return (
    <>
      <div class="head"><h2 id="title">{words.title}</h2></div>
      {quote === null ? null : quote.trim() === '' ? <p class="small">{words.nothing_to_quote}</p> : <p class="picked"><bdi dir="auto">{quote}</bdi></p>}
      <p class="small" id="lead">{words.lead}</p>
      <div class="kinds" role="group" aria-labelledby="title" aria-describedby="lead">
        {LABELS.map((label) => (
          <button
            type="button"
            class="kind"
            key={label}
            role="checkbox"
            aria-checked={chosen.includes(label)}
            onClick={(event) => {
              if (guard.allows(event)) setChosen(LABELS.filter((one) => (one === label ? !chosen.includes(one) : chosen.includes(one))));
            }}
          >
            <span class="box"><StateGlyph name="kept" /></span>
            {labelNames[language][label]}
          </button>
        ))}
      </div>
      <div class="acts">
        <button
          type="button"
          class="act main"
          aria-disabled={none ? 'true' : undefined}
          title={none ? words.needs_kind : undefined}
          aria-description={none ? words.needs_kind : undefined}
          onClick={(event) => {
            if (guard.allows(event) && !none) onKeep([...chosen]);
          }}
        >
          {words.keep}
        </button>
        <button type="button" class="act" onClick={(event) => event.isTrusted && onCancel()}>{words.cancel}</button>
      </div>
    </>
  );
}
