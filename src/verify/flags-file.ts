import { canonicalBytes, sealable } from '../evidence/canonical.ts';
import { sha256Hex } from '../evidence/hash.ts';
import type { BagFiles } from './bag-files.ts';
import type { LinkSeen } from './entries.ts';
import type { Findings } from './findings.ts';
import { isObject, isSeq, parseObject, textOf, type Loose } from './json.ts';

const FLAGS = 'data/flags.ndjson';

/** `flags.ndjson` against the sealed entries, both ways. How many flags there are. */
export async function checkFlags(bag: BagFiles, found: Findings, links: readonly LinkSeen[], masked: boolean, signal?: AbortSignal): Promise<number> {
  if (!bag.has(FLAGS)) {
    found.whole('flags_missing');
    return 0;
  }
  const byNumber = new Map(links.map((link) => [link.check.seq, link]));
  const byFlag = new Map(links.filter(({ check }) => check.type === 'message').map((link) => [link.flagId, link]));
  const spokenOf = new Set<LinkSeen>();
  let count = 0;
  try {
    for await (const line of bag.lines(FLAGS, signal)) {
      count += 1;
      const flag = parseObject(line);
      if (!flag || typeof flag.id !== 'string' || !isObject(flag.message)) found.whole('flags_form', count);
      else checkFlag(flag, flag.message, count);
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    found.whole('flags_form', count + 1);
  }
  for (const link of links) if (link.check.type === 'message' && !spokenOf.has(link)) found.entry(link.check, 'entry_flag');
  return count;

  function checkFlag(flag: Loose, message: Loose, n: number): void {
    if (flag.n !== n) found.whole('flags_number', n);
    if (!masked && flag.textSha256 !== hashOf(textOf(message.text))) found.whole('flag_text', n);
    // Archived while the bundle was made: the list was read before, so it names no entry and the entry names the flag.
    if (flag.entrySeq === undefined && !byFlag.has(flag.id as string)) return;
    const link = flag.entrySeq === undefined ? byFlag.get(flag.id as string) : isSeq(flag.entrySeq) ? byNumber.get(flag.entrySeq) : undefined;
    if (!link || link.flagId !== flag.id || spokenOf.has(link)) {
      found.whole('flag_entry', n);
      return;
    }
    spokenOf.add(link);
    if (!masked && link.messageSha256 !== messageHash(message)) found.entry(link.check, 'flag_message');
  }
}

function hashOf(text: string | null): string | null {
  return text === null || !text.isWellFormed() ? null : sha256Hex(text);
}

function messageHash(message: Loose): string | null {
  try {
    return sha256Hex(canonicalBytes(sealable(message)));
  } catch {
    return null;
  }
}
