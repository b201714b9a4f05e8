import { textHash } from '../../src/classify/tokens.ts';
import { development, type Material } from './build.ts';
import { figuresOf, type Figures, type Reading } from './figures.ts';
import { pack } from './pack.ts';
import type { Choice } from './split.ts';

export interface CurvePoint {
  /** Share of the training lines and chats that were learned, by a hash of the text. */
  share: number;
  lines: number;
  all: Pick<Figures['all'], 'auc' | 'f1' | 'recall' | 'falseFlags' | 'macroF1'>;
  auc: Record<string, number>;
}

/** The same training with an eighth, a quarter, a half and all of our own text, measured on the same lines: what more text would bring. */
export function learningCurve(material: Material, choice: Choice, measured: Material['lines'], readerOf: (file: Uint8Array) => (text: string) => Reading): CurvePoint[] {
  return [1 / 8, 1 / 4, 1 / 2, 1].map((share) => {
    const keeps = (text: string): boolean => ((textHash(text) >>> 4) % 1024) / 1024 < share;
    const items = material.items.filter((item) => choice.isDevelopment(item.line ?? item) || choice.isTest(item.line ?? item) || keeps(item.line?.text ?? String(item.hashes)));
    const { trained } = development({ ...material, items }, choice);
    const read = readerOf(pack(trained.header, trained.packed).file);
    const figures = figuresOf(measured, measured.map(({ text }) => read(text)));
    const { auc, f1, recall, falseFlags, macroF1 } = figures.all;
    return {
      share,
      lines: material.lines.filter((line) => !choice.isDevelopment(line) && !choice.isTest(line) && keeps(line.text)).length,
      all: { auc, f1, recall, falseFlags, macroF1 },
      auc: Object.fromEntries(Object.entries(figures.language).map(([name, group]) => [name, group.auc])),
    };
  });
}
