import type { FragmentElement, FragmentImage, FragmentNode, FragmentRow, PageCapture } from '../core/capture.ts';
import type { FragmentImageFacts, NotCaptured } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { Message } from '../core/message.ts';
import { pageRuns } from '../core/marks.ts';
import { capture as words } from '../locales/capture.ts';
import { fill, htmlLang, type Language } from '../locales/language.ts';
import { countMissing, dataUrl, imageBytes } from './fragment-images.ts';
import { FRAGMENT_STYLE } from './fragment-style.ts';

export interface Fragment {
  bytes: Uint8Array<ArrayBuffer>;
  images: FragmentImageFacts[];
  missing: NotCaptured[];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
/** Foreign text: nothing in it acts, and what would not show stands as its number. */
const foreign = (text: string): string => pageRuns(text).map((run) => (run.marked ? `<span class="mark">${run.text}</span>` : escaped(run.text))).join('');
/** The same where no element may stand. */
const plain = (text: string): string => escaped(pageRuns(text).map((run) => run.text).join(''));

/**
 * Elements as we write them: a paragraph may not hold blocks in HTML, nor a link a link, and a parser would move what stands in them; after `<pre>` it
 * drops a line feed. A link leads nowhere.
 */
const WRITTEN: Record<FragmentElement['tag'], string> = {
  p: 'div', div: 'div', span: 'span', b: 'b', i: 'i', u: 'u', s: 's', code: 'code', pre: 'div', br: 'br',
  blockquote: 'blockquote', ul: 'ul', ol: 'ol', li: 'li', a: 'span', time: 'span',
};

type Say = (typeof words)[Language];

/** Writes the nodes of all rows, and remembers their images. */
class Writer {
  readonly images: FragmentImageFacts[] = [];
  readonly lacking: NotCaptured['why'][] = [];
  readonly #say: Say;

  constructor(language: Language) {
    this.#say = words[language];
  }

  nodes(nodes: FragmentNode[]): string {
    return nodes.map((node) => this.#node(node)).join('');
  }

  #node(node: FragmentNode): string {
    if (typeof node === 'string') return foreign(node);
    if (node.tag === 'img') return this.#image(node);
    if (node.tag === 'br') return '<br>';
    const name = WRITTEN[node.tag];
    const kind = name === node.tag ? '' : ` class="${node.tag}"`;
    const dir = node.dir === 'ltr' || node.dir === 'rtl' ? ` dir="${node.dir}"` : '';
    return `<${name}${kind}${dir}>${this.nodes(node.children)}</${name}>${this.#where(node)}`;
  }

  #where({ tag, to }: FragmentElement): string {
    if (!to) return '';
    const where = foreign(to);
    return `<span class="ours to"> [${tag === 'a' ? fill(escaped(this.#say.leads_to), { where }) : where}]</span>`;
  }

  #image(node: FragmentImage): string {
    const found = imageBytes(node);
    if ('why' in found) {
      this.lacking.push(found.why);
      return `<span class="ours">[${node.alt ? fill(escaped(this.#say.image_missing_named), { name: foreign(node.alt) }) : escaped(this.#say.image_missing)}]</span>`;
    }
    this.images.push(found.facts);
    const side = (px: number) => Math.max(1, Math.round(Math.min(px, 2_000)));
    return `<img src="${dataUrl(found)}" alt="${plain(node.alt)}" width="${side(node.width || found.facts.width)}" height="${side(node.height || found.facts.height)}">`;
  }
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** The words of the nodes, spaces aside; of an image its description, where programs draw their emoji so. */
function wordsOf(nodes: FragmentNode[], withImages: boolean): string {
  return nodes.map((node) => {
    if (typeof node === 'string') return squeezed(node);
    return node.tag === 'img' ? (withImages ? squeezed(node.alt) : '') : wordsOf(node.children, withImages);
  }).join('');
}

/** Whether the words kept first are among those that the page shows now. */
function holdsWords(nodes: FragmentNode[], text: string): boolean {
  return [false, true].some((withImages) => wordsOf(nodes, withImages).includes(squeezed(text)));
}

/** Who and when, as the page shows it. */
function whoHtml({ author, sentAtShown }: Message, say: Say): string {
  const name = author.name ? `<bdi>${foreign(author.name)}</bdi>` : escaped(say.no_name);
  const who = author.role === 'me' ? `<span class="ours">${fill(escaped(say.me), { name })}</span>` : name;
  return `<p class="who">${who} · ${fill(escaped(say.shown_time), { value: `<bdi>${sentAtShown ? foreign(sentAtShown) : escaped(say.not_shown)}</bdi>` })}</p>`;
}

/** What was kept first, where the page shows another name, side, time or text by now: both stand. */
function asFirstRead(now: Message, kept: Message, sameWords: boolean, say: Say): string[] {
  const sameWho = now.author.name === kept.author.name && (now.author.role === 'me') === (kept.author.role === 'me') && now.sentAtShown === kept.sentAtShown;
  if (sameWho && sameWords) return [];
  return [
    `<p class="ours">${escaped(say.as_first_read)}</p>`,
    ...(sameWho ? [] : [whoHtml(kept, say)]),
    ...(sameWords ? [] : [`<div class="words first" dir="auto">${foreign(kept.text)}</div>`]),
  ];
}

function rowHtml({ place, message, nodes }: FragmentRow, flag: Flag, language: Language, write: Writer): string {
  const say = words[language];
  const { attachments } = message;
  const body = nodes.length > 0 ? write.nodes(nodes) : foreign(message.text);
  const first = place === 'message' ? asFirstRead(message, flag.message, message.text === flag.message.text && holdsWords(nodes.length > 0 ? nodes : [message.text], message.text), say) : [];
  return [
    `<article class="${place}">`,
    `<h2>${escaped(say[place])}</h2>`,
    whoHtml(message, say),
    `<div class="words" dir="auto">${body || `<span class="ours">(${escaped(say.no_text)})</span>`}</div>`,
    ...attachments.map((what) => `<p class="ours">${fill(escaped(say.attached), { what: `<bdi>${foreign(what)}</bdi>` })}</p>`),
    ...first,
    '</article>',
  ].join('\n');
}

/**
 * A whole HTML document of a message and its context that opens anywhere and does nothing: no script, no form, no address that a browser would
 * ask for, no style but ours. All markup is written here; of the page come words and the bytes of images.
 * @param now ISO 8601 UTC
 */
export function fragmentHtml({ capture, flag, language, now }: { capture: PageCapture; flag: Flag; language: Language; now: string }): Fragment {
  const say = words[language];
  const write = new Writer(language);
  const rows = capture.rows.map((row) => rowHtml(row, flag, language, write)).join('\n');
  const { conversation, site } = flag.message;
  const line = (label: string, value: string) => `<p class="fact">${fill(escaped(label), { value: `<bdi>${value}</bdi>` })}</p>`;
  const html = `<!doctype html>
<html lang="${htmlLang(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${escaped(say.fragment_title)}</title>
<style>${FRAGMENT_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(say.fragment_title)}</h1>
<p class="lead">${escaped(say.fragment_lead)}</p>
${line(say.chat, conversation.title ? foreign(conversation.title) : escaped(say.no_title))}
${line(say.site, foreign(site))}
${line(say.page, foreign(capture.page.url))}
${line(say.seen, foreign(flag.message.seenAt))}
${line(say.record, escaped(flag.id))}
</header>
<main>
${rows}
</main>
<footer><p>${escaped(now)}</p></footer>
</body>
</html>
`;
  return { bytes: new TextEncoder().encode(html), images: write.images, missing: countMissing('images', write.lacking) };
}
