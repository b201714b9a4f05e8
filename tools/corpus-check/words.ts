import { LABELS } from '../../src/core/verdict.ts';
import { KINDS } from '../classifier/corpus.ts';
import { chatErrorsOf, type ChatReport, type Pair, type Spot } from './chats.ts';
import { TONGUES, count, type Balance, type Tongue } from './balance.ts';
import { errorsOf, type Placed, type Report, type Twin } from './check.ts';
import type { Removal } from './fix.ts';

/** Findings of one sort that are shown unless all are asked for. */
const FEW = 8;

/** The report for a person, a line each. `all`: every finding and not the first few of each sort. */
export function wordsOf(report: Report, all = false, chats: ChatReport | null = null): string[] {
  const { conflicts, doubles, leaks, near, warnings } = report;
  const apart = near.filter(({ agree }) => !agree);
  const errors = errorsOf(report) + (chats ? chatErrorsOf(chats) : 0);
  return [
    `${count(report.lines)} usable lines in ${report.files} files`,
    ...balanceWords(report.balance),
    ...section('ERROR', 'broken rules', faultWords(report, all), report.faults.length, true),
    ...section('ERROR', 'conflicts: the same text with other labels', conflicts.map(twinWords), conflicts.length, all),
    ...section('ERROR', 'doubles: the same text, the same labels', doubles.map(twinWords), doubles.length, all),
    ...section('ERROR', 'leaks: alike across development and training', leaks.map(twinWords), leaks.length, all),
    ...section('note', `nearly the same on one side (${count(apart.length)} of them with other labels)`, near.map(twinWords), near.length, all),
    ...section('warning', 'shortages', warnings, warnings.length, true),
    ...(chats ? chatWords(chats, all) : []),
    '',
    errors === 0 ? 'No errors.' : `${count(errors)} errors.`,
  ];
}

function chatWords({ files, chats, messages, faults, doubles, leaks }: ChatReport, all: boolean): string[] {
  if (files === 0) return [];
  const broken = [...Map.groupBy(faults, ({ file, what }) => `${file}: ${what}`)].map(([title, found]) => `${title} (${count(found.length)}: ${few(found.map(spotWords), all)})`);
  const pairWords = ({ first, second }: Pair): string => `${first.file}:${spotWords(first)} ~ ${second.file}:${spotWords(second)} ${cut(second.text)}`;
  return [
    '', `${count(chats)} usable chats with ${count(messages)} messages in ${files} files`,
    ...section('ERROR', 'broken rules in chats', broken, faults.length, true),
    ...section('ERROR', 'chats that stand twice', doubles.map(pairWords), doubles.length, all),
    ...section('ERROR', 'leaks: the same text held out and in training, in a chat', leaks.map(pairWords), leaks.length, all),
  ];
}

const spotWords = ({ number, message }: Pick<Spot, 'number' | 'message'>): string => (message ? `${number} message ${message}` : String(number));
const few = (places: string[], all: boolean): string => (all || places.length <= FEW ? places : [...places.slice(0, FEW), '…']).join(', ');

export function removalWords({ line, for: other, why, likeness }: Removal): string {
  return `removed ${placeOf(line)} (${why}: ${placeOf(other)}, ${percent(likeness)}) ${line.text}`;
}

function section(rank: string, title: string, words: string[], number: number, all: boolean): string[] {
  if (number === 0) return [];
  const shown = all ? words : words.slice(0, FEW);
  const rest = words.length - shown.length;
  return ['', `${rank}: ${count(number)} ${title}`, ...shown.map((line) => `  ${line}`), ...(rest > 0 ? [`  … ${count(rest)} more (--all)`] : [])];
}

/** One rule broken five hundred times is one line, unless all are asked for. */
function faultWords({ faults }: Report, all: boolean): string[] {
  if (all) return faults.map(({ file, number, what }) => `${file}:${number} ${what}`);
  return [...Map.groupBy(faults, ({ file, what }) => `${file}: ${what}`)].map(([title, rows]) => {
    const numbers = rows.slice(0, FEW).map(({ number }) => number).join(', ');
    return `${title} (${count(rows.length)}: line ${numbers}${rows.length > FEW ? ', …' : ''})`;
  });
}

const placeOf = ({ file, number }: Placed): string => `${file}:${number}`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const marksOf = ({ kind, labels }: Placed): string => (labels.length > 0 ? labels.join('+') : kind);

/** Characters of a text that are shown. */
const SHOWN = 44;
const cut = (text: string): string => ([...text].length > SHOWN ? `${[...text].slice(0, SHOWN).join('')}…` : text).replace(/\s+/g, ' ');

function twinWords({ first, second, likeness, agree }: Twin): string {
  const marks = agree ? marksOf(first) : `${marksOf(first)} | ${marksOf(second)}`;
  return `${placeOf(first)} ~ ${placeOf(second)} ${percent(likeness)} [${marks}] ${cut(first.text)} | ${cut(second.text)}`;
}

function balanceWords(balance: Balance): string[] {
  const tongues = (Object.keys(TONGUES) as Tongue[]).filter((tongue) => balance[tongue]);
  const head = tongues.map((tongue) => TONGUES[tongue]);
  const row = (name: string, cells: string[]): string => `  ${name.padEnd(15)}${cells.map((cell) => cell.padStart(20)).join('')}`;
  const numbers = (name: string, cell: (tongue: Tongue) => string): string => row(name, tongues.map(cell));
  return [
    '', row('', head),
    numbers('lines', (tongue) => count(balance[tongue]!.lines)),
    ...KINDS.map((kind) => numbers(kind, (tongue) => count(balance[tongue]!.kinds[kind]))),
    '  of the positive:',
    ...LABELS.map((label) => numbers(label, (tongue) => {
      const { kinds, labels } = balance[tongue]!;
      return `${count(labels[label])} ${(kinds.positive === 0 ? '–' : percent(labels[label] / kinds.positive)).padStart(5)}`;
    })),
  ];
}
