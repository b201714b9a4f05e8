import type { Spot } from '../core/spot.ts';
import { familyOf, type Family, type Span, type Verdict } from '../core/verdict.ts';

/** A run of one text node, in the node's own offsets. */
export interface NodeRun {
  node: Text;
  start: number;
  end: number;
}

/**
 * Where verbatim offsets stand on the page now. Runs are clamped to what the nodes hold; nodes that left the page
 * or shrank give nothing. Empty for a span that does not fit.
 */
export function runsOf(spot: Spot, start: number, end: number): NodeRun[] {
  const runs: NodeRun[] = [];
  for (const piece of spot.pieces) {
    const from = Math.max(start, piece.start);
    const to = Math.min(end, piece.end);
    if (!(from < to) || !piece.node.isConnected) continue;
    const shift = piece.nodeStart - piece.start;
    const runStart = Math.max(0, from + shift);
    const runEnd = Math.min(piece.node.length, to + shift);
    if (runStart < runEnd) runs.push({ node: piece.node, start: runStart, end: runEnd });
  }
  return runs;
}

/** The runs to underline for each family; overlapping spans of one family are joined, so no line is drawn twice. */
export function familyRuns(spot: Spot, spans: readonly Span[]): Record<Family, NodeRun[]> {
  const result: Record<Family, NodeRun[]> = { threat: [], privacy: [] };
  for (const family of ['threat', 'privacy'] as const) {
    const own = spans.filter((span) => familyOf(span.label) === family).toSorted((a, b) => a.start - b.start);
    let open: { start: number; end: number } | undefined;
    const close = () => {
      if (open) result[family].push(...runsOf(spot, open.start, open.end));
    };
    for (const { start, end } of own) {
      if (open && start <= open.end) open.end = Math.max(open.end, end);
      else {
        close();
        open = { start, end };
      }
    }
    close();
  }
  return result;
}

/** What the page shows at the decided words now; changes when an element was re-used for another message. */
export function imprint(spot: Spot, spans: readonly Span[]): string {
  return spans.map(({ start, end }) => runsOf(spot, start, end).map((run) => run.node.data.slice(run.start, run.end)).join('')).join('\n');
}

/** Controls, direction marks and what takes no room: they could hide or reorder the words around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5/gu;
/** Beyond this a quoted word is cut, in UTF-16 units. */
const LONGEST = 60;

/** One decided run as a person can read it in the card. */
export function readable(text: string): string {
  const seen = text.replace(/\s+/g, ' ').replace(UNSEEN, '').trim();
  if (seen.length <= LONGEST) return seen;
  const cut = seen.slice(0, LONGEST);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** The decided words, each once, in the order of the message, with the family that underlines them. */
export function decidedWords(spot: Spot, verdict: Verdict): { text: string; family: Family }[] {
  const words = new Map<string, { text: string; family: Family }>();
  for (const { start, end, label } of verdict.spans.toSorted((a, b) => a.start - b.start)) {
    // Only as much as is shown: a span over a megabyte must cost nothing.
    const runs = runsOf(spot, start, Math.min(end, start + 10 * LONGEST));
    const text = readable(runs.map((run) => run.node.data.slice(run.start, run.end)).join(''));
    const family = familyOf(label);
    if (text !== '') words.set(`${family} ${text}`, { text, family });
  }
  return [...words.values()];
}
