import type { Conversation } from '../core/message.ts';
import type { ConversationWord } from '../core/verdict.ts';
import { chatId, chatPlace } from './flag-row.ts';
import { guarded, writing } from './guard.ts';
import { isoNow } from './instant.ts';
import type { ChatRow, FlagRow, Store } from './schema.ts';

function newChat(site: string, conversation: Conversation, changedAt: string): ChatRow {
  return { id: chatId(site, conversation.id), site, conversationId: conversation.id, title: conversation.title, changedAt, word: null };
}

/** Remembers the chats of newly kept flags, inside the transaction that keeps them. */
export async function rememberChats(store: Store, fresh: readonly FlagRow[], changedAt: string): Promise<void> {
  const ids = [...new Set(fresh.map(({ message }) => chatId(message.site, message.conversation.id)))];
  const known = await store.chats.bulkGet(ids);
  const chats = new Map<string, ChatRow>();
  for (const chat of known) if (chat) chats.set(chat.id, chat);
  for (const { message } of fresh) {
    const { site, conversation } = message;
    const id = chatId(site, conversation.id);
    const chat = chats.get(id) ?? newChat(site, conversation, changedAt);
    chats.set(id, { ...chat, title: conversation.title || chat.title, changedAt });
  }
  await store.chats.bulkPut([...chats.values()]);
}

/** The reader's own word on a chat, if any was given. */
export function chatWord(store: Store, site: string, conversationId: string): Promise<ConversationWord | null> {
  return guarded(async () => (await store.chats.get(chatId(site, conversationId)))?.word ?? null);
}

/** Remembers the reader's word with the chat's title and the time; `null` takes it back. Answers what now holds. */
export function setChatWord(
  store: Store,
  chat: { site: string; conversation: Conversation },
  word: ConversationWord | null,
  now: () => string = isoNow,
): Promise<ConversationWord | null> {
  return writing(store, [store.chats, store.tallies], async () => {
    const at = now();
    const known = await store.chats.get(chatId(chat.site, chat.conversation.id));
    const row = known ?? newChat(chat.site, chat.conversation, at);
    // Nothing flagged there and no word: no reason to remember that the reader was in that chat.
    if (word === null && !(await store.tallies.get(chatPlace(row.id)))) await store.chats.delete(row.id);
    else await store.chats.put({ ...row, title: chat.conversation.title || row.title, word, wordAt: at, changedAt: at });
    return word;
  });
}
