import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { stamp as stampWords } from '../../locales/stamp.ts';
import { CopyText } from '../copy-text.tsx';
import { Foreign } from '../foreign.tsx';
import { formatBytes, formatExact } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { sentences, Slot } from '../words.tsx';
import type { ExportDone, ExportedFile } from './deps.ts';

interface ExportResultProps {
  done: ExportDone;
  /** How the files are locked. */
  lock: 'none' | 'passphrase' | 'keys';
  language: Language;
  /** Where a file is checked. */
  verifyUrl: string;
}

/** What was made: every file with its number to note down, and what came of the stamp. */
export function ExportResult({ done, lock, language, verifyUrl }: ExportResultProps) {
  const say = useStrings(history, language);
  const { files, flags, entries, noted, smallMade } = done;
  return (
    <>
      {flags > 0 ? <p>{sentences(language, say.count('export_done_count', flags), say.count('export_done_entries', entries))}</p> : null}
      <ul class="made-files">{files.map((file) => <li key={file.name}><MadeFile file={file} alone={files.length === 1} /></li>)}</ul>
      {files.length > 1 ? <p class="small muted">{say('done_several')}</p> : null}
      <p>{say('export_write_down')}</p>
      {lock === 'none' ? <p class="small">{say('done_open')}</p> : <p class="notice">{say(lock === 'passphrase' ? 'done_locked' : 'done_locked_keys')}</p>}
      {lock === 'none' ? <p><a href={verifyUrl} target="_blank" rel="noopener">{say('export_check')}</a></p> : <p class="small muted">{say('export_check_locked')}</p>}
      {smallMade ? null : <p class="notice">{say('small_not_made')}</p>}
      {done.stamp ? <StampResult stamp={done.stamp} language={language} /> : null}
      {noted ? null : <p class="notice">{say('export_not_noted')}</p>}
    </>
  );

  function MadeFile({ file: { kind, name, bytes, manifestSha256, save }, alone }: { file: ExportedFile; alone: boolean }) {
    const kindWords = say(`kind_${kind}`);
    return (
      <>
        <p class="made-file">{alone ? null : <b>{kindWords}</b>} <code class="hash">{name}</code> <span class="muted">{formatBytes(bytes, language)}</span></p>
        {kind === 'masked' ? <p class="small muted">{say('keep_private')}</p> : null}
        {manifestSha256 ? (
          <>
            <p class="small muted">{say('manifest_hash')}</p>
            <p><CopyText text={manifestSha256} name={alone ? say('manifest_hash') : say('hash_of', { file: kindWords })} language={language} /></p>
          </>
        ) : null}
        <p class="actions"><button type="button" class="small" onClick={save}>{say('save_again')}</button></p>
      </>
    );
  }
}

/** A stamp that did not come is no fault of the export, and the words say so. */
function StampResult({ stamp, language }: { stamp: NonNullable<ExportDone['stamp']>; language: Language }) {
  const say = useStrings(stampWords, language);
  if ('at' in stamp) {
    const words = say('stamped', { time: formatExact(stamp.at, language), name: '{name}' });
    return <p><Slot words={words} place="name"><Foreign text={stamp.authority} language={language} max={120} /></Slot></p>;
  }
  return (
    <div class="notice">
      <p>{sentences(language, say('no_stamp'), say(`problem_${stamp.problem}`), say('export_whole'))}</p>
      {stamp.words ? <p class="small">{say('words_of_theirs')} <Foreign text={stamp.words} language={language} max={300} /></p> : null}
    </div>
  );
}
