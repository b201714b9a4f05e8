import { problemGroup, PROBLEM_GROUPS, type BundleCheck } from '../../core/verification.ts';
import type { Language } from '../../locales/language.ts';
import { verifyFacts } from '../../locales/verify-facts.ts';
import { verifyProblems } from '../../locales/verify-problems.ts';
import { formatNumber } from '../format.ts';
import { useStrings } from '../use-strings.ts';

/** Problems of the bundle as a whole, what to do about all that was found, and what could not be checked. */
export function Findings({ check, language }: { check: BundleCheck; language: Language }) {
  const say = useStrings(verifyFacts, language);
  const problem = useStrings(verifyProblems, language);
  const codes = [...check.problems.map(({ code }) => code), ...check.files.flatMap(({ problems }) => problems), ...check.entries.flatMap(({ problems }) => problems)];
  const parts = (['entries', 'files'] as const).map((part) => [part, check[part].filter(({ ok }) => ok === false).length] as const);
  const groups = new Set(codes.map(problemGroup));
  return (
    <>
      {codes.length > 0 ? (
        <section class="card" aria-labelledby="found-title">
          <h2 id="found-title">{say('found')}</h2>
          <ul class="plain">
            {check.problems.map(({ code, at }, i) => (
              <li key={i}>{problem(code)}{at === undefined ? null : <span class="muted"> · {say('at', { n: formatNumber(at, language) })}</span>}</li>
            ))}
            {parts.map(([part, bad]) => (bad > 0 ? <li key={part}>{say(part)}{language === 'en' ? ': ' : '：'}{say.count('some_bad', bad)}</li> : null))}
          </ul>
          <h3>{say('what_to_do')}</h3>
          <ul class="plain">{PROBLEM_GROUPS.filter((group) => groups.has(group)).map((group) => <li key={group}>{say(`do_${group}`)}</li>)}</ul>
        </section>
      ) : null}
      {check.notes.length > 0 ? (
        <section class="card" aria-labelledby="open-title">
          <h2 id="open-title">{say('unchecked')}</h2>
          <ul class="plain">{check.notes.map((note) => <li key={note}>{say(`note_${note}`)}</li>)}</ul>
        </section>
      ) : null}
    </>
  );
}
