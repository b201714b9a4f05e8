import { isGranted, patternOf } from './hosts.ts';
import { inFrames } from './in-frames.ts';

/** A part of a page that comes from another site, in a frame: visitor chats stand in such. */
export interface ForeignPart {
  /** The one site, as a match pattern. */
  pattern: string;
  /** `off`: not granted; `on`: granted, and we are in; `silent`: granted, and yet there is no frame of it to be entered: it stands at another address than the page says, or is an error page. */
  state: 'off' | 'on' | 'silent';
}

/** What one frame tells of itself, checked. */
interface Looked {
  origin: string;
  frames: { site: string; area: number; inView: boolean }[];
}

/** Of each state. Pages hold dozens of frames with advertisements: those in view come first, then the largest. */
const MOST_PARTS = 3;
const MOST_FRAMES = 40;

/**
 * The parts of a tab's page that other sites bring: those on first, then those in view, large ones before small ones. Only what we may look into is known:
 * nothing of a page that is neither granted nor just clicked for. @param page the tab's own site, as a match pattern
 */
export async function foreignParts(tabId: number, page: string): Promise<ForeignPart[]> {
  const looks = (await inFrames(tabId, lookHere)).flatMap(({ frameId, result }) => {
    const looked = checkLooked(result);
    return looked ? [{ frameId, ...looked }] : [];
  });
  const entered = new Set(looks.filter(({ frameId }) => frameId !== 0).map(({ origin }) => patternOf(origin)));
  const seen = looks.flatMap(({ frames }) => frames).sort((a, b) => Number(b.inView) - Number(a.inView) || b.area - a.area).map(({ site }) => patternOf(site));
  const patterns = [...new Set([...entered, ...seen])].filter((pattern) => pattern !== null && pattern !== page) as string[];
  const parts = await Promise.all(patterns.map(async (pattern): Promise<ForeignPart> => ({
    pattern, state: !(await isGranted(pattern)) ? 'off' : entered.has(pattern) ? 'on' : 'silent',
  })));
  return (['on', 'silent', 'off'] as const).flatMap((state) => parts.filter((part) => part.state === state).slice(0, MOST_PARTS));
}

function checkLooked(value: unknown): Looked | null {
  if (typeof value !== 'object' || value === null) return null;
  const { origin, frames } = value as Record<string, unknown>;
  if (typeof origin !== 'string' || !Array.isArray(frames)) return null;
  return {
    origin,
    frames: frames.slice(0, MOST_FRAMES).filter((one): one is Looked['frames'][number] =>
      typeof one === 'object' && one !== null && typeof one.site === 'string' && Number.isFinite(one.area) && typeof one.inView === 'boolean'),
  };
}

/**
 * Runs in the frame, in the readers' world: nothing outside this function exists there. Visible frames of a size in which one can chat,
 * of other sites by the address that the page gave them. `document` is used by its prototype: a page's images may be named like its members.
 */
function lookHere(): unknown {
  // Frames smaller than this hold no chat that anyone reads, in px; of a page, so many elements and frames are looked at.
  const [least, mostElements, mostFrames] = [150, 20_000, 300];
  type Opener = { chrome?: { dom?: { openOrClosedShadowRoot?(element: Element): ShadowRoot | null } } };
  type Closed = { openOrClosedShadowRoot?: ShadowRoot | null };
  const frames: { site: string; area: number; inView: boolean }[] = [];
  const roots: Node[] = innerWidth >= least && innerHeight >= least ? [document] : [];
  let elements = 0;
  let looked = 0;
  for (let at = 0; at < roots.length; at++) {
    const root = roots[at]!;
    const found = (root === document ? Document.prototype : DocumentFragment.prototype).querySelectorAll.call(root, 'iframe, frame') as NodeListOf<HTMLIFrameElement>;
    // From the end: widgets are put after everything else.
    for (let n = found.length - 1; n >= 0 && looked < mostFrames; n--, looked++) {
      const frame = found[n]!;
      const { width, height, top, left, bottom, right } = frame.getBoundingClientRect();
      if (width < least || height < least || frame.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) === false) continue;
      // One that we are in anyway, and one that is locked away from every site.
      if (frame.contentDocument !== null || (frame.hasAttribute('sandbox') && !/(^|\s)allow-same-origin(\s|$)/i.test(frame.getAttribute('sandbox')!))) continue;
      try {
        const { protocol, hostname } = new URL(frame.src);
        frames.push({ site: `${protocol}//${hostname}/`, area: width * height, inView: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth });
      } catch {
        // Without an address: it was sent elsewhere by a script, and the page alone knows where.
      }
    }
    const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
    while (elements++ < mostElements && walker.lastChild());
    for (let node: Node | null = walker.currentNode; node && elements++ < mostElements; node = walker.previousNode()) {
      // A form is never a host, and its fields may be named like its members.
      if (!(node instanceof Element) || node instanceof HTMLFormElement) continue;
      let shadow = node.shadowRoot;
      if (!shadow && node.localName.includes('-')) {
        try {
          shadow = (node as Closed).openOrClosedShadowRoot ?? (globalThis as Opener).chrome?.dom?.openOrClosedShadowRoot?.(node) ?? null;
        } catch {
          // Not one that can have any.
        }
      }
      if (shadow) roots.push(shadow);
    }
  }
  frames.sort((a, b) => Number(b.inView) - Number(a.inView) || b.area - a.area);
  return { origin: globalThis.origin, frames: frames.slice(0, 40) };
}
