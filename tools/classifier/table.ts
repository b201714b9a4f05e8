import { LABELS, SENSITIVITIES } from '../../src/core/verdict.ts';
import { KINDS } from './corpus.ts';
import type { Figures, Group, perThousand } from './figures.ts';

type PerThousand = ReturnType<typeof perThousand>;

export interface Evaluation {
  development: string;
  lines: { training: number; development: number };
  background: string;
  plain: Figures;
  hidden: Figures;
  falseFlagsPerThousand: PerThousand;
  shipped: { version: string; falseFlagsPerThousand: PerThousand } | null;
}

export function printFigures(result: Evaluation): void {
  console.log(`development: ${result.development}`);
  console.log(`${result.lines.training} lines learned, ${result.lines.development} measured; background: ${result.background}\n`);
  printGroups('as written', result.plain);
  printGroups('in hidden writing made from them', result.hidden);
  console.log('\nlabel            lines  precision  recall     F1    AUC');
  for (const label of LABELS) {
    const { lines, precision, recall, f1, auc } = result.plain.label[label];
    console.log(`${label.padEnd(15)}${String(lines).padStart(7)}${percent(precision, 11)}${percent(recall, 8)}${percent(f1, 7)}${fixed(auc, 7)}`);
  }
  console.log(`\nflagged, by kind of line${SENSITIVITIES.map((name) => name.padStart(9)).join('')}`);
  for (const kind of KINDS) console.log(`${kind.padEnd(24)}${SENSITIVITIES.map((name) => percent(result.plain.kind[kind][name], 9)).join('')}`);
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

function printSources(title: string, sources: PerThousand): void {
  console.log(`\nfalse flags in 1,000: ${title.padEnd(28)}texts${SENSITIVITIES.map((name) => name.padStart(9)).join('')}`);
  for (const [source, row] of Object.entries(sources)) {
    console.log(`${source.padEnd(50)}${String(row.texts).padStart(5)}${SENSITIVITIES.map((name) => row[name].toFixed(1).padStart(9)).join('')}`);
  }
}

const percent = (value: number, width: number): string => (Number.isNaN(value) ? '–' : `${(value * 100).toFixed(1)}%`).padStart(width);
const fixed = (value: number, width: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3)).padStart(width);
