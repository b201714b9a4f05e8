import { attributeOf, documentOf, find, tagOf, textOf, titleOf } from '../dom.ts';
import type { Program } from '../program.ts';

// Class names end in a hash that changes with each build (`contents__5126c`, before 2023 `contents-2MsGLg`); ids and `data-list-id` stay.
const LIST = '[data-list-id="chat-messages"]';
/** Inside a reply stands a second `message-content-…`, before the message's own: that of the quoted message. */
const OWN_CONTENT = '[class*="contents"] > [id^="message-content-"]';
const PANEL = 'section[class*="panels"]';

export const discord: Program = {
  id: 'discord',
  name: 'Discord',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'steveseguin/social_stream sources/discord.js (2024-2026)',
    'oaustegard/bookmarklets discord_scraper.js (2024)',
    'Tsurematsu/onBotMusic src/discordScrap/Chat/open/modules/getMessages.js (2024)',
  ],
  hosts: ['discord.com', 'ptb.discord.com', 'canary.discord.com'],
  marks: [LIST, '[data-list-item-id^="guildsnav"]'],
  rows: [`${LIST} > li[id^="chat-messages-"]`],
  // Joins, pins, calls. In a reply the class may stand deeper, of the quoted line.
  notMessages: [':scope > [class*="systemMessage"], :scope > [class*="isSystemMessage"]'],
  text: [OWN_CONTENT, '[id^="message-content-"]:not([class*="repliedTextContent"])'],
  skip: '[class*="edited"]',
  author: { name: ['[id^="message-username-"] [class*="username"]', '[id^="message-username-"]'], id: [(row) => userOf(find(row, '[class*="contents"] img[class*="avatar"]'))], carried: true },
  time: [shownTime],
  stamp: ['time[id^="message-timestamp-"]@datetime'],
  days: '[class*="divider"][class*="hasContent"] > [class*="content"]',
  nativeId: [(row) => idsOf(row).at(-1)],
  conversation: {
    id: [(row) => idsOf(row).at(-2), (row) => /^\/channels\/[^/]+\/(\d+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1]],
    title: ['section[class*="title"] h1', 'section[aria-label] h1', channelIn, `${LIST}@aria-label`],
  },
  attachments: {
    image: '[id^="message-accessories-"] [class*="imageContent"] img, [id^="message-accessories-"] img[data-type="sticker"]',
    file: '[id^="message-accessories-"] a[href*="/attachments/"]:not(:has(img))',
    link: '[id^="message-accessories-"] article[class*="embed"]',
    quoted: '[id^="message-reply-context-"] [class*="repliedTextContent"]',
  },
  edited: [`${OWN_CONTENT} [class*="edited"]`],
  // Nothing on a message says whose it is: the account at the foot of the page does. Names can be copied, so an id, where either has one, decides.
  mend(reading, row) {
    const { id, name } = reading.author;
    const document = documentOf(row);
    const own = document && userOf(find(document, `${PANEL} img[class*="avatar"], ${PANEL} [class*="avatarWrapper"] img`));
    const panel = document && find(document, `${PANEL} [class*="panelTitle"], ${PANEL} [class*="nameTag"]`);
    const mine = own || id ? own === id : panel !== null && name !== '' && textOf(panel).trim() === name;
    return mine ? { ...reading, author: { ...reading.author, role: 'me' } } : reading;
  },
};

/** `chat-messages-<channel>-<message>`; before 2022 without the channel. */
function idsOf(row: Element): string[] {
  return (attributeOf(row, 'id') ?? '').split('-').filter((part) => /^\d+$/.test(part));
}

/** A picture's address holds the user's id, unless it is one of the standard ones. */
function userOf(image: Element | null): string | undefined {
  return /\/(?:users|avatars)\/(\d{5,25})\//.exec((image && attributeOf(image, 'src')) ?? '')?.[1];
}

/** `(3) Discord | #general | Server`, `• Discord | @zhou`. Asked of the row, nothing: the header is asked after it. */
function channelIn(body: Element): string {
  const document = tagOf(body) === 'BODY' ? documentOf(body) : null;
  return /Discord \| (.+)$/.exec(document ? titleOf(document) : '')?.[1] ?? '';
}

/** Dashes and brackets stand in it for those who copy the text. */
function shownTime(row: Element): string {
  const time = find(row, 'time[id^="message-timestamp-"]');
  return time ? textOf(time).replace(/^[\s—–[]+|[\s\]]+$/g, '') : '';
}
