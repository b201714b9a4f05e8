import { LABELS } from '../core/verdict.ts';
import { labelNames } from '../locales/labels.ts';
import type { Language } from '../locales/language.ts';
import { CHECK_FILES, CHECK_KEY, CHECK_LIST, checkEntry } from './commands.ts';
import { CSV_COLUMNS } from './csv.ts';
import type { SealedNote } from './entries.ts';
import type { BundleRef } from './input.ts';
import { pageRuns } from '../core/marks.ts';
import { sayIn, type WordKey } from './words.ts';
import { columns, wrap } from './wrap.ts';

export interface ReadmeFacts {
  language: Language;
  /** When it was made, both ways. */
  made: { local: string; utc: string };
  zone: string;
  filterWords: string;
  key: string;
  counts: { flags: number; entries: number };
  /** An entry to show the check with. */
  example: SealedNote | undefined;
  problems: number;
  copy: 'full' | 'masked';
  follows: BundleRef | null;
}

const FILES: [path: string, word: WordKey][] = [
  ['data/report.html', 'readme_report'],
  ['data/flags.csv', 'readme_csv'],
  ['data/flags.ndjson', 'readme_ndjson'],
  ['data/entries/', 'readme_entries'],
  ['data/chain.ndjson', 'readme_chain'],
  ['data/custody.ndjson', 'readme_custody'],
  ['data/bundle.json', 'readme_bundle'],
  ['data/schemas/', 'readme_schemas'],
  ['data/masking.json', 'readme_masked'],
  ['data/not-captured.json', 'readme_missing'],
  ['manifest-sha256.txt, manifest-sha256.txt.sig, signing-key.pem', 'readme_manifest'],
  ['verify.html', 'readme_verify'],
  ['manifest-sha256.txt.tsr, tsa-chain.pem', 'readme_stamp'],
  ['bagit.txt, bag-info.txt, tagmanifest-sha256.txt', 'readme_bag'],
];

/**
 * `README.txt`, in the chosen language and in English. With a byte order mark and CRLF: it is opened on old office
 * computers by people who have nothing but a text editor.
 */
export function readme(facts: ReadmeFacts): string {
  const parts = [chapter(facts, facts.language)];
  if (facts.language !== 'en') parts.push(['', '-'.repeat(78), ''], chapter(facts, 'en'));
  return `\uFEFF${parts.flat().join('\r\n')}\r\n`;
}

function chapter(facts: ReadmeFacts, language: Language): string[] {
  const say = sayIn(language);
  const colon = say('colon');
  const head = (text: string): string => `${text}${colon}`.trimEnd();
  const para = (text: string): string[] => [...wrap(text), ''];
  const item = (name: string, text: string): string[] => [`  ${name}`, ...wrap(text, '      ')];
  const section = (title: string): string[] => ['', title.toUpperCase(), '='.repeat(columns(title)), ''];
  const command = (title: string, lines: string[], good: string): string[] => [...wrap(title), '', ...lines.map((line) => `    ${line}`), '', ...para(good)];
  // The choice may name a chat, in the collector's own characters.
  const chosen = pageRuns(facts.filterWords).map(({ text }) => text).join('').replace(/\s+/g, ' ');
  return [
    say('readme_title'), '',
    ...para(say('readme_lead')),
    ...(facts.copy === 'masked' ? para(say('masked_note')) : []),
    ...(facts.follows ? para(`${say('follows_note', { time: facts.follows.at })} ${say('follows')}${colon}${facts.follows.manifestSha256}`) : []),
    ...wrap(`${say('made_at')}${colon}${facts.made.local} (${facts.made.utc})`),
    ...wrap(`${say('zone')}${colon}${facts.zone}`),
    ...wrap(`${say('chosen')}${colon}${chosen}`),
    ...wrap(`${say('messages')}${colon}${facts.counts.flags}`),
    ...wrap(`${say('sealed_title')}${colon}${facts.counts.entries}`),
    head(say('key')), `  ${facts.key}`,
    ...section(say('readme_files')),
    ...FILES.flatMap(([path, word]) => item(path, say(word))),
    ...section(say('check')),
    ...wrap(say('check_0')), ...para(say('check_0_good')),
    ...para(say('check_lead')),
    ...command(`1. ${say('check_1')}`, [CHECK_FILES], say('check_1_good')),
    ...command(`2. ${say('check_2')}`, [CHECK_LIST], say('check_2_good')),
    ...command(`3. ${say('check_3')}`, [CHECK_KEY], say('check_3_good')),
    ...(facts.example ? command(`4. ${say('check_4', { n: facts.example.seq })}`, checkEntry(facts.example.folder), say('check_4_good')) : []),
    ...para(say('check_other')),
    ...para(say('check_key')),
    ...(facts.problems > 0 ? para(say('problems_found', { n: facts.problems })) : []),
    ...section(say('limits')),
    head(say('proves')), ...bullets([say('proves_1'), say('proves_2'), say('proves_3')]), '',
    head(say('proves_not')), ...bullets([say('not_1'), say('not_2'), say('not_3'), say('not_4'), say('not_5'), say('not_6')]), '',
    ...para(`${say('keep')}${colon}${say('keep_1')}`),
    ...section(say('readme_columns')),
    ...CSV_COLUMNS.flatMap((column) => item(column, say(`col_${column}`))), '',
    ...para(say('readme_apostrophe')),
    ...para(say('readme_brackets')),
    ...para(say('readme_import')),
    ...section(say('readme_labels')),
    ...LABELS.map((label) => `  ${label.padEnd(14)}${labelNames[language][label]}`),
  ];
}

function bullets(texts: string[]): string[] {
  return texts.flatMap((text) => wrap(text, '    ').map((line, i) => (i === 0 ? `  - ${line.trimStart()}` : line)));
}
