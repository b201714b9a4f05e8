import type { BrowserContext } from 'playwright-core';
import type { LoungeChat } from '../chats/start-lounge.ts';
import type { ChatPage } from './chat-page.ts';

/** Signs Alice in and opens the channel. Resolves when she has joined it, so that nothing said afterwards is missed. */
export async function openLounge(context: BrowserContext, chat: LoungeChat): Promise<ChatPage> {
  const page = await context.newPage();
  await page.goto(chat.url);
  await page.fill('#signin-username', chat.user);
  await page.fill('#signin-password', chat.password);
  await page.click('#sign-in button[type=submit]');

  const title = page.locator('#chat .header .title');
  async function open(name: string): Promise<void> {
    await page.locator(`.channel-list-item[data-name="${name}" i]`).click();
    await title.getByText(name, { exact: true }).waitFor();
    await page.locator('#input').waitFor();
  }

  await open(chat.channel);
  // The channel stands in the list before it is joined. The joined one has a list of the people in it.
  await page.locator('.userlist .user', { hasText: chat.user }).first().waitFor({ state: 'attached' });

  return {
    page,
    openRoom: () => open(chat.channel),
    openDirect: open,
    async sayAsAlice(text) {
      const shown = page.locator('#chat .msg.self .content', { hasText: text.replace(/^\/me /, '') });
      const before = await shown.count();
      await page.fill('#input', text);
      await page.press('#input', 'Enter');
      await shown.nth(before).waitFor();
    },
    async row(text) {
      const row = page.locator('#chat .msg', { has: page.locator('.content', { hasText: text }) }).last();
      await row.waitFor();
      return row;
    },
    async reload() {
      const name = (await title.textContent()) ?? '';
      await page.reload();
      await title.getByText(name, { exact: true }).waitFor();
      await page.locator('#input').waitFor();
    },
  };
}
