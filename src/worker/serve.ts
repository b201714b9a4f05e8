import { browser } from 'wxt/browser';
import type { FlagInput } from '../core/flag.ts';
import { flagId } from '../evidence/flag-id.ts';
import { chatWord, setChatWord } from '../store/chats.ts';
import { checkChat, checkFlagInputs, checkWord } from '../store/checks.ts';
import { appendCustody } from '../store/custody.ts';
import { keepFlags, setDismissed } from '../store/flags.ts';
import type { Store } from '../store/schema.ts';
import { onMessage } from '../wire/protocol.ts';
import { flagFor } from './flag-for.ts';
import { openHistory } from './open-history.ts';
import { assertGranted, assertOwnPage, assertSpeaksFor, isGrantedPage } from './senders.ts';
import { tellFlag, tellLessons } from './tell-readers.ts';

/** Answers readers and our own pages about flags and chats. The worker is the only writer. */
export function serveRecords(store: Store): void {
  const ownOrigin = browser.runtime.getURL('/').replace(/\/$/, '');

  onMessage('keepFlags', async ({ data, sender }) => {
    const inputs: FlagInput[] = checkFlagInputs(data);
    await assertGranted(sender, ownOrigin);
    for (const { message } of inputs) assertSpeaksFor(sender, message.site, ownOrigin);
    return keepFlags(store, inputs.map((input) => ({ ...input, id: flagId(input.message) })));
  });

  for (const [name, dismissed] of [['dismissFlag', true], ['restoreFlag', false]] as const) {
    onMessage(name, async ({ data, sender }) => {
      const flag = await flagFor(store, data, sender, ownOrigin);
      const kept = await setDismissed(store, flag.id, dismissed);
      await tellFlag(kept, flag.message.site);
      tellLessons();
      return kept;
    });
  }

  onMessage('chatWord', async ({ data, sender }) => {
    const chat = checkChat(data);
    assertSpeaksFor(sender, chat.site, ownOrigin);
    await assertGranted(sender, ownOrigin);
    return chatWord(store, chat.site, chat.conversation.id);
  });

  onMessage('setChatWord', async ({ data, sender }) => {
    const chat = checkChat(data);
    const word = checkWord(data);
    assertSpeaksFor(sender, chat.site, ownOrigin);
    await assertGranted(sender, ownOrigin);
    await setChatWord(store, chat, word);
    return word;
  });

  onMessage('stillGranted', ({ sender }) => isGrantedPage(sender, ownOrigin));
  onMessage('openHistory', openHistory);

  onMessage('noteExport', async ({ data, sender }) => {
    assertOwnPage(sender, ownOrigin);
    const { flags, entries, manifestSha256 } = data;
    await appendCustody(store, 'exported', { flags, entries, manifestSha256 });
    return true;
  });
}
