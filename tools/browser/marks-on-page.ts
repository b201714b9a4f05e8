import type { CDPSession, Page } from 'playwright-core';
import { wordsUnderlined } from './in-page.ts';

/** A sign after a message, as it stands on the page. Found through the debugger: its shadow root is closed to pages and to us. */
export interface MarkOnPage {
  /** What a screen reader says. */
  name: string;
  /** Middle of the sign, in CSS pixels of the window. */
  x: number;
  y: number;
}

interface DomNode {
  nodeId: number;
  nodeName: string;
  attributes?: string[];
  shadowRoots?: DomNode[];
  children?: DomNode[];
  contentDocument?: DomNode;
}

/** Words underlined on the page now, in no order. */
export function markedWords(page: Page): Promise<string[]> {
  return page.evaluate(wordsUnderlined);
}

async function withDom<T>(page: Page, use: (session: CDPSession, root: DomNode) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return await use(session, root as DomNode);
  } finally {
    await session.detach();
  }
}

/** Every element inside closed shadow roots that matches, with its attributes. */
function hidden(root: DomNode, matches: (node: DomNode, attributes: Map<string, string>) => boolean): [DomNode, Map<string, string>][] {
  const found: [DomNode, Map<string, string>][] = [];
  const stack: [DomNode, boolean][] = [[root, false]];
  while (stack.length > 0) {
    const [node, inside] = stack.pop()!;
    const list = node.attributes ?? [];
    const attributes = new Map(list.flatMap((name, i) => (i % 2 === 0 ? [[name, list[i + 1]!] as [string, string]] : [])));
    if (inside && matches(node, attributes)) found.push([node, attributes]);
    for (const child of [...(node.children ?? [])].reverse()) stack.push([child, inside]);
    for (const shadow of node.shadowRoots ?? []) stack.push([shadow, true]);
  }
  return found;
}

async function middle(session: CDPSession, nodeId: number): Promise<{ x: number; y: number } | null> {
  const box = await session.send('DOM.getBoxModel', { nodeId }).catch(() => null);
  if (!box) return null;
  const [x1, y1, , , x3, y3] = box.model.border as [number, number, number, number, number, number];
  return { x: (x1 + x3) / 2, y: (y1 + y3) / 2 };
}

/** The signs on the page, in document order. */
export function marksOnPage(page: Page): Promise<MarkOnPage[]> {
  return withDom(page, async (session, root) => {
    const marks: MarkOnPage[] = [];
    for (const [node, attributes] of hidden(root, (found, names) => found.nodeName === 'BUTTON' && names.get('aria-haspopup') === 'dialog')) {
      const place = await middle(session, node.nodeId);
      if (place) marks.push({ name: attributes.get('aria-label') ?? '', ...place });
    }
    return marks;
  });
}

/** Clicks a control of an open card with a real mouse, by the beginning of its words. */
export async function clickInCard(page: Page, words: RegExp): Promise<void> {
  const place = await withDom(page, async (session, root) => {
    for (const [node] of hidden(root, (found) => found.nodeName === 'BUTTON')) {
      const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId: node.nodeId });
      if (words.test(outerHTML.replace(/<[^>]+>/g, ''))) return middle(session, node.nodeId);
    }
    return null;
  });
  if (!place) throw new Error(`No control of the card says ${words}`);
  await page.mouse.click(place.x, place.y);
}

/** The words of the open card, or null when none is open. */
export function cardText(page: Page): Promise<string | null> {
  return withDom(page, async (session, root) => {
    const [dialog] = hidden(root, (_node, names) => names.get('role') === 'dialog');
    if (!dialog) return null;
    const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId: dialog[0].nodeId });
    return outerHTML.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim();
  });
}
