import { attributeOf, closest, find, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** Drafts and the history of an edit are drawn with the same boxes, but not in such a row. */
const ROW = '.message_row[role="listitem"]';

export const zulip: Program = {
  id: 'zulip',
  name: 'Zulip',
  version: '2026-11-22',
  trust: 'sourced',
  source: ['zulip/zulip web/templates: single_message, message_body, message_controls, message_avatar, recipient_row, edited_notice (2023-2026)'],
  marks: ['#message-lists-container', '#message_feed_container', '#zfilt'],
  // Not the row around it: a day's divider stands in that, above this.
  rows: ['.messagebox'],
  notMessages: ['^.muted-message-sender', '^.message_content .messagebox'],
  // The second is "/me".
  text: [':scope > .messagebox-content > .message_content', ':scope > .messagebox-content .message_sender .status-message'],
  skip: '.message_embed, .copy_codeblock, .code-buttons-container, .katex-mathml',
  author: { name: ['.message_sender .sender_name_text', '.message_sender .sender_name'], id: [(row) => /(?:^|\s)u-(\d+)/.exec(classesOf(find(row, '.message-avatar, .inline_profile_picture')))?.[1]], carried: true },
  // Only own messages have the button; in an archived channel none has.
  mine: [':scope > .messagebox-content > .message_controls .edit_content', '^.locally-echoed', '^.message_row.local'],
  time: ['.message-time', '.message_time'],
  days: '.message_header .recipient_row_date, .date_row',
  // 2024 and later; before.
  nativeId: ['^.message_row@data-message-id', '^.message_row@zid'],
  conversation: { id: [narrowOf], title: [titleFor] },
  attachments: {
    image: '.message_content .message_inline_image img, .message_content .message-media-inline-image img',
    file: '.message_content a[href*="/user_uploads/"]:not(:has(img))',
    link: '.message_content .message_embed',
  },
  edited: ['.message-edited-icon'],
  mend: (reading, row) => (closest(row, ROW) ? reading : null),
};

const classesOf = (element: Element | null): string => (element && attributeOf(element, 'class')) ?? '';

function header(row: Element): Element | null {
  const group = closest(row, '.recipient_row');
  return group && find(group, '.message_header');
}

/** `#narrow/channel/12-general/topic/loan`, `#narrow/dm/9-zhou`: names in it may change, so without them. */
function narrowOf(row: Element): string {
  const head = header(row);
  const link = head && (find(head, '.stream_topic a') ?? find(head, 'a.message_label_clickable'));
  const address = (link && attributeOf(link, 'href')) ?? '';
  const topic = /\/(?:channel|stream)\/(\d+)[^/]*\/topic\/([^/]*)/.exec(address);
  if (topic) return `channel/${topic[1]}/topic/${topic[2]}`;
  const direct = /\/(?:dm|pm-with)\/([\d,]+)/.exec(address);
  return direct ? `dm/${direct[1]}` : address;
}

function titleFor(row: Element): string {
  const head = header(row);
  const words = (selector: string) => {
    const found = head && find(head, selector);
    return found ? textOf(found).replace(/\s+/g, ' ').trim() : '';
  };
  return words('.private_message_header_name') || [words('.message-header-stream-name') || words('.stream_label'), words('.stream-topic-inner') || words('.stream_topic a')].filter(Boolean).join(' > ');
}
