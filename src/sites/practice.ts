import { readText } from './read-text.ts';
import { rowsBySelector } from './rows-by-selector.ts';
import { parseShownTime } from './shown-times.ts';
import type { OpenPage, Site } from './site.ts';

const LIST = '[data-practice-chat]';
const ROW = `${LIST} [data-practice-row]`;

const OURS = /^((chrome|moz)-extension:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]|about:blank)/;

/** Our own practice chat of the welcome page, also served alone where no chat program can be had. */
export const practice: Site = {
  id: 'practice',
  name: '',
  version: '2026-11-22',
  trust: 'practice',
  open(document) {
    // On a page of someone else the attribute is a trap that would silence the real adapter.
    if (!OURS.test(document.location.href) || !document.querySelector(LIST)) return null;
    const page: OpenPage = {
      ...rowsBySelector(ROW),
      stands: () => document.querySelector(LIST) !== null,
      read(row) {
        const body = row.querySelector<HTMLElement>('[data-practice-text]');
        const list = row.closest(LIST);
        if (!body || !list) return null;
        const { text, pieces } = readText(body);
        const sentAtShown = row.querySelector('time')?.textContent ?? '';
        const sentAt = parseShownTime(row.querySelector('time')?.getAttribute('datetime') ?? '');
        const title = list.getAttribute('aria-label') ?? '';
        return {
          conversation: { id: 'practice', title },
          author: { name: row.querySelector('[data-practice-name]')?.textContent ?? '', role: row.getAttribute('data-practice-row') === 'me' ? 'me' : 'them' },
          text,
          spot: { body, pieces },
          sentAtShown,
          ...(sentAt === undefined ? {} : { sentAt }),
          kind: 'text',
          attachments: [],
        };
      },
    };
    return page;
  },
};
