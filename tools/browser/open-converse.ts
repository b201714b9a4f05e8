import type { BrowserContext } from 'playwright-core';
import type { ConverseChat } from '../chats/start-converse.ts';
import type { ChatPage } from './chat-page.ts';

/** Opens Converse, which signs Alice in by itself, and shows the room once she is in it. */
export async function openConverse(context: BrowserContext, chat: ConverseChat): Promise<ChatPage> {
  const page = await context.newPage();
  await page.goto(chat.url);

  const input = page.locator('.chat-textarea:visible');
  const title = page.locator('.chatbox-title__text:visible');
  const shows = async (address: string): Promise<void> => {
    await page.locator(`.chatbox-title__text[title="${address}"]:visible`).waitFor();
    await input.waitFor();
  };

  await shows(chat.room);
  await page.locator('.occupant-list .occupant', { hasText: 'Alice' }).first().waitFor();

  return {
    page,
    async openRoom() {
      await page.locator(`converse-rooms-list a.open-room[data-room-jid="${chat.room}"]`).click();
      await shows(chat.room);
    },
    async openDirect(account) {
      const address = chat.addressOf(account);
      await page.locator(`converse-roster a.open-chat[data-jid="${address}"]`).first().click();
      await shows(address);
    },
    async sayAsAlice(text) {
      const shown = page.locator('.chat-msg__content--me .chat-msg__text', { hasText: text.replace(/^\/me /, '') });
      const before = await shown.count();
      await input.fill(text);
      await input.press('Enter');
      await shown.nth(before).waitFor();
    },
    async row(text) {
      const row = page.locator('.chat-msg:visible', { has: page.locator('.chat-msg__text', { hasText: text }) }).last();
      await row.waitFor();
      return row;
    },
    async reload() {
      const address = (await title.getAttribute('title')) ?? '';
      await page.reload();
      await shows(address);
    },
  };
}
