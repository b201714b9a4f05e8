import { attributeOf, documentOf, find, matches, nextElementOf, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

// The visitor's widget, in a frame at `/livechat`. Class names end in a hash (`message-container__19jeU`); the part before it stays.
const LIST = '[class*="message-list__content__"]';
const AVATAR = ':scope > [class*="message-avatars__"] img';
const BUBBLE = ':scope > [class*="message-content__"] > [class*="message-bubble__"]';
const QUOTED = '[class*="message-bubble--quoted__"]';
/** A group of one person's messages is not longer than is looked through. */
const MOST_OF_A_GROUP = 50;

export const rocketchatLivechat: Program = {
  id: 'rocketchat-livechat',
  name: 'Rocket.Chat Livechat',
  version: '2026-11-22',
  trust: 'run',
  source: ['npm @rocket.chat/livechat 1.13.3, run 2026-11-22 with a stand-in for its server'],
  marks: [LIST, '[class*="screen__inner__"] [class*="chat__messages__"]'],
  // Messages may hold HTML: what looks like a row inside one is none.
  rows: [`${LIST} > li[class*="message-container__"]`],
  notMessages: ['^[class*="message-container--system__"]', '^[class*="message-text__"] li'],
  text: [`${BUBBLE}:not(${QUOTED}) [class*="message-text__"]`],
  author: { name: [(row) => nameOf(speaker(row), row)], id: [(row) => speaker(row)] },
  mine: ['^[class*="message-container--reverse__"]'],
  // Only the last of a group shows it.
  time: ['time'],
  stamp: ['time@datetime'],
  days: `${LIST} > [class*="separator--date__"]`,
  nativeId: ['@id'],
  conversation: { title: ['[class*="header__title__"]'] },
  attachments: {
    image: '[class*="image-attachment__inner__"]',
    voice: '[class*="audio-attachment__"]',
    file: '[class*="file-attachment__title__"]',
    quoted: `${QUOTED} [class*="message-text__"]`,
  },
};

/** The last of a group shows who spoke: "compact" ones stand before it. */
function speaker(row: Element): string {
  let at: Element | null = row;
  for (let steps = 0; at && steps < MOST_OF_A_GROUP; steps++, at = nextElementOf(at)) {
    const image = find(at, AVATAR);
    if (image) return attributeOf(image, 'alt') ?? '';
    if (!matches(at, '[class*="message-container--compact__"]')) return '';
  }
  return '';
}

/** Pictures bear user names; the agent's real name stands at the top, beside their picture. */
function nameOf(user: string, row: Element): string {
  const document = documentOf(row);
  const picture = document && find(document, '[class*="header__picture__"] img');
  const title = document && find(document, '[class*="header__title__"]');
  return user !== '' && picture && title && attributeOf(picture, 'alt') === user ? textOf(title) : user;
}
