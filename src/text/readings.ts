import { READINGS } from './tables/readings.ts';

let table: Map<number, string> | undefined;

/** The folded toneless reading of a Simplified character, or undefined when the table does not hold it. */
export function readingOf(code: number): string | undefined {
  table ??= readTable();
  return table.get(code);
}

function readTable(): Map<number, string> {
  const made = new Map<number, string>();
  for (const line of READINGS.trim().split('\n')) {
    const letters = /^[a-z]+/.exec(line)?.[0] ?? '';
    for (const char of line.slice(letters.length)) made.set(char.codePointAt(0)!, letters);
  }
  return made;
}

/** Characters by folded reading, for making hidden writing in training. */
export function readingRows(): Map<string, string[]> {
  return new Map(
    READINGS.trim().split('\n').map((line) => {
      const letters = /^[a-z]+/.exec(line)?.[0] ?? '';
      return [letters, Array.from(line.slice(letters.length))] as const;
    }),
  );
}
