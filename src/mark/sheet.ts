/**
 * Styles a document or shadow root from a content script. Chromium takes a constructed sheet, which no page policy
 * blocks and no element shows. Firefox refuses those from content scripts, so there it is a `<style>`; its text
 * must be set through `textContent`, which Firefox ascribes to the extension and not to the page's policy.
 */
export interface Sheet {
  /** Puts it back when the page threw it out. Writes nothing when it stands. */
  ensure(): void;
  replace(css: string): void;
  remove(): void;
}

type StyledRoot = Document | ShadowRoot;

/** Of a shadow root of ours: nothing in it is seen or pressed. What has the focus keeps it. */
const UNSEEN = '\n:host,*{opacity:0!important;pointer-events:none!important;transition:none!important;animation:none!important}';

/** Writes one sheet anew, as it is seen or not. False once its element is gone. */
type Write = (hidden: boolean) => boolean;
const written = new Set<Write>();
/** Badges come and go by the thousand. */
const gone = new FinalizationRegistry<Write>((one) => written.delete(one));
let hiding = 0;

/**
 * Takes everything of ours on this page out of sight, by our own sheets alone: no element or attribute of the page changes.
 * @returns puts it back
 */
export function hideOurs(): () => void {
  let hides = true;
  hiding++;
  write();
  return () => {
    if (!hides) return;
    hides = false;
    hiding--;
    write();
  };
}

function write(): void {
  for (const one of written) if (!one(hiding > 0)) written.delete(one);
}

/** For the page itself. What it styles is not seen while ours is hidden. */
export function addSheet(root: StyledRoot, css: string): Sheet {
  let now = css;
  const sheet = constructedSheet(root, hiding > 0 ? '' : css) ?? elementSheet(root, hiding > 0 ? '' : css);
  const one: Write = (hidden) => {
    sheet.replace(hidden ? '' : now);
    return true;
  };
  written.add(one);
  return {
    ensure: sheet.ensure,
    replace: (next) => {
      now = next;
      if (hiding === 0) sheet.replace(next);
    },
    remove: () => {
      written.delete(one);
      sheet.remove();
    },
  };
}

const shared = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** For shadow roots, which are many: one parsed sheet serves all of them. Never replaced, gone with its root. */
export function addSharedSheet(root: ShadowRoot, css: string): void {
  const document = root.ownerDocument;
  try {
    let sheets = shared.get(document);
    if (!sheets) shared.set(document, (sheets = new Map()));
    let sheet = sheets.get(css);
    if (!sheet) {
      const made = (sheet = new CSSStyleSheet());
      const one: Write = (hidden) => {
        made.replaceSync(hidden ? css + UNSEEN : css);
        return true;
      };
      one(hiding > 0);
      sheets.set(css, sheet);
      written.add(one);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    elementSheet(root, hiding > 0 ? css + UNSEEN : css);
    const style = new WeakRef(root.lastChild!);
    const one: Write = (hidden) => {
      const found = style.deref();
      if (found) found.textContent = hidden ? css + UNSEEN : css;
      return found !== undefined;
    };
    written.add(one);
    gone.register(root.lastChild!, one);
  }
}

function constructedSheet(root: StyledRoot, css: string): Sheet | null {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const ensure = () => {
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    };
    ensure();
    return {
      ensure,
      replace: (next) => sheet.replaceSync(next),
      remove: () => {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
      },
    };
  } catch {
    return null;
  }
}

function elementSheet(root: StyledRoot, css: string): Sheet {
  const document = root.ownerDocument ?? (root as Document);
  const style = document.createElement('style');
  style.textContent = css;
  const parent = () => ('head' in root ? (root.head ?? root.documentElement) : root);
  const ensure = () => {
    if (!style.isConnected) parent().append(style);
  };
  ensure();
  return {
    ensure,
    replace: (next) => {
      style.textContent = next;
    },
    remove: () => style.remove(),
  };
}
