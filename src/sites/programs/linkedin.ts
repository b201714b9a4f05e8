import { attributeOf, closest, documentOf, find, findAll, previousElementOf, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** Messages of one group share the name and the time over the first. */
const MOST_BACK = 60;
const BUBBLE = '.msg-overlay-conversation-bubble';

function clock(row: Element): string {
  let item = closest(row, '.msg-s-message-list__event');
  for (let back = 0; item && back < MOST_BACK; back++, item = previousElementOf(item)) {
    const shown = [...findAll(item, '.msg-s-message-group__timestamp')].pop();
    if (shown) return textOf(shown).trim();
  }
  return '';
}

/** Chats may also lie over another page, each with a header of its own. */
function titleOfBubble(row: Element): string {
  const bubble = closest(row, BUBBLE);
  const shown = bubble && find(bubble, '.msg-overlay-bubble-header__title');
  return shown ? textOf(shown) : '';
}

/** `/in/ACoAA…/`: the address of a person's page, without what follows it. */
function profile(row: Element): string {
  const link = find(row, 'a.msg-s-event-listitem__link, a.msg-s-message-group__profile-link, a.msg-s-event-listitem__profile-link, .msg-s-message-group__meta a[href*="/in/"]');
  return /\/in\/([^/?#]+)/.exec((link && attributeOf(link, 'href')) ?? '')?.[1] ?? '';
}

export const linkedin: Program = {
  id: 'linkedin',
  name: 'LinkedIn',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'sigvardt/linkedin-buddy packages/core/src/linkedinInbox.ts, liveValidation.ts (d5da5f6, 2026-03-30): list, event, group__name, body',
    'public readers of the page, one measured on it on 2026-08-21: msg-s-event-listitem--other, data-event-urn, body, timestamp',
    'sarahcallmesmadds/productivity_personal-email-slack-assistant personal_linkedin_dm_assistant/selectors.js (02ee9ab, 2026-02-13): thread__link-to-profile, group__profile-link',
    'Gembani/scrap-in lib/scrapin/css_selectors/linkedin/scrap_messages.rb (a11923e, 2021-10-17): msg-s-event-listitem--other',
    'public selectors of message tools (2021–2026): time-heading, attachment-item, image-container',
  ],
  hosts: ['www.linkedin.com'],
  marks: ['.msg-s-message-list', '.msg-s-message-list-content', '.msg-s-message-list-container'],
  rows: ['.msg-s-event-listitem'],
  notMessages: ['^.msg-s-event-listitem .msg-s-event-listitem'],
  text: ['.msg-s-event-listitem__body'],
  trim: true,
  author: { name: ['.msg-s-message-group__name'], id: [profile], carried: true },
  // Others' messages are marked, one's own are not. A list without any mark may have lost it: then none is one's own.
  mine: [
    '^.msg-s-message-list-content:has(.msg-s-event-listitem--other) .msg-s-event-listitem:not(.msg-s-event-listitem--other)',
    '^.msg-s-message-list:has(.msg-s-event-listitem--other) .msg-s-event-listitem:not(.msg-s-event-listitem--other)',
  ],
  time: [clock],
  days: '.msg-s-message-list__time-heading',
  nativeId: ['@data-event-urn'],
  conversation: {
    id: [(row) => (closest(row, BUBBLE) ? '' : /^\/messaging\/thread\/([^/]+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1])],
    title: [titleOfBubble, '.msg-entity-lockup__entity-title', '.msg-thread__link-to-profile', '.msg-overlay-bubble-header__title'],
  },
  attachments: {
    image: '.msg-s-event-listitem__image-container img, img.msg-s-event-listitem__image',
    file: '.msg-s-event-listitem__attachment-item:not(:has(img)), .msg-s-event-listitem__file',
    link: '.msg-s-event-listitem__link-preview',
  },
};
