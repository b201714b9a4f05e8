import { useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { verify } from '../../locales/verify.ts';
import { Foreign } from '../foreign.tsx';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

interface FileButtonProps {
  words: string;
  accept: string;
  primary?: boolean;
  onFile(file: File): void;
}

/** The browser's own field under our words: it is reached and opened by the keyboard like any other. */
export function FileButton({ words, accept, primary = false, onFile }: FileButtonProps) {
  return (
    <label class={`button file-button${primary ? ' primary' : ''}`}>
      {words}
      <input
        type="file" accept={accept} aria-label={words}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file again is a choice too.
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

/** Where a bundle is dropped or chosen. */
export function FileChoice({ language, onFile }: { language: Language; onFile(file: File): void }) {
  const say = useStrings(verify, language);
  const [over, setOver] = useState(false);
  return (
    <div
      class={`drop${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file) onFile(file);
      }}
    >
      <p>{say('drop')}</p>
      <FileButton words={say('choose')} accept=".zip,application/zip" primary onFile={onFile} />
    </div>
  );
}

interface ExtraFileProps {
  lead: string;
  words: string;
  accept: string;
  given: File | undefined;
  language: Language;
  onFile(file: File): void;
}

/** A further file to check with. */
export function ExtraFile({ lead, words, accept, given, language, onFile }: ExtraFileProps) {
  const say = useStrings(verify, language);
  return (
    <div class="extra">
      <p class="muted">{lead}{given ? <><br /><Slot words={say('given', { name: '{name}' })} place="name"><Foreign text={given.name} language={language} /></Slot></> : null}</p>
      <FileButton words={words} accept={accept} onFile={onFile} />
    </div>
  );
}
