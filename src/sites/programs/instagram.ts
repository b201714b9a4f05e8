import { DayLines } from '../day-lines.ts';
import { attributeOf, boxOf, closest, documentOf, find, findAll, matches, textOf } from '../dom.ts';
import type { Program } from '../program.ts';
import type { RowReading } from '../site.ts';

/** What the page calls the reader in headings for those who cannot see it, in the languages it is read in here. */
const YOU = /^(?:you|you sent|你|您|你傳送了?|您傳送了?|你发送了?|您发送了?|你已傳送|你已发送)$/i;
/** Nearer than this both edges are alike. */
const EVEN_PX = 8;

/** The picture beside another's message leads to their page, `/name/`. Words may hold such links too. */
function handle(row: Element): string {
  for (const link of findAll(row, 'a[aria-label][href^="/"]')) {
    const name = closest(link, '[dir="auto"]') === null && find(link, 'img') ? /^\/([\w.]+)\/?$/.exec(attributeOf(link, 'href') ?? '')?.[1] : undefined;
    if (name) return name;
  }
  return '';
}

function heading(row: Element): string {
  const shown = [...findAll(row, 'h4, h5, h6')].find((element) => closest(element, '[aria-hidden="true"]') === null);
  return shown ? textOf(shown) : '';
}

/** The reader's bubbles stand at the right; the page has no other sign, and hidden ones have no place. */
function sideOf(row: Element): 'me' | 'them' | 'unknown' {
  const bubble = find(row, '[role="presentation"]');
  if (!bubble) return 'unknown';
  const outer = boxOf(row);
  const inner = boxOf(bubble);
  const lean = inner.left - outer.left - (outer.right - inner.right);
  if (outer.width === 0 || inner.width === 0 || Math.abs(lean) < EVEN_PX) return 'unknown';
  return lean > 0 ? 'me' : 'them';
}

function mend(reading: RowReading, row: Element): RowReading {
  const { author } = reading;
  if (YOU.test(author.name.trim())) return { ...reading, author: { name: author.name, role: 'me' } };
  // Only the last of several has the picture.
  return author.name !== '' ? reading : { ...reading, author: { ...author, role: sideOf(row) } };
}

/** Until 2026 only the lines between messages told the time: of all that follow, up to the next. */
const BREAKS = new DayLines('[role="row"]', '[data-scope="date_break"]');

function title(row: Element): string {
  const list = find(documentOf(row)!, '[aria-label^="Messages in conversation"]');
  return (list && attributeOf(list, 'aria-label')?.replace(/^Messages in conversation (?:with|titled)\s+/i, '')) ?? '';
}

export const instagram: Program = {
  id: 'instagram',
  name: 'Instagram',
  version: '2026-11-22',
  trust: 'sourced',
  source: [
    'xafn/instafn src/content/features/_shared/dm-message-actions.js (a75a757, 2026): IGDMessagesList, role=group tabindex=-1, role=presentation, profile link, side by place',
    'public inbox tool (2026): abbr with the time in its label, IGDInboxHeaderOffMsys',
    'public conversation reader (2025): role=row, "You sent", data-scope=date_break, dir=auto',
  ],
  hosts: ['www.instagram.com'],
  marks: ['[data-pagelet="IGDMessagesList"]', '[data-pagelet="IGDOpenMessageList"]', '[aria-label^="Messages in conversation"]'],
  rows: [
    // 2026.
    '[data-pagelet="IGDMessagesList"] [role="group"][tabindex="-1"]',
    // Until early 2026.
    '[data-pagelet="IGDOpenMessageList"] [role="row"], [aria-label^="Messages in conversation"] [role="row"]',
  ],
  notMessages: ['[data-scope="date_break"]', '^[dir="auto"] [role="group"]', '^[dir="auto"] [role="row"]'],
  text: ['[role="presentation"] div[dir="auto"]', 'div[dir="auto"]', '[role="presentation"] span[dir="auto"]'],
  skip: '[role="toolbar"], [role="button"][aria-label]',
  trim: true,
  author: { name: [handle, heading], id: [handle] },
  time: ['abbr@aria-label', 'abbr', (row) => (matches(row, '[role="row"]') ? BREAKS.above(row) : '')],
  conversation: {
    id: [(row) => /^\/direct\/t\/([^/]+)/.exec(documentOf(row)?.location.pathname ?? '')?.[1]],
    title: [title, '[data-pagelet="IGDInboxHeaderOffMsys"] h2', '[data-pagelet="IGDInboxHeaderOffMsys"] span[dir="auto"]'],
  },
  attachments: { image: 'img[alt="Open photo"]', quoted: 'span[dir="auto"] > div:not([dir])' },
  mend,
};
