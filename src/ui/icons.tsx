import type { Family } from '../core/verdict.ts';

/** Our mark: a sheet with a seal. Decorative; the name stands beside it. */
export function ProductMark() {
  return (
    <svg class="icon product-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M6 3.5h8.5L19 8v6.2M19 8h-4.5V3.5M6 3.5A1.5 1.5 0 0 0 4.5 5v14A1.5 1.5 0 0 0 6 20.5h5.5M8 11h7M8 14.5h4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
      <circle cx="16.8" cy="18" r="3.4" fill="none" stroke="currentColor" stroke-width="1.6" />
      <path d="m15.4 18 1 1 1.8-2" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** Threat: a solid triangle. Privacy: a dotted ring. The shape says it without the colour. */
export function FamilyIcon({ family }: { family: Family }) {
  return (
    <svg class={`icon family-icon ${family}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {family === 'threat' ? (
        <path d="M8 2.5 14.5 13.5h-13z" fill="currentColor" stroke="currentColor" stroke-width="1" stroke-linejoin="round" />
      ) : (
        <>
          <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="0.01 4.4" stroke-linecap="round" />
          <circle cx="8" cy="8" r="1.9" fill="currentColor" />
        </>
      )}
    </svg>
  );
}

const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  check: 'M3 8.5 6.5 12 13 4.5',
  copy: 'M6 6h7v7.5H6zM3.5 10V2.5H10',
  hidden: 'M2.5 8S4.5 4.5 8 4.5 13.5 8 13.5 8 11.5 11.5 8 11.5 2.5 8 2.5 8zM3 13 13 3',
  seal: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.6 8.2l1.6 1.6 3.2-3.6',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  gear: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3',
} as const;

/** Small line icons, always beside words or a label of their own. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
