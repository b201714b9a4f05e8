import type { OpenContext, OpenPage, Site } from './site.ts';

/** Rows tried, the newest, to see what an adapter can read. */
const SAMPLE = 30;
/** A known program gets so long to show its messages before the page is read by its looks, in ms. */
export const GRACE_MS = 2_500;

export interface Choice {
  site: Site | null;
  page: OpenPage | null;
  /** In the page's order. */
  rows: readonly Element[];
  /** Something was read by it. */
  reads: boolean;
  /** Name of the program that fits and reads nothing, while the page is read otherwise. */
  fellBackFrom: string | null;
  /** Of a page that may be a chat, too unsure to be read: 0 to 1. */
  unsure: number | null;
}

const NONE: Choice = { site: null, page: null, rows: [], reads: false, fellBackFrom: null, unsure: null };

/** One adapter that chokes on a page must not take the others with it. */
export function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

interface Tried {
  site: Site;
  page: OpenPage;
  rows: Element[];
  readable: number;
}

function attempt(site: Site, document: Document, context: OpenContext): Tried | null {
  const page = safely(() => site.open(document, context));
  if (!page) return null;
  const rows = safely(() => [...page.rowsIn(document)]) ?? [];
  return { site, page, rows, readable: rows.slice(-SAMPLE).filter((row) => safely(() => page.read(row))).length };
}

const chosen = ({ site, page, rows, readable }: Tried, change: Partial<Choice> = {}): Choice => ({ ...NONE, site, page, rows, reads: readable > 0, ...change });

/** What the reader showed on this site outweighs what we know of its program. */
const order = (site: Site) => (site.trust === 'taught' ? 0 : site.trust === 'detected' ? 2 : 1);

/**
 * What to read this page by: what the reader taught, else the adapter that reads most, else what its looks say. A program that
 * fits and shows nothing yet is waited for.
 * @param waited ms for which a program has fitted without a word read
 */
export function chooseSite(sites: readonly Site[], document: Document, context: OpenContext, waited: number): Choice {
  const tried = (kind: number) => sites.filter((site) => order(site) === kind).map((site) => attempt(site, document, context)).filter((one) => one !== null);
  const taught = tried(0).find(({ readable }) => readable > 0);
  if (taught) return chosen(taught);
  const fitting = tried(1).sort((a, b) => b.readable - a.readable || b.rows.length - a.rows.length);
  const best = fitting[0];
  if (best && best.readable > 0) return chosen(best);
  if (best && waited < GRACE_MS) return chosen(best);
  const detected = tried(2).find(({ readable }) => readable > 0);
  if (detected) return chosen(detected, { fellBackFrom: best?.site.name ?? null });
  const unsure = sites.map((site) => safely(() => site.glimpse?.(document, context) ?? null)).find((confidence) => confidence !== null) ?? null;
  return best ? chosen(best, { unsure }) : { ...NONE, unsure };
}
