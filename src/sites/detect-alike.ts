import { classOf, firstElementOf, nextElementOf, previousElementOf, tagOf, textOf } from './dom.ts';
import { namesOf, stableNames } from './detect-leaves.ts';

/** Share of the units that are built like the one most others are built like: the same tag, and a name or the inside in common. */
export function alikeShare(units: readonly Element[]): number {
  const built = units.map((unit) => ({ tag: tagOf(unit), names: new Set(stableNames(classOf(unit))), inside: insideOf(unit) }));
  type Built = (typeof built)[number];
  const bare = (a: Built, b: Built) => a.names.size === 0 && b.names.size === 0 && (!/^(?:DIV|SPAN|P)$/.test(a.tag) || a.inside.split(',')[0] === b.inside.split(',')[0]);
  const alike = (a: Built, b: Built) => a.tag === b.tag && (a.inside === b.inside || a.tag.includes('-') || bare(a, b) || [...a.names].some((name) => b.names.has(name)));
  const tried = built.length > 12 ? [built[0]!, built[built.length >> 1]!, built.at(-1)!] : built;
  return Math.max(...tried.map((one) => built.filter((other) => alike(one, other)).length)) / units.length;
}

function insideOf(element: Element): string {
  const tags: string[] = [];
  for (let at = firstElementOf(element); at && tags.length < 4; at = nextElementOf(at)) tags.push(tagOf(at));
  return tags.join();
}

/** Whether it stands among brothers built just like it: then it is a message itself, or one of many lists. */
export function isOneOfMany(list: Element): boolean {
  const kind = kindOf(list);
  let like = 0;
  for (const step of [previousElementOf, nextElementOf]) {
    let at = step(list);
    for (let seen = 0; at && seen < 3; seen++, at = step(at)) if (kindOf(at) === kind && textOf(at).trim() !== '') like++;
  }
  return like >= 2;
}

/** Its tag and names, and those of its first children. */
function kindOf(element: Element): string {
  const inner: string[] = [];
  for (let at = firstElementOf(element); at && inner.length < 4; at = nextElementOf(at)) inner.push(tagOf(at) + namesOf(at));
  return `${tagOf(element)}${namesOf(element)}>${inner.join()}`;
}
