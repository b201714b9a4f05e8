import { attributeOf, documentOf, find } from '../dom.ts';
import type { Program } from '../program.ts';

const LIST = '.mx_RoomView_MessageList';
const TILE = 'li.mx_EventTile[data-event-id]';
/** The reply chain stands before the message's own words, inside the same line, and is built of the same parts. */
const OWN = ':scope > .mx_EventTile_line > .mx_EventTile_content';

export const element: Program = {
  id: 'element',
  name: 'Element',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'element-hq/element-web apps/web/src/components: EventTile.tsx and saved test markup (2026)',
    'matrix-org/matrix-react-sdk src/components/views: EventTile, ReplyTile, DateSeparator, MessageTimestamp (2024-09-11; npm 3.114.0)',
    'element-hq/element-web src/components/views/messages/MessageTimestamp.tsx 0493f810 (2023)',
  ],
  marks: ['.mx_MatrixChat', LIST],
  // Threads and the room alike; deleted messages in a row are folded into one entry, and stand in it when it is opened.
  rows: [`${LIST} > ${TILE}, ${LIST} > .mx_GenericEventListSummary > ul > ${TILE}`],
  notMessages: ['^.mx_EventTile_info'],
  text: [`${OWN} .mx_EventTile_body`, OWN, ':scope > .mx_EventTile_line > .mx_RedactedBody'],
  skip: '.mx_EventTile_edited, .mx_EventTile_lineNumbers, .mx_MEmoteBody_sender, .mx_LinkPreviewGroup, .mx_ReplyChain_wrapper',
  author: { name: [':scope > .mx_DisambiguatedProfile > :first-child', '.mx_EventTile_senderDetails .mx_DisambiguatedProfile > :first-child', '.mx_LegacyCallEvent_sender'], id: ['.mx_EventTile_avatar .mx_BaseAvatar@title'], carried: true },
  mine: ['^.mx_EventTile[data-self="true"]'],
  // 2026: a link with the time alone; 2024: the link's label has it when the time is hidden; before: the title has the whole date.
  time: ['.mx_MessageTimestamp@title', '.mx_MessageTimestamp', '.mx_EventTile_line > a[href*="/#/"]@aria-label'],
  days: '.mx_TimelineSeparator, .mx_DateSeparator',
  // Own messages that are on their way have an id of the client's making: `~!room:m17…`.
  nativeId: [(row) => /^\$.+/.exec(attributeOf(row, 'data-event-id') ?? '')?.[0]],
  conversation: { id: [roomIn], title: ['.mx_RoomHeader_heading', '.mx_RoomHeader_nametext', '.mx_LegacyRoomHeader_nametext'] },
  attachments: {
    image: '.mx_EventTile_line > .mx_MImageBody img, .mx_EventTile_line > .mx_MStickerBody img',
    voice: '.mx_EventTile_line > .mx_MVoiceMessageBody, .mx_EventTile_line > .mx_MAudioBody',
    file: '.mx_EventTile_line > .mx_MFileBody .mx_MFileBody_info_filename',
    call: '.mx_LegacyCallEvent_type',
    link: '.mx_LinkPreviewGroup',
    quoted: '.mx_ReplyChain_wrapper .mx_ReplyTile .mx_EventTile_body',
  },
  recalled: ['.mx_EventTile_line > .mx_RedactedBody'],
  edited: [`${OWN} .mx_EventTile_edited`],
};

/** `#/room/!abc:example.org/$event?via=…`, or the room's alias. */
function roomIn(row: Element): string {
  const hash = /^#\/room\/([^/?]+)/.exec(documentOf(row)?.location.hash ?? '')?.[1];
  if (hash) return decoded(hash);
  const link = find(row, '.mx_EventTile_line > a[href*="/#/!"]');
  return decoded(/\/#\/([^/?]+)\//.exec((link && attributeOf(link, 'href')) ?? '')?.[1] ?? '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
