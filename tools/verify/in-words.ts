import { problemGroup, PROBLEM_GROUPS, type BundleCheck, type BundleFacts, type ProblemCode } from '../../src/core/verification.ts';
import { fill, type Language } from '../../src/locales/language.ts';
import { verifyFacts } from '../../src/locales/verify-facts.ts';
import { verifyProblems } from '../../src/locales/verify-problems.ts';
import { verify } from '../../src/locales/verify.ts';

/** How many broken files or entries are named one by one. */
const MOST = 50;

/** Characters of a file name that would not show, or would order the terminal about. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e\u00a1-\u024f\u3000-\u9fff\uff00-\uffef]/g, (char) => `[U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);

/** The answer for a terminal. */
export function checkInWords(check: BundleCheck, language: Language): string {
  const [say, about, problem] = [verify[language], verifyFacts[language], verifyProblems[language]];
  const out: string[] = [];
  const chapter = (title: string, lines: string[]): void => void (lines.length > 0 && out.push('', title, ...lines.map((line) => `  ${line}`)));
  const overall = check.readable ? check.overall : 'unreadable';
  out.push(say[overall], say[`${overall}_is`]);
  if (!check.readable) return `${out.join('\n')}\n`;

  const files = check.files.filter(({ ok }) => !ok);
  const entries = check.entries.filter(({ ok }) => ok === false);
  const words = (codes: readonly ProblemCode[]): string => codes.map((code) => `${problem[code]} (${code})`).join(language === 'en' ? ' ' : '');
  chapter(about.found, [
    ...check.problems.map(({ code, at }) => `${at === undefined ? '' : `${fill(about.at, { n: at })}: `}${words([code])}`),
    ...cut(entries, about.more_of_these, ({ seq, problems }) => `${fill(about.entry, { n: seq })}: ${words(problems)}`),
    ...cut(files, about.more_of_these, ({ path, problems }) => `${plain(path)}: ${words(problems)}`),
  ]);
  const codes = [...check.problems.map(({ code }) => code), ...files.flatMap(({ problems }) => problems), ...entries.flatMap(({ problems }) => problems)];
  const groups = new Set(codes.map(problemGroup));
  chapter(about.what_to_do, PROBLEM_GROUPS.filter((group) => groups.has(group)).map((group) => about[`do_${group}`]));
  chapter(about.unchecked, check.notes.map((note) => about[`note_${note}`]));
  chapter(about.about, factsInWords(check.facts, language));
  chapter(say.cli_saved, [`${say.manifest_number}: ${check.facts.manifestSha256 ?? '—'}`, `${say.key_number}: ${check.facts.keyId ?? '—'}`, say.numbers_lead]);
  chapter(say.means, [say.means_1, say.means_2, say.means_3]);
  chapter(say.means_not, [say.not_1, say.not_2, say.not_3, say.not_4]);
  return `${out.join('\n')}\n`;
}

function cut<T>(rows: readonly T[], more: string, show: (row: T) => string): string[] {
  const shown = rows.slice(0, MOST).map(show);
  return rows.length > MOST ? [...shown, `${more} (${rows.length - MOST})`] : shown;
}

function factsInWords(facts: BundleFacts, language: Language): string[] {
  const about = verifyFacts[language];
  const count = (key: 'flags' | 'entries' | 'changes' | 'deleted'): string => {
    const n = facts.counts[key];
    return fill(about[`count_${key}_${language === 'en' && n === 1 ? 'one' : 'other'}`], { n });
  };
  return [
    `${about.made}: ${facts.madeAt === null ? about.not_said : plain(facts.madeAt)}`,
    `${about.made_by}: ${facts.tool === null ? about.not_said : plain(facts.tool)}`,
    `${about.copy}: ${facts.copy ? about[`copy_${facts.copy}`] : about.not_said}`,
    `${about.counts}: ${(['flags', 'entries', 'changes', 'deleted'] as const).map(count).join(language === 'en' ? ', ' : '、')}`,
    ...(facts.chain ? [`${about.chain}: ${fill(about.chain_is, { n: facts.chain.links })}`] : []),
    ...(facts.follows ? [`${about.follows}: ${fill(about.follows_is, { at: plain(facts.follows.at) })} ${facts.follows.manifestSha256}`] : []),
    ...(facts.of ? [`${about.of}: ${facts.of}`] : []),
    `${about.stamp}: ${stampInWords(facts, language)}`,
  ];
}

function stampInWords({ stamp }: BundleFacts, language: Language): string {
  const about = verifyFacts[language];
  if (!stamp) return about.stamp_none;
  if (stamp.ok === null) return about.stamp_open;
  return stamp.ok ? fill(about.stamp_good, { at: stamp.genTime ?? '—', authority: plain(stamp.authority ?? '—') }) : `${about.stamp_bad} (${stamp.problems.join(', ')})`;
}
