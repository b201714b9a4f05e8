import type { Family } from '../core/verdict.ts';

/** Threat: a solid triangle. Privacy: a dotted ring round a dot. The shape says it without the colour. */
export function FamilyShape({ family }: { family: Family }) {
  return (
    <svg class={`shape ${family}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {family === 'threat' ? (
        <path d="M8 2.6 14.4 13.4H1.6z" fill="currentColor" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
      ) : (
        <>
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2.1" stroke-dasharray="0.01 4.712" stroke-linecap="round" />
          <circle cx="8" cy="8" r="2.4" fill="currentColor" />
        </>
      )}
    </svg>
  );
}

const GLYPHS = {
  saving: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  kept: 'M3 8.6 6.4 12 13 4.6',
  failed: 'M8 3v6M8 13h.01',
  archived: 'M3.2 5.6h9.6v7.2H3.2zM5.2 5.4V4a2.8 2.8 0 0 1 5.6 0v1.4',
  dismissed: 'M4 8h8',
  close: 'M4 4l8 8M12 4l-8 8',
} as const;

export type Glyph = keyof typeof GLYPHS;

export function StateGlyph({ name }: { name: Glyph }) {
  return (
    <svg class={`glyph ${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={GLYPHS[name]} fill="none" stroke="currentColor" stroke-width={name === 'close' ? 1.6 : 2.2} stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
