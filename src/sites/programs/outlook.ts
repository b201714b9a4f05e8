import { attributeOf, documentOf, find, isElement, parentNodeOf, textOf, titleOf } from '../dom.ts';
import type { Program } from '../program.ts';

/** From the body up to what holds its sender, too. */
const MOST_STEPS = 14;
const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PANE = '[data-app-section="MailReadCompose"]';

// Outlook's classes are hashes; ids and roles stay. Each opened mail has a body `UniqueMessageBody_<n>`; its sender stands in `MSG_<id>_FROM`.
export const outlook: Program = {
  id: 'outlook',
  name: 'Outlook',
  version: '2026-11-22',
  // Seen in several public content scripts that read this page, none of which could be named; the pane alone is in a named one.
  trust: 'guessed',
  source: ['fperezdev/wd-extension-poc src/lib/consts.ts: the pane'],
  hosts: ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com', 'outlook.cloud.microsoft'],
  marks: [PANE, '[id^="UniqueMessageBody"]'],
  rows: ['[id^="UniqueMessageBody"]', '[role="document"][aria-label="Message body"]'],
  // What one writes oneself is no message yet; what imitates a body inside one is none.
  notMessages: ['^[contenteditable="true"]', '^[id^="UniqueMessageBody"] [id^="UniqueMessageBody"]'],
  text: [''],
  // Outlook puts `x_` before the ids of what was sent. The quoted mail follows its head as a brother, or stands in a container.
  skip: ['divRplyFwdMsg', 'appendonsend', 'mail-editor-reference-message-container'].flatMap((id) => [`#${id}`, `#x_${id}`, `#${id} ~ *`, `#x_${id} ~ *`]).join(', ') + ', .gmail_quote, .x_gmail_quote, blockquote[type="cite"], #Signature, #x_Signature',
  author: { name: [(row) => sender(row).name], id: [(row) => sender(row).address] },
  time: [(row) => titleIn(inCard(row, '[data-testid="SentReceivedSavedTime"]')), (row) => textIn(inCard(row, '[data-testid="SentReceivedSavedTime"]'))],
  nativeId: [(row) => /^MSG_(.+)_FROM$/.exec(idIn(inCard(row, '[id^="MSG_"][id$="_FROM"]')))?.[1]],
  conversation: {
    id: [conversationIn],
    title: ['[role="heading"][id$="_SUBJECT"]@title', '[role="heading"][id$="_SUBJECT"]'],
  },
  attachments: { quoted: '#x_divRplyFwdMsg, .x_gmail_quote' },
  mend(reading, row) {
    // Of oneself Outlook shows the name alone; whoever copies it from elsewhere has an address beside it.
    const own = reading.author.id === undefined && reading.author.name !== '' && reading.author.name === accountName(documentOf(row));
    return own ? { ...reading, author: { ...reading.author, role: 'me' } } : reading;
  },
};

const textIn = (element: Element | null): string => (element ? textOf(element) : '');
const titleIn = (element: Element | null): string => (element && attributeOf(element, 'title')) ?? '';
const idIn = (element: Element | null): string => (element && attributeOf(element, 'id')) ?? '';

function conversationIn(row: Element): string | undefined {
  const document = documentOf(row);
  return document ? /^CONV_(.+)_SUBJECT$/.exec(idIn(find(document, '[id^="CONV_"][id$="_SUBJECT"]')))?.[1] : undefined;
}

function inCard(row: Element, selector: string): Element | null {
  let at: Node | null = row;
  for (let steps = 0; steps < MOST_STEPS && isElement(at); steps++, at = parentNodeOf(at)) {
    const from = at === row ? null : find(at, '[id$="_FROM"]');
    if (from) return find(at, selector);
  }
  return null;
}

/** `From: Zhou Wei<zhou@example.com>`, within one organisation the name alone. */
function sender(row: Element): { name: string; address: string } {
  const from = inCard(row, '[id$="_FROM"]');
  const label = from && find(from, '[aria-label]');
  const words = ((label && attributeOf(label, 'aria-label')) ?? textIn(from)).replace(/^[^:：<]{1,20}[:：]\s*/, '').trim();
  const address = ADDRESS.exec(words)?.[0].toLowerCase() ?? '';
  return { name: words.replace(/<[^>]*>/, '').trim() || address, address };
}

/** `Mail - Mei Li - Outlook` */
function accountName(document: Document | null): string {
  const parts = document ? titleOf(document).split(' - ') : [];
  return parts.at(-1) === 'Outlook' ? (parts.at(-2) ?? '').trim() : '';
}
