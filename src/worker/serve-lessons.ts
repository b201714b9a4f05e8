import { browser } from 'wxt/browser';
import { lessonFeatures, MOST_LESSONS } from '../classify/personal.ts';
import { flagId } from '../evidence/flag-id.ts';
import { checkConfirmed, checkFlagId, checkLesson, checkMissed } from '../store/checks.ts';
import { keepFlags, keptNow, setConfirmed } from '../store/flags.ts';
import { addLesson, clearLessons, listLessons, removeLesson } from '../store/lessons.ts';
import type { Store } from '../store/schema.ts';
import type { KeptLesson } from '../core/flag.ts';
import { normalise } from '../text/normalise.ts';
import { onMessage, type Lesson } from '../wire/protocol.ts';
import { flagFor } from './flag-for.ts';
import { assertGranted, assertOwnPage, assertSpeaksFor } from './senders.ts';
import { tellFlag, tellLessons } from './tell-readers.ts';

/** Answers about what the reader taught. Readers get hashes of features, not words: no secret, for whoever takes over a reader could guess words from them, but no text either. */
export function serveLessons(store: Store): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  /** What became of the flag first: a reader judges anew by the lessons. */
  async function tell(lesson: Pick<KeptLesson, 'flagId' | 'site'> | undefined): Promise<void> {
    const { flagId: id, site } = lesson ?? {};
    const kept = id === undefined ? undefined : await keptNow(store, id);
    if (kept && site !== undefined) await tellFlag(kept, site);
    tellLessons();
  }

  onMessage('lessons', async ({ sender }) => {
    await assertGranted(sender, ownOrigin);
    const { lessons } = await listLessons(store, { limit: MOST_LESSONS });
    // A picture alone has no words to learn from.
    return lessons.toReversed().filter(({ text }) => text.trim() !== '').map(({ says, text }): Lesson => ({ says, features: lessonFeatures(normalise(text).text) }));
  });

  onMessage('confirmFlag', async ({ data, sender }) => {
    const confirmed = checkConfirmed(data);
    const flag = await flagFor(store, data, sender, ownOrigin);
    const kept = await setConfirmed(store, flag.id, confirmed);
    await tell({ flagId: flag.id, site: flag.message.site });
    return kept;
  });

  onMessage('missed', async ({ data, sender }) => {
    const input = checkMissed(data);
    await assertGranted(sender, ownOrigin);
    assertSpeaksFor(sender, input.message.site, ownOrigin);
    const id = flagId(input.message);
    // Two transactions, each whole; asked again after a fault, both come out the same.
    await keepFlags(store, [{ ...input, id }]);
    const kept = await setConfirmed(store, id, true);
    await tell({ flagId: id, site: input.message.site });
    return kept;
  });

  onMessage('takeBackLesson', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    await tell(await removeLesson(store, checkFlagId((data as { id?: unknown } | null)?.id)));
    return true;
  });

  onMessage('giveBackLesson', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    const lesson = checkLesson(data);
    await addLesson(store, lesson);
    await tell(lesson);
    return true;
  });

  onMessage('forgetLessons', async ({ sender }) => {
    assertOwnPage(sender, ownOrigin);
    const forgotten = await clearLessons(store);
    // All at once: one tab that hangs would otherwise be waited for at each.
    await Promise.all(forgotten.map(async ({ says, flagId: id, site }) => {
      const kept = says === 'harassment' && id !== undefined ? await keptNow(store, id) : undefined;
      if (kept && site !== undefined) await tellFlag(kept, site);
    }));
    tellLessons();
    return true;
  });
}
