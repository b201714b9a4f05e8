import { LABELS, SENSITIVITIES } from '../../src/core/verdict.ts';
import { KINDS } from './corpus.ts';
import type { ChatFigures } from './chat-figures.ts';
import type { Figures, Group, perThousand } from './figures.ts';
import type { CurvePoint } from './learning-curve.ts';
import type { ReliabilityBin } from './reliability.ts';

type PerThousand = ReturnType<typeof perThousand>;

export interface Evaluation {
  development: string;
  lines: { training: number; development: number; test: number };
  background: string;
  plain: Figures;
  /** Lines that nothing was fitted on. */
  test: Figures | null;
  hidden: Figures;
  reliability: ReliabilityBin[] | null;
  curve: CurvePoint[] | null;
  conversations: Record<'development' | 'test', Record<'asTheyCome' | 'lookedAtAgain', ChatFigures>>;
  falseFlagsPerThousand: PerThousand;
  shipped: { version: string; falseFlagsPerThousand: PerThousand } | null;
}

export function printFigures(result: Evaluation): void {
  console.log(`development: ${result.development}`);
  console.log(`${result.lines.training} lines learned, ${result.lines.development} + ${result.lines.test} measured; background: ${result.background}\n`);
  printGroups('as written', result.plain);
  printGroups('in hidden writing made from them', result.hidden);
  if (result.test) printGroups('test: nothing was fitted on these', result.test);
  console.log('\nlabel            lines  precision  recall     F1    AUC');
  for (const label of LABELS) {
    const { lines, precision, recall, f1, auc } = result.plain.label[label];
    console.log(`${label.padEnd(15)}${String(lines).padStart(7)}${percent(precision, 11)}${percent(recall, 8)}${percent(f1, 7)}${fixed(auc, 7)}`);
  }
  console.log(`\nflagged, by kind of line${SENSITIVITIES.map((name) => name.padStart(9)).join('')}`);
  for (const kind of KINDS) console.log(`${kind.padEnd(24)}${SENSITIVITIES.map((name) => percent(result.plain.kind[kind][name], 9)).join('')}`);
  printChats(result.conversations);
  printReliability(result.reliability ?? []);
  printCurve(result.curve ?? []);
  printSources('development model', result.falseFlagsPerThousand);
  if (result.shipped) printSources(`shipped model ${result.shipped.version}`, result.shipped.falseFlagsPerThousand);
}

function printGroups(title: string, { all, language }: Figures): void {
  console.log(`\n${title.padEnd(34)}lines    AUC   recall/false flags at low, normal, high            F1 norm  recall at 1 %, 5 %  macro F1`);
  for (const [name, group] of [['all', all], ...Object.entries(language)] as [string, Group][]) {
    const rates = SENSITIVITIES.map((at) => `${percent(group.recall[at], 7)}/${percent(group.falseFlags[at], 5)}`).join('  ');
    console.log(`${name.padEnd(32)}${String(group.lines).padStart(7)}${fixed(group.auc, 7)}   ${rates}   ${percent(group.f1.normal, 8)}` +
      `  ${percent(group.atRate['1%'].recall, 8)}${percent(group.atRate['5%'].recall, 8)}${percent(group.macroF1, 10)}`);
  }
}

function printChats(of: Evaluation['conversations']): void {
  console.log('\nwhole conversations         chats  messages  precision  recall     F1  macro F1  lawful, ordinary chats with a flag');
  for (const [split, ways] of Object.entries(of)) {
    for (const [way, { chats, messages, precision, recall, f1, macroF1, flagged: { lawful, ordinary } }] of Object.entries(ways)) {
      console.log(`${`${split}, ${way === 'asTheyCome' ? 'as they come' : 'looked at again'}`.padEnd(28)}${String(chats).padStart(5)}${String(messages).padStart(10)}${percent(precision, 11)}${percent(recall, 8)}` +
        `${percent(f1, 7)}${percent(macroF1, 10)}  ${lawful.withFlags} of ${lawful.chats}, ${ordinary.withFlags} of ${ordinary.chats}`);
    }
  }
}

function printReliability(bins: ReliabilityBin[]): void {
  if (bins.length > 0) console.log('\nlabels of the test lines by probability: how sure, how often right');
  for (const { from, to, count, predicted, observed } of bins) {
    console.log(`${`${from.toFixed(1)} to ${to.toFixed(1)}`.padEnd(15)}${String(count).padStart(7)}${percent(predicted, 11)}${percent(observed, 11)}`);
  }
}

function printCurve(points: CurvePoint[]): void {
  if (points.length > 0) console.log('\nlearned from            lines    AUC  F1 norm  recall/false flags at normal');
  for (const { share, lines, all, auc } of points) {
    const languages = Object.entries(auc).map(([name, value]) => `${name} ${fixed(value, 5)}`).join(', ');
    console.log(`${`${(share * 100).toFixed(0)} % of the text`.padEnd(22)}${String(lines).padStart(7)}${fixed(all.auc, 7)}${percent(all.f1.normal, 9)}  ${percent(all.recall.normal, 6)}/${percent(all.falseFlags.normal, 5)}   AUC: ${languages}`);
  }
}

function printSources(title: string, sources: PerThousand): void {
  console.log(`\nfalse flags in 1,000: ${title.padEnd(28)}texts${SENSITIVITIES.map((name) => name.padStart(9)).join('')}`);
  for (const [source, row] of Object.entries(sources)) {
    console.log(`${source.padEnd(50)}${String(row.texts).padStart(5)}${SENSITIVITIES.map((name) => row[name].toFixed(1).padStart(9)).join('')}`);
  }
}

const percent = (value: number, width: number): string => (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(1)}%`).padStart(width);
const fixed = (value: number, width: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3)).padStart(width);
