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

export function addSheet(root: StyledRoot, css: string): Sheet {
  return constructedSheet(root, css) ?? elementSheet(root, css);
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
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.set(css, sheet);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    elementSheet(root, css);
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
