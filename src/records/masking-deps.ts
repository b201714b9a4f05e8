import { isMessageEntry, type Entry } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import { flagOfLink } from '../export/link-files.ts';
import { countItem, findMaskable, type MaskSources } from '../masking/find-maskable.ts';
import { previewMask } from '../masking/masker.ts';
import { eachCustody } from '../store/custody.ts';
import { eachEntry, getArtefact } from '../store/entries.ts';
import { lastExport } from '../store/exports.ts';
import { eachFlag, type FlagFilter } from '../store/history.ts';
import type { Store } from '../store/schema.ts';
import type { MaskingDeps } from '../ui/masking/masking-deps.ts';
import { caseKeyOf, Chosen } from './case-of.ts';

/** Messages that are shown before and after masking. */
const PREVIEWED = 300;

/** What the masking step looks at: what an export of this choice would hold. Nothing is changed. */
export function maskingDeps(store: Store, { filter, onlyNew }: { filter: FlagFilter; onlyNew: boolean }): MaskingDeps {
  async function chosen(signal: AbortSignal): Promise<Chosen> {
    const before = onlyNew ? await lastExport(store, caseKeyOf(filter)) : undefined;
    return new Chosen(() => eachFlag(store, filter, signal), before?.seen ?? null);
  }
  /** The flags come first: they settle which entries belong to them. */
  async function sources(signal: AbortSignal): Promise<MaskSources> {
    const those = await chosen(signal);
    return { flags: those.read(), entries: linksOf(store, filter, those), signal };
  }
  return {
    find: async (signal) => findMaskable(await sources(signal)),
    count: async (item, signal) => countItem(item, await sources(signal)),
    preview: previewMask,
    async messages(signal) {
      const found: Flag[] = [];
      for await (const flag of (await chosen(signal)).read()) if (found.push(flag) === PREVIEWED) break;
      return found.map(({ id, message }) => ({ id, name: message.author.name, text: message.text }));
    },
    async pictures(signal) {
      const those = await chosen(signal);
      for await (const _ of those.read()) signal.throwIfAborted();
      const found = [];
      for await (const entry of eachEntry(store, filter)) {
        signal.throwIfAborted();
        const picture = those.has(flagOfLink(entry)) && isMessageEntry(entry) ? entry.body.facts.picture : null;
        if (picture) found.push({ seq: entry.seq, width: picture.width, height: picture.height });
      }
      return found;
    },
    async picture(seq) {
      const bytes = await getArtefact(store, seq, 'picture.png');
      return bytes ? new Blob([bytes], { type: 'image/png' }) : null;
    },
  };
}

/** The links of the chosen messages, and the reader's reasons for deleting others: their log is in each export. */
async function* linksOf(store: Store, filter: FlagFilter, those: Chosen): AsyncGenerator<Entry, void, void> {
  for await (const entry of eachEntry(store, filter)) if (those.has(flagOfLink(entry))) yield entry;
  for await (const { act, detail } of eachCustody(store)) {
    const reason = detail['reason'];
    // Most have a link of the chain that says the same; of a message that was never archived the log alone does.
    if (act === 'deleted' && typeof reason === 'string') yield { body: { facts: { type: 'deleted', reason } } } as Entry;
  }
}
