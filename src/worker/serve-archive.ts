import { browser } from 'wxt/browser';
import type { MessageEntry } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import { assertCaptureOf, checkCapture } from '../store/capture-checks.ts';
import { checkArchiving, checkChange, checkDeleting, checkVerified } from '../store/checks.ts';
import { appendCustody } from '../store/custody.ts';
import { addChange, keptNow } from '../store/flags.ts';
import type { Store } from '../store/schema.ts';
import { onMessage, type EntryReceipt } from '../wire/protocol.ts';
import { Archive } from './archive.ts';
import { flagFor } from './flag-for.ts';
import { assertOwnPage } from './senders.ts';
import { tellFlag, tellLessons } from './tell-readers.ts';

const receipt = ({ seq, hash, body: { facts } }: MessageEntry): EntryReceipt => ({ flagId: facts.flagId, seq, hash, captureMethod: facts.captureMethod });

/** Answers about the archive: what is sealed, what befell it later, what is deleted. The worker is the only writer. */
export function serveArchive(store: Store, archive: Archive = new Archive(store)): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  onMessage('archiveFlag', async ({ data, sender }) => {
    const { trigger, capture: given } = checkArchiving(data);
    if (trigger === 'history') assertOwnPage(sender, ownOrigin);
    const flag = await flagFor(store, data, sender, ownOrigin);
    const capture = given === undefined ? null : checkCapture(given);
    if (capture) assertCaptureOf(capture, flag);
    const entry = await archive.archive({ flag, trigger, capture });
    // It is sealed. That somebody could not be told of it is no failure of the archive.
    await tellNow(flag).catch(() => undefined);
    return receipt(entry);
  });

  async function tellNow({ id, message }: Flag): Promise<void> {
    const kept = await keptNow(store, id);
    if (kept) await tellFlag(kept, message.site);
  }

  onMessage('noteChange', async ({ data, sender }) => {
    const { id } = await flagFor(store, data, sender, ownOrigin);
    // Kept first, and for itself: whatever becomes of the link, the change is not lost, and the next link makes good what is missing.
    const flag = await addChange(store, id, checkChange(data));
    if (flag.entrySeq !== undefined) await archive.tellChanges(flag);
    return flag.changes?.length ?? 0;
  });

  onMessage('deleteFlag', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    const { flagId, reason } = checkDeleting(data);
    const deleted = await archive.delete(flagId, reason);
    if (!deleted) return true;
    const { id, message } = deleted.row;
    // No reader offers anything about it any more.
    await tellFlag({ id, key: message.key, state: 'dismissed' }, message.site).catch(() => undefined);
    tellLessons();
    return true;
  });

  onMessage('noteVerified', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    await appendCustody(store, 'verified', checkVerified(data));
    return true;
  });
}
