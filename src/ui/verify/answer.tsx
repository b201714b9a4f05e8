import { useState } from 'preact/hooks';
import { compareNoted, type BundleCheck } from '../../core/verification.ts';
import type { Language } from '../../locales/language.ts';
import { verify } from '../../locales/verify.ts';
import { CopyText } from '../copy-text.tsx';
import { Foreign } from '../foreign.tsx';
import { useStrings } from '../use-strings.ts';
import { Sign } from './sign.tsx';

interface AnswerProps {
  check: BundleCheck;
  /** Name of the file that was checked. */
  name: string;
  language: Language;
}

/** One of four words, and what it means. */
export function Answer({ check, name, language }: AnswerProps) {
  const say = useStrings(verify, language);
  const key = check.readable ? check.overall : 'unreadable';
  return (
    <section class={`card answer ${check.overall}`} aria-labelledby="answer-title">
      <p class="name small"><Foreign text={name} language={language} /></p>
      <h2 id="answer-title" tabIndex={-1}><Sign ok={check.overall === 'incomplete' ? null : check.overall === 'good'} />{say(key)}</h2>
      <p>{say(`${key}_is`)}</p>
    </section>
  );
}

const NOTED = { manifest: 'noted_manifest', key: 'noted_key', differs: 'noted_no', short: 'noted_short' } as const;

/** The two numbers, and a field for the one that was noted elsewhere. */
export function Numbers({ check, language }: { check: BundleCheck; language: Language }) {
  const say = useStrings(verify, language);
  const [noted, setNoted] = useState('');
  const { manifestSha256, keyId } = check.facts;
  const answer = compareNoted(noted, check.facts);
  const fits = answer === 'manifest' || answer === 'key';
  return (
    <section class="card" aria-labelledby="numbers-title">
      <h2 id="numbers-title">{say('numbers')}</h2>
      <p>{say('numbers_lead')}</p>
      <dl class="facts">
        {([['manifest_number', manifestSha256], ['key_number', keyId]] as const).map(([word, number]) => (
          <div class="fact" key={word}>
            <dt>{say(word)}</dt>
            <dd>{number === null ? '—' : <CopyText text={number} name={say(word)} language={language} />}</dd>
          </div>
        ))}
      </dl>
      <label class="compare">
        <span>{say('noted')}</span>
        <input type="text" value={noted} autocomplete="off" spellcheck={false} aria-describedby="noted-is noted-answer" onInput={({ currentTarget }) => setNoted(currentTarget.value)} />
        <small class="muted" id="noted-is">{say('noted_is')}</small>
        <span id="noted-answer" role="status" class={answer === 'none' ? '' : fits ? 'fits' : 'fits-not'}>{answer === 'none' ? '' : say(NOTED[answer])}</span>
      </label>
    </section>
  );
}

/** What the answer says and what it does not. */
export function Meaning({ language }: { language: Language }) {
  const say = useStrings(verify, language);
  return (
    <section class="card" aria-labelledby="means-title">
      <h2 id="means-title">{say('means')}</h2>
      <ul class="plain">{(['means_1', 'means_2', 'means_3'] as const).map((key) => <li key={key}>{say(key)}</li>)}</ul>
      <h2>{say('means_not')}</h2>
      <ul class="plain">{(['not_1', 'not_2', 'not_3', 'not_4'] as const).map((key) => <li key={key}>{say(key)}</li>)}</ul>
    </section>
  );
}
