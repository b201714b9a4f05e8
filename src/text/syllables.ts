/** Pinyin as careless or hiding writers mix it up: n/l, zh/z, ch/c, sh/s, -ng/-n are one. */

/** `zhuang` → `zuan`. Expects a toneless lower-case syllable, ü as `v` or `ü`. */
export function foldSyllable(syllable: string): string {
  return syllable
    .replace(/ü/g, 'v')
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/^([ln])ue$/, '$1ve')
    .replace(/ng$/, 'n');
}

/** Every toneless syllable of Mandarin as it is typed: initials before a | , finals behind it. */
const SYLLABLE_ROWS = `
|a ai an ang ao e ei en eng er o ou
b|a ai an ang ao ei en eng i ian iao ie in ing o u
p|a ai an ang ao ei en eng i ian iao ie in ing o ou u
m|a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f|a an ang ei en eng o ou u
d|a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t|a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
n|a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue
l|a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve ue
g|a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k|a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h|a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j|i ia ian iang iao ie in ing iong iu u uan ue un
q|i ia ian iang iao ie in ing iong iu u uan ue un
x|i ia ian iang iao ie in ing iong iu u uan ue un
zh|a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch|a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh|a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r|an ang ao e en eng i ong ou u ua uan ui un uo
z|a ai an ang ao e ei en eng i ong ou u uan ui un uo
c|a ai an ang ao e en eng i ong ou u uan ui un uo
s|a ai an ang ao e en eng i ong ou u uan ui un uo
y|a an ang ao e i in ing o ong ou u uan ue un
w|a ai an ang ei en eng o u`;

let known: Set<string> | undefined;

export function isSyllable(letters: string): boolean {
  known ??= new Set(
    SYLLABLE_ROWS.trim().split('\n').flatMap((row) => {
      const [initial = '', finals = ''] = row.split('|');
      return finals.split(' ').map((final) => initial + final);
    }),
  );
  return known.has(letters);
}

const LONGEST = 6;

/**
 * Cuts letters wholly into syllables, fewest pieces first (`xian` stays one), or answers null.
 * The ends are offsets in `letters`. Words over 60 letters are not pinyin anyone types.
 */
export function cutSyllables(letters: string): number[] | null {
  const n = letters.length;
  if (n === 0 || n > 60) return null;
  const fewest = new Int16Array(n + 1).fill(-1);
  const stepTo = new Int16Array(n + 1);
  fewest[n] = 0;
  for (let at = n - 1; at >= 0; at--) {
    for (let size = Math.min(LONGEST, n - at); size > 0; size--) {
      const rest = fewest[at + size]!;
      if (rest < 0 || !isSyllable(letters.slice(at, at + size))) continue;
      if (fewest[at]! < 0 || rest + 1 < fewest[at]!) {
        fewest[at] = rest + 1;
        stepTo[at] = at + size;
      }
    }
  }
  if (fewest[0]! < 0) return null;
  const ends: number[] = [];
  for (let at = 0; at < n; at = stepTo[at]!) ends.push(stepTo[at]!);
  return ends;
}
