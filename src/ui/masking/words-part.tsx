import { useEffect, useRef, useState } from 'preact/hooks';
import { MASK_KINDS, type MaskItem, type MaskKind } from '../../core/masking.ts';
import type { Language } from '../../locales/language.ts';
import { masking } from '../../locales/masking.ts';
import { Foreign } from '../foreign.tsx';
import { Icon } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';
import { addOwn, counted, linesByKind, removeOwn, turn, turnKind, type Line, type MaskingState } from './masking-state.ts';

interface Props {
  state: MaskingState;
  change(next: (before: MaskingState) => MaskingState): void;
  count(item: MaskItem, signal: AbortSignal): Promise<number>;
  language: Language;
}

/** How many lines of a kind are shown before the rest is asked for. */
const FIRST = 8;

/** What was found, by kind, with switches; and what the reader adds. */
export function WordsPart({ state, change, count, language }: Props) {
  const say = useStrings(masking, language);
  const groups = linesByKind(state.lines);
  return (
    <div class="mask-words">
      <h3>{say('found_title')}</h3>
      {groups.length === 0 ? <p>{say('found_nothing')}</p> : null}
      {groups.map(({ kind, lines }) => <Group key={kind} kind={kind} lines={lines} change={change} language={language} />)}
      <p class="muted small">{say('kept_collectors')}</p>
      <OwnWords state={state} change={change} count={count} language={language} />
    </div>
  );
}

function Group({ kind, lines, change, language }: { kind: MaskKind; lines: Line[]; change: Props['change']; language: Language }) {
  const say = useStrings(masking, language);
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST);
  const every = lines.every(({ on }) => on);
  return (
    <fieldset class="mask-group">
      <legend>{say(`kind_${kind}`)}</legend>
      {lines.length > 1 ? <button type="button" class="link" onClick={() => change((before) => turnKind(before, kind, !every))}>{say(every ? 'none_of_kind' : 'all_of_kind')}</button> : null}
      <ul>
        {shown.map((line) => (
          <li key={line.text}>
            <label class="check">
              <input type="checkbox" checked={line.on} onChange={() => change((before) => turn(before, line, !line.on))} />
              <span>
                <Foreign text={line.text} language={language} max={80} />
                {line.unsure ? <small class="muted">{say('unsure')}</small> : null}
                {line.whole ? <small class="muted">{say('whole_only')}</small> : null}
              </span>
              <span class="number">{say.count('times', line.count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length < lines.length ? <button type="button" class="link" onClick={() => setAll(true)}>{say.count('show_rest', lines.length - shown.length)}</button> : null}
    </fieldset>
  );
}

function OwnWords({ state, change, count, language }: Props) {
  const say = useStrings(masking, language);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<MaskKind>('name');
  const [there, setThere] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current?.abort();
  }, []);

  function add(): void {
    const item: MaskItem = { kind, text: text.trim() };
    field.current?.focus();
    if (item.text === '') return;
    const { isNew } = addOwn(state, item);
    setThere(!isNew);
    change((before) => addOwn(before, item).state);
    if (!isNew) return;
    setText('');
    const { signal } = stop.current!;
    count(item, signal).then((n) => { if (!signal.aborted) change((before) => counted(before, item.text, n)); }, () => { /* a number that is lacking is no fault */ });
  }

  const own = state.lines.filter((line) => line.own);
  return (
    <form class="mask-own" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <h3>{say('own_title')}</h3>
      <div class="mask-own-row">
        <label class="field"><span>{say('own_label')}</span><input ref={field} value={text} maxLength={200} autocomplete="off" onInput={(event) => { setText(event.currentTarget.value); setThere(false); }} /></label>
        <label class="field">
          <span>{say('own_kind')}</span>
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as MaskKind)}>
            {MASK_KINDS.map((one) => <option key={one} value={one}>{say(`kind_${one}`)}</option>)}
          </select>
        </label>
        <button type="submit" disabled={text.trim() === ''}>{say('own_add')}</button>
      </div>
      <p role="status" class="small">{there ? say('own_there') : ''}</p>
      {own.length > 0 ? (
        <ul>
          {own.map((line) => (
            <li key={line.text} class="mask-own-line">
              <span><Foreign text={line.text} language={language} max={80} /> <small class="muted">{say(`kind_${line.kind}`)}</small></span>
              <span class="number muted small">{line.count < 0 ? say('own_counting') : line.count === 0 ? say('own_not_found') : say.count('times', line.count)}</span>
              <button type="button" class="quiet icon-only" aria-label={say('own_remove', { text: line.text })} onClick={() => change((before) => removeOwn(before, line))}><Icon name="close" /></button>
            </li>
          ))}
        </ul>
      ) : null}
    </form>
  );
}
