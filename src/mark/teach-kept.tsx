import { render } from 'preact';
import type { Language } from '../locales/language.ts';
import { teach } from '../locales/teach.ts';
import { BarHost } from './bar-host.ts';
import { standsOnDark } from './ground.ts';
import { TEACH_CSS } from './styles.ts';

/** Long enough to read two lines, in ms. */
const SHOWN_MS = 8_000;

/** Says that what was pointed at is kept, until it was read or the signal aborts. It takes neither the focus nor a key from the page. */
export function showKept({ document, language, signal }: { document: Document; language: Language; signal: AbortSignal }): void {
  if (signal.aborted) return;
  const words = teach[language];
  const host = new BarHost(document, language, TEACH_CSS);
  host.root.className = standsOnDark(document.body ?? document.documentElement) ? 'root dark' : 'root';
  const remove = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', remove);
    render(null, host.root);
    host.remove();
  };
  const timer = setTimeout(remove, SHOWN_MS);
  signal.addEventListener('abort', remove, { once: true });
  host.raise();
  // Its words come after it, so that they are said aloud.
  render(
    <div class="bar">
      <p role="status">{words.kept}</p>
      <div class="acts"><button type="button" class="stop" onClick={(event) => event.isTrusted && remove()}>{words.close}</button></div>
    </div>,
    host.root,
  );
}
