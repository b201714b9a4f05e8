/** How much a class name or an attribute's value says of whose message this is: above 0 the reader's, below 0 theirs. */
export function sideOfToken(token: string): number {
  let side = known.get(token);
  if (side === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(token, (side = judged(token)));
  }
  return side;
}

/** Pages say the same few names in every row. */
const known = new Map<string, number>();
const MOST_KNOWN = 2_000;

function judged(token: string): number {
  const attribute = /^\[([^=\]]+)(?:="(.*)")?\]$/.exec(token);
  if (attribute) {
    const [, name = '', value] = attribute;
    // `data-self="false"`; that it is there at all says nothing.
    if (value === undefined || value === '') return 0;
    return /^(?:true|yes|1)$/i.test(value) ? sideOfToken(name) : /^(?:false|no|0)$/i.test(value) ? -sideOfToken(name) : sideOfToken(value);
  }
  const plain = token.replace(/^[.[]|["\]]/g, '').replace(/\\(.)/g, '$1');
  // Icons and buttons.
  if (/^(?:fa|fas|far|icon|bi|mdi|ri|material|glyphicon|svg)-|btn|button/i.test(plain)) return 0;
  const placed = /^(?:[a-z]{1,3}:)?(?:self|items|justify|place-self|justify-self|text|float|content|align|align-self|align-items|rounded-[a-z]+|border-[a-z]+|ms?|me|ml|mr|pl|pr|ps|pe|bg|flex|w|max-w|min-w)-(.*)$/.exec(plain);
  if (placed) return /^(?:self|items|justify|place-self|justify-self|text|float|align|align-self|align-items)-(?:flex-)?(?:end|right)$|^m[ls]-auto$|^flex-row-reverse$|^float-end$/.test(plain) ? 1.5
    : /^(?:self|items|justify|place-self|justify-self|text|float|align|align-self|align-items)-(?:flex-)?(?:start|left)$|^m[re]-auto$|^float-start$/.test(plain) ? -1.5 : 0;
  const parts = partsOfToken(plain);
  let worth = 0;
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1] ?? '';
    const after = parts[i + 1] ?? '';
    // `not-mine`, `no-self`.
    if (/^(?:not|non|no)$/.test(before)) worth -= sideOfPart(part, before, after);
    else worth += sideOfPart(part, before, after);
  }
  // The whole name says just that: `class="right"`.
  if (parts.length === 1) worth *= 4 / 3;
  return Math.max(-4, Math.min(4, worth));
}

const MINE = /^(?:me|mine|self|own|outgoing|outbound|outcoming|sent|myself|fromme|isme|ismine|isown|frommyself)$/;
const MINE_PERHAPS = /^(?:out|user|human|visitor|client|customer|right|end|local|rhs|question|prompt|my|sender|guest)$/;
const THEIRS = /^(?:them|theirs|incoming|inbound|received|other|others|opponent|peer|remote|partner|interlocutor|stranger|fromthem|their)$/;
const THEIRS_PERHAPS = /^(?:in|left|start|bot|assistant|agent|operator|admin|ai|support|model|answer|response|receive|receiver|recipient|lhs|system|staff|robot|server|friend|someone)$/;

function sideOfPart(part: string, before: string, after: string): number {
  // "user" and "sender" name fields everywhere: `user-name`, `sender-avatar`.
  if (/^(?:user|sender|my|own|agent|bot|client|you|local|me|self)$/.test(part) && /^(?:name|label|avatar|info|pic|image|icon|list|id|select|agent|pic|time|date)$/.test(after)) return 0;
  // `same-user`, `other-root`: how a row stands to the one before.
  if (part === 'user' && /^(?:same|next|prev|first|last|with|has|by|new|per)$/.test(before)) return 0;
  if (part === 'user' && /^(?:current|this|logged|auth)$/.test(before)) return 3;
  if (/^others?$/.test(part) && after !== '' && !/^(?:message|messages|msg|user|person|side|row|item|bubble|people|party|member)$/.test(after)) return 0;
  if (part === 'in' && !/^(?:message|messages|msg|bubble|is|row|chat|item|text|)$/.test(before)) return 0;
  if (part === 'out' && /^(?:fade|slide|zoom|time|log|sign|check|roll)$/.test(before)) return 0;
  if (/^(?:left|right|start|end)$/.test(part) && /^(?:padding|margin|border|icon|arrow|chevron|corner)$/.test(before)) return 0;
  if (MINE.test(part)) return 3;
  if (THEIRS.test(part)) return -3;
  if (MINE_PERHAPS.test(part)) return 1.5;
  if (THEIRS_PERHAPS.test(part)) return -1.5;
  return 0;
}

const partsOfToken = (plain: string): string[] => plain.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z]+/).filter(Boolean);

/** The reader's word first. */
const PAIRS = [
  'out in', 'outgoing incoming', 'outbound inbound', 'right left', 'end start', 'sent received', 'send receive', 'sender receiver', 'me them', 'me you', 'me other', 'my your', 'mine theirs', 'own other', 'own peer', 'self other', 'self peer', 'local remote',
  'user bot', 'user assistant', 'user agent', 'user system', 'user ai', 'user admin', 'user operator', 'user support', 'human ai', 'human bot', 'human assistant', 'visitor agent', 'visitor operator', 'client operator', 'client agent', 'client server', 'customer agent', 'customer support', 'guest host', 'question answer', 'prompt response', 'reverse normal',
];
const OPPOSITES = new Set(PAIRS);

/** Whether two names are one but for a word, and that word is the reader's side in the first and the other's in the second. */
export function areOpposites(mine: string, theirs: string): boolean {
  const [a, b] = [partsOfToken(mine), partsOfToken(theirs)];
  // `ChatMyMessage` beside `ChatMessage`.
  if (a.length === b.length + 1 && b.length > 0) return a.some((part, i) => /^(?:my|own|self|mine|me)$/.test(part) && a.toSpliced(i, 1).join(' ') === b.join(' '));
  if (a.length !== b.length) return false;
  const differing = a.flatMap((part, i) => (part === b[i] ? [] : [`${part} ${b[i]}`]));
  return differing.length === 1 && OPPOSITES.has(differing[0]!);
}
