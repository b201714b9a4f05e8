import { browser } from 'wxt/browser';
import { askFrames } from '../access/ask-frames.ts';
import { Failure, failureCode } from '../core/failure.ts';
import { checkTaught } from '../sites/teach-check.ts';
import { readTeachingFile } from '../sites/teach-file.ts';
import { isoNow } from '../store/instant.ts';
import { forgetTeaching, isSite, keepTeaching, readTeaching } from '../store/teachings.ts';
import { onMessage, sendMessage, type TeachingImport } from '../wire/protocol.ts';
import { assertGranted, assertOwnPage, pageOrigin } from './senders.ts';

/** Keeps what the reader showed by pointing, which goes on in one frame of a tab alone. The readers of a site hear of it from the storage itself. */
export function serveTeachings(): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  onMessage('keepTeaching', async ({ data, sender }) => {
    await assertGranted(sender, ownOrigin);
    // Never from the request: a page that took over its reader may spoil how its own site is read, and no other.
    const site = pageOrigin(sender, ownOrigin);
    const shape = checkTaught(members(data)['shape']);
    if (!isSite(site) || !shape) throw new Failure('bad_request', 'teaching');
    await keepTeaching({ site, taughtAt: isoNow(), shape });
    return true;
  });

  for (const [name, ends] of [['teachingHere', 'teach'], ['pickingHere', 'pickMissed']] as const) {
    onMessage(name, async ({ sender }) => {
      await assertGranted(sender, ownOrigin);
      const { tab, frameId } = sender;
      if (tab?.id === undefined || frameId === undefined) return false;
      const others = (await askFrames(tab.id)).filter((frame) => frame.frameId !== frameId);
      await Promise.allSettled(others.map((frame) => sendMessage(ends, { on: false }, { tabId: tab.id!, frameId: frame.frameId })));
      return true;
    });
  }

  onMessage('forgetTeaching', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    const { site } = members(data);
    if (!isSite(site)) throw new Failure('bad_request', 'site');
    return forgetTeaching(site);
  });

  onMessage('giveBackTeaching', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    const { site, taughtAt, shape: given } = members(data);
    const shape = checkTaught(given);
    if (!isSite(site) || typeof taughtAt !== 'string' || !shape) throw new Failure('bad_request', 'teaching');
    await keepTeaching({ site, taughtAt, shape });
    return true;
  });

  onMessage('importTeaching', async ({ data, sender }): Promise<TeachingImport> => {
    assertOwnPage(sender, ownOrigin);
    const { text, agreed } = members(data);
    if (typeof text !== 'string') throw new Failure('bad_request', 'file');
    const read = readTeachingFile(text, isSite);
    if ('fault' in read) return { outcome: 'refused', why: read.fault };
    const { site } = read;
    const before = await readTeaching(site);
    if (before && JSON.stringify(checkTaught(before.shape)) === JSON.stringify(read.shape)) return { outcome: 'same', site };
    // The site that the reader saw and agreed to, for the file may have been swapped meanwhile.
    if (agreed !== site) return { outcome: 'asks', site, replaces: before?.taughtAt ?? null };
    try {
      await keepTeaching(read);
    } catch (error) {
      if (failureCode(error) === 'storage_full') return { outcome: 'refused', why: 'full' };
      throw error;
    }
    return { outcome: 'kept', site };
  });
}

const members = (data: unknown): Record<string, unknown> => (typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {});
