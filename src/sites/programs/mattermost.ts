import { attributeOf, find, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** The list of a channel; `rhsPost_…` is the thread beside it, with the same messages. */
const POST = '.post[id^="post_"], .post[id^="rhsPost_"]';
const NAME = '.post__header .user-popover';

export const mattermost: Program = {
  id: 'mattermost',
  name: 'Mattermost',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'mattermost/mattermost webapp/channels/src/components: post, post_view, user_profile, channel_header, timestamp, widgets/separator (2023-2026)',
    'mattermost/mattermost webapp/channels/src/components/file_attachment/file_attachment.tsx (2024)',
  ],
  marks: ['#postListContent', '#channel-header[data-channelid]'],
  rows: [POST],
  // "/me" lines are of the same class as those of the program itself, but belong to someone. What imitates a post inside one is none.
  notMessages: ['^.post--system:not(.other--root):not(.same--root)', '^.post__body .post'],
  text: ['.post__body .post-message__text', '.post__body > div > p', '.post__body p'],
  skip: '.post-edited__indicator, .attachment--permalink',
  author: { name: [(row) => (userOf(row) === '' ? '' : nameOn(row))], id: [userOf], carried: true },
  mine: ['^.post.current--user'],
  time: ['.post__header .post__time'],
  stamp: ['.post__header time.post__time@datetime'],
  // 2021 and later; before.
  days: '.BasicSeparator .separator__text, .date-separator .separator__text',
  nativeId: [(row) => (attributeOf(row, 'id') ?? '').replace(/^(?:post|rhsPost)_/, '')],
  conversation: { id: ['#channel-header@data-channelid'], title: ['#channelHeaderTitle', '#channelHeaderDropdownButton'] },
  attachments: {
    image: '.post__body .image-loaded img, .post__body .file-preview__button img',
    file: '.post__body .post-image__name',
    link: '.post__body .PostAttachmentOpenGraph',
    quoted: '.post__body .attachment--permalink .post-message__text',
  },
  edited: ['.post__body.post--edited'],
  mend(reading, row) {
    const name = nameOn(row);
    // Every post holds a name, though it is shown on the first of a group alone; only that one has the picture, with the id.
    const author = name === '' || name === reading.author.name ? reading.author : { name, role: reading.author.role };
    const deleted = matches(row, '.post--hide-controls') && find(row, '.post-message__text') === null;
    return { ...reading, author, ...(deleted ? { kind: 'recall' as const } : {}) };
  },
};

function nameOn(row: Element): string {
  const shown = find(row, NAME);
  return shown ? textOf(shown).trim() : '';
}

/** `/api/v4/users/<id>/image?_=0` */
function userOf(row: Element): string {
  const image = find(row, '.post__img img');
  return /\/users\/(\w+)\/image/.exec((image && attributeOf(image, 'src')) ?? '')?.[1] ?? '';
}
