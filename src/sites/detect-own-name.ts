import { attributeOf, classOf, flatParentOf } from './dom.ts';
import { leavesOf, type Leaf } from './detect-leaves.ts';

const MOST_LEAVES = 200;
const YOURS = /^(.{1,60}?)\s*[(（]\s*(?:you|me|myself|我|你|您|自己|本人)\s*[)）]$/i;
const AS = /\b(?:logged|signed|log|chatting|posting|connected|writing|joined|speaking)\s?(?:in|on)?\s+as:?\s+(.{1,60})$/i;
const HELLO = /^(?:welcome(?: back)?|hi|hello|hey|欢迎(?:您|你)?|歡迎(?:您|你)?|你好|您好)[,，\s]\s*(.{1,60}?)[!！.。]?$/i;
const OWN_PLACE = /(?:^|[-_\s])(?:self|me|my|mine|own|current-?user|account|profile|user-?menu|logged|whoami|user-?info|own-?name|user-?panel|my-?name|nick|nickname|identity|user-?name|user-?bar|user-?card)(?=$|[-_\s])/i;

/** Names on the page outside the list that are said to be the reader's: "(you)", "signed in as", a place for one's own account. */
export function ownNamesOnPage(document: Document, list: Element, names: ReadonlySet<string>): string[] {
  if (!document.body || names.size === 0) return [];
  const said = new Set<string>();
  const placed = new Set<string>();
  for (const leaf of leavesOf(document.body, MOST_LEAVES, list)) {
    const { words } = leaf;
    if (words === '' || words.length > 120) continue;
    const name = (YOURS.exec(words) ?? AS.exec(words) ?? HELLO.exec(words))?.[1]?.trim();
    if (name !== undefined && names.has(name)) said.add(name);
    else if (names.has(words) && inOwnPlace(leaf)) placed.add(words);
  }
  if (said.size > 0) return [...said];
  // A list of members names everyone.
  return placed.size === 1 ? [...placed] : [];
}

function inOwnPlace({ element }: Leaf): boolean {
  let at: Element | null = element;
  for (let up = 0; at && up < 3; up++, at = flatParentOf(at)) {
    const says = `${classOf(at)} ${attributeOf(at, 'id') ?? ''} ${attributeOf(at, 'data-testid') ?? ''}`.replace(/([a-z])([A-Z])/g, '$1-$2');
    if (OWN_PLACE.test(says)) return true;
  }
  return false;
}
