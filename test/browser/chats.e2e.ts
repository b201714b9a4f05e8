// The chat programs that other tests stand on: started, opened, spoken in, loaded again. Without the extension.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type LaunchedBrowser } from '../../tools/browser/launch-chromium.ts';
import { openConverse } from '../../tools/browser/open-converse.ts';
import { openLounge } from '../../tools/browser/open-lounge.ts';
import type { ChatPage } from '../../tools/browser/chat-page.ts';
import type { Person } from '../../tools/chats/people.ts';
import { COLLECTOR_LINES, FRIEND_LINES } from '../../tools/chats/script.ts';
import { startChats, type Chats } from '../../tools/chats/start-chats.ts';

const COLLECTOR_LINE = COLLECTOR_LINES[0]!.text;
const FRIEND_LINE = FRIEND_LINES[8]!.text;

let chats: Chats;
let browser: LaunchedBrowser;

beforeAll(async () => {
  chats = await startChats(['lounge', 'converse']);
  browser = await launchBrowser({ timezoneId: 'Asia/Shanghai' });
});

afterAll(async () => {
  await browser?.close();
  await chats?.stop();
});

const PROGRAMS = {
  'The Lounge': {
    open: () => openLounge(browser.context, chats.lounge),
    person: () => chats.lounge.person('bob'),
    directName: 'bob',
  },
  Converse: {
    open: () => openConverse(browser.context, chats.converse),
    person: () => chats.converse.person('bob'),
    directName: 'bob',
  },
};

describe.each(Object.entries(PROGRAMS))('%s', (_, program) => {
  let chat: ChatPage;
  let bob: Person;

  beforeAll(async () => {
    chat = await program.open();
    bob = await program.person();
  });

  test('what a person says in the room is shown, word for word', async () => {
    await bob.say(FRIEND_LINE);
    expect(await (await chat.row(FRIEND_LINE)).textContent()).toContain(FRIEND_LINE);
  });

  test('an action is shown', async () => {
    await bob.act('敲了敲門');
    expect(await (await chat.row('敲了敲門')).isVisible()).toBe(true);
  });

  test('Alice speaks through the page', async () => {
    await chat.sayAsAlice('大家好，我是 Alice');
    expect(await (await chat.row('大家好，我是 Alice')).isVisible()).toBe(true);
  });

  test('a person writes to Alice alone, and she answers', async () => {
    await bob.tell(COLLECTOR_LINE);
    await chat.openDirect(program.directName);
    await chat.row(COLLECTOR_LINE);
    await chat.sayAsAlice('我收到了');
    expect(await chat.page.getByText(FRIEND_LINE).isVisible(), 'the room is another conversation').toBe(false);
  });

  test('history is there after the page is loaded again, alone and in the room', async () => {
    await chat.reload();
    await chat.row(COLLECTOR_LINE);
    await chat.row('我收到了');
    await chat.openRoom();
    await chat.row(FRIEND_LINE);
    await chat.row('大家好，我是 Alice');
    expect(await chat.page.getByText(FRIEND_LINE).count()).toBe(1);
  });
});

test('what was started is gone after stop()', async () => {
  const own = await startChats(['lounge']);
  const { url } = own.lounge;
  expect((await fetch(url)).ok).toBe(true);
  await own.stop();
  await expect(fetch(url)).rejects.toThrow();
});
