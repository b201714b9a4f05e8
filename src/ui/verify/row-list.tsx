import { useState } from 'preact/hooks';
import type { EntryCheck, FileCheck } from '../../core/verification.ts';
import type { Language } from '../../locales/language.ts';
import { verifyFacts } from '../../locales/verify-facts.ts';
import { verifyProblems } from '../../locales/verify-problems.ts';
import { Foreign } from '../foreign.tsx';
import { formatBytes, formatExact, formatNumber } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { Sign } from './sign.tsx';

/** How many rows are put on the page at once. A bundle may have a hundred thousand. */
const PAGE = 200;

type Row = { kind: 'entry'; row: EntryCheck } | { kind: 'file'; row: FileCheck };

const weight = ({ row: { ok } }: Row): number => (ok === false ? 0 : ok === null ? 1 : 2);

/** Files or entries, what is not good first. Open from the start where something is not good. */
export function RowList({ kind, rows, language }: { kind: 'entries' | 'files'; rows: Row[]; language: Language }) {
  const say = useStrings(verifyFacts, language);
  const bad = rows.filter(({ row }) => row.ok === false).length;
  const [shown, setShown] = useState(PAGE);
  const [open, setOpen] = useState(bad > 0);
  const sorted = open ? rows.toSorted((a, b) => weight(a) - weight(b)) : [];
  return (
    <details class="rows" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h2>{say(kind)} <span class="number">{formatNumber(rows.length, language)}</span></h2>
        <span class={bad > 0 ? 'why' : 'muted'}>{rows.length === 0 ? say('none_here') : bad > 0 ? say.count('some_bad', bad) : rows.some(({ row }) => row.ok === null) ? say('row_open') : say('all_good')}</span>
      </summary>
      <ol>{sorted.slice(0, shown).map((row, i) => <RowLine key={i} row={row} language={language} />)}</ol>
      {sorted.length > shown ? (
        <p class="row-more"><button type="button" onClick={() => setShown(shown + PAGE)}>{say('more', { n: formatNumber(Math.min(PAGE, sorted.length - shown), language) })}</button></p>
      ) : null}
    </details>
  );
}

function RowLine({ row: { kind, row }, language }: { row: Row; language: Language }) {
  const say = useStrings(verifyFacts, language);
  const problem = useStrings(verifyProblems, language);
  return (
    <li>
      <Sign ok={row.ok} words={say(row.ok === null ? 'row_open' : row.ok ? 'row_good' : 'row_bad')} />
      <div>
        {kind === 'entry' ? <EntryHead row={row} language={language} /> : (
          <><span class="path"><Foreign text={row.path} language={language} max={200} /></span> <span class="muted small">{row.bytes === null ? '' : `${formatBytes(row.bytes, language)} · `}{say(`row_${row.covered}`)}</span></>
        )}
        {row.problems.map((code) => <p class="why small" key={code}>{problem(code)}</p>)}
      </div>
    </li>
  );
}

function EntryHead({ row, language }: { row: EntryCheck; language: Language }) {
  const say = useStrings(verifyFacts, language);
  const what = row.content === 'deleted' ? say('entry_deleted') : row.type === null ? '' : say(row.type === 'deleted' ? 'entry_tombstone' : `entry_${row.type}`);
  return (
    <>
      {say('entry', { n: formatNumber(row.seq, language) })} <span class="muted small">{what}{row.sealedAt === null ? '' : ` · ${say('sealed', { at: formatExact(row.sealedAt, language) })}`}</span>
      <br /><code class="small muted">{row.hash}</code>
    </>
  );
}
