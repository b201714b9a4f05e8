import { htmlLang, type Language } from '../locales/language.ts';
import { BarHost } from './bar-host.ts';
import type { Box } from './placement.ts';
import { PICK_CSS } from './styles.ts';

/** The same line as when a message is chosen, small and without anything to press. */
const SAID_CSS = `${PICK_CSS}
.bar{pointer-events:none;padding:8px 14px;transform:none;top:0;left:0;max-width:min(420px,calc(100vw - 24px))}`;
const GAP = 8;
const SHOWN_MS = 6_000;
let before: (() => void) | null = null;

export interface SaidLineOptions {
  document: Document;
  language: Language;
  text: string;
  /** Of the message it speaks of; without it the line stands at the top of the window. */
  at: Box | null;
  dark: boolean;
  signal: AbortSignal;
  forMs?: number;
}

/** Takes away the line that stands. */
export function endLine(): void {
  before?.();
}

/** One calm line on the page that goes away by itself. The next takes its place. */
export function sayLine({ document, language, text, at, dark, signal, forMs = SHOWN_MS }: SaidLineOptions): void {
  endLine();
  if (signal.aborted) return;
  const host = new BarHost(document, language, SAID_CSS);
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    host.remove();
    if (before === end) before = null;
  };
  const timer = setTimeout(end, forMs);
  signal.addEventListener('abort', end, { once: true });
  before = end;
  const { root } = host;
  root.className = dark ? 'root dark' : 'root';
  root.lang = htmlLang(language);
  const line = document.createElement('div');
  line.className = 'bar';
  line.setAttribute('role', 'status');
  root.append(line);
  host.raise();
  // Said once it stands: what is there from the first is not read aloud.
  line.textContent = text;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const { width: wide, height: high } = line.getBoundingClientRect();
  const top = at ? (at.bottom + GAP + high <= height - GAP ? at.bottom + GAP : at.top - GAP - high) : GAP + 4;
  const left = at ? at.left : (width - wide) / 2;
  line.style.top = `${clamp(top, GAP, height - GAP - high)}px`;
  line.style.left = `${clamp(left, GAP, width - GAP - wide)}px`;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
