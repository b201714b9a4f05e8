import { closest, documentOf, find, findAll, isElement, parentNodeOf, textOf } from '../dom.ts';
import type { Program } from '../program.ts';
import { readText } from '../read-text.ts';

// `wx.mail.qq.com` of 2023 to 2026: the opened mail stands in the page itself. The frames of the older `mail.qq.com` are not read.
const BODY = '.mail-detail-content';
const HEAD = '.mail-detail-basic';
const SUBJECT = '.mail-detail-subject';
/** What the writer answers to, and a signature: both marked by the mail program that wrote them. */
const EARLIER = 'includetail, blockquote, .gmail_quote';
const SIGNATURE = 'sign';
const ANSWER = /^(?:\s*(?:re|fwd?|回复|回覆|答复|答覆|转发|轉發|轉寄)\s*[:：])+\s*/i;
const MOST_STEPS = 12;

/** A body is whatever its sender made it: nothing in there is the page's own. */
function outsideBodies(root: Node, selector: string): Element[] {
  return [...findAll(root, selector)].filter((one) => closest(one, BODY) === null);
}

/** One opened mail, with its head. */
function mailOf(row: Element): { mail: Element; head: Element } | null {
  let at: Node | null = parentNodeOf(row);
  for (let steps = 0; isElement(at) && steps < MOST_STEPS; steps++, at = parentNodeOf(at)) {
    const [head] = outsideBodies(at, HEAD);
    if (head) return { mail: at, head };
  }
  return null;
}

/** The first line of the head is the sender's. */
function inHead(row: Element, selector: string): string {
  const head = mailOf(row)?.head;
  const words = head && (find(head, `.basic-body-item:first-child ${selector}`) ?? find(head, selector));
  return words ? textOf(words).trim() : '';
}

function addressOf(row: Element): string {
  return /[^\s<>"'，,;:]+@[^\s<>"'，,;:]+/.exec(inHead(row, '.cmp-account-email'))?.[0].toLowerCase() ?? '';
}

function subjectOf(row: Element): string {
  const mail = mailOf(row)?.mail;
  for (const selector of [`${SUBJECT} .mail-subject-text`, SUBJECT]) {
    const words = (mail && outsideBodies(mail, selector)[0]) ?? outsideBodies(documentOf(row)!, selector)[0];
    if (words) return textOf(words).trim();
  }
  return '';
}

export const qqMail: Program = {
  id: 'qq-mail',
  name: 'QQ Mail',
  version: '2026-11-22',
  trust: 'sourced',
  source: ['realbmail/bmail_extension src/content_qq.ts (2026-03-27)'],
  hosts: ['wx.mail.qq.com', 'mail.qq.com'],
  marks: [HEAD, BODY, '.mail-list-page'],
  rows: [BODY],
  notMessages: [`^${BODY} ${BODY}`],
  text: [''],
  skip: `${EARLIER}, ${SIGNATURE}, style, title`,
  author: { name: [(row) => inHead(row, '.cmp-account-nick'), addressOf], id: [addressOf] },
  time: [(row) => inHead(row, '.time-text')],
  nativeId: ['^[data-mailid]@data-mailid'],
  conversation: { id: [(row) => subjectOf(row).replace(ANSWER, '')], title: [subjectOf] },
  attachments: { quoted: EARLIER },
  mend(reading, row) {
    const mail = mailOf(row)?.mail;
    const files = mail ? outsideBodies(mail, '.mail-detail-attaches-card, .mail-detail-attach-card').slice(0, 20) : [];
    const own = outsideBodies(documentOf(row)!, '.user-email').map((one) => textOf(one).trim().toLowerCase());
    const whole = {
      ...reading,
      author: { ...reading.author, role: own.includes(reading.author.id ?? '-') ? ('me' as const) : ('them' as const) },
      attachments: [...reading.attachments.filter(isOutermost), ...files.map((file) => `file: ${nameOf(file)}`.trim())],
    };
    if (reading.text !== '') return whole;
    // A mail that says nothing of its own: what it passes on is what it says.
    const { text, pieces } = readText(row as HTMLElement, { skip: 'style, title', trim: true });
    return text === '' ? whole : { ...whole, text, kind: 'text', spot: { ...reading.spot, pieces }, attachments: whole.attachments.filter((one) => !one.startsWith('quoted:')) };
  },
};

/** A quote inside a quote has been told with the outer one. */
function isOutermost(words: string, index: number, all: readonly string[]): boolean {
  const quoted = words.slice('quoted:'.length).trim();
  return !words.startsWith('quoted:') || !all.slice(0, index).some((one) => one.includes(quoted));
}

function nameOf(file: Element): string {
  const parts = ['.attach-name', '.attach-suffix'].map((part) => find(file, part)).filter((part) => part !== null);
  return parts.map((part) => textOf(part).trim()).join('') || textOf(file).replace(/\s+/g, ' ').trim().slice(0, 200);
}
