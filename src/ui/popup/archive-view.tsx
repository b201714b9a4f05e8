import { useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { popup } from '../../locales/popup.ts';
import { useStrings } from '../use-strings.ts';

/** What came of archiving what is in view. */
export interface ViewArchived {
  outcome: 'archived' | 'archived_before' | 'nothing_here' | 'unmarked' | 'failed';
  count: number;
  /** All have true pictures. */
  screen: boolean;
}

interface ArchiveViewProps {
  language: Language;
  busy: boolean;
  onArchive(): Promise<ViewArchived>;
  /** For those who hear the popup. */
  onSaid(words: string): void;
}

/** Archives every marked message that shows in the tab now: from here the browser allows true pictures. */
export function ArchiveView({ language, busy, onArchive, onSaid }: ArchiveViewProps) {
  const say = useStrings(popup, language);
  const [working, setWorking] = useState(false);
  const [line, setLine] = useState('');
  async function archive() {
    if (busy || working) return;
    setWorking(true);
    setLine('');
    const { outcome, count, screen } = await onArchive().catch((): ViewArchived => ({ outcome: 'failed', count: 0, screen: false }));
    const words = outcome === 'archived' ? say.count(screen ? 'view_archived_screen' : 'view_archived', count)
      : say(outcome === 'archived_before' ? 'view_before' : outcome === 'failed' ? 'view_failed' : 'view_nothing');
    setWorking(false);
    setLine(words);
    onSaid(words);
  }
  return (
    <>
      <button type="button" class="wide" aria-disabled={busy || working} aria-busy={working} onClick={() => void archive()}>{say(working ? 'view_archiving' : 'view_archive')}</button>
      {line ? <p class="notice">{line}</p> : null}
    </>
  );
}
