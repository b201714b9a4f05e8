import type { CaptureSource } from '../core/flag.ts';
import { baseKey } from './message-key.ts';
import { Ordinals } from './ordinals.ts';
import { Slices } from './slices.ts';
import type { OpenPage, Reading, RowReading, Site } from './site.ts';

export interface WatchOptions {
  document: Document;
  sites: readonly Site[];
  signal: AbortSignal;
  /** Called with messages in the page's order; the same message again when its row was re-rendered or changed. */
  onReadings(readings: Reading[]): void;
  now?: () => Date;
}

export interface Watch {
  /** Reads every row again, e.g. after the reader said what this chat is. */
  rereadAll(): void;
  /** What recognised the page, or null so far. */
  source(): { adapter: string; trust: CaptureSource['trust'] } | null;
}

/** How often at most an unrecognised page is looked at again, in ms. Looking costs more than a row does. */
const LOOK_AGAIN_MS = 250;

/** One row that an adapter chokes on must not take the rest of the chat with it. */
function safely<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Reads messages once now and whenever rows come or change, until the signal aborts. Leaves nothing behind. */
export function watch({ document, sites, signal, onReadings, now = () => new Date() }: WatchOptions): Watch {
  const ordinals = new Ordinals();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  let site: Site | undefined;
  let page: OpenPage | null = null;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;

  /** Rows, and elements that came and may hold rows: those are opened in their slice, for a page may add 10,000 at once. */
  const slices: Slices<Element> = new Slices<Element>((elements, more) => {
    const readings: Reading[] = [];
    for (const element of elements) {
      if (!element.isConnected || !page) continue;
      if (page.rowOf(element) !== element) slices.add(page.rowsIn(element));
      else {
        const reading = asReading(element, safely(() => page!.read(element)));
        if (reading) readings.push(reading);
      }
      if (!more()) break;
    }
    if (readings.length > 0) onReadings(readings);
  }, signal);

  function asReading(row: Element, read: RowReading | null): Reading | null {
    if (!read || !site) return null;
    const { conversation, author, text, sentAtShown, nativeId } = read;
    const base = baseKey({ conversationId: conversation.id, author: author.id ?? author.name, text, sentAtShown: sentAtShown || (read.sentAt ?? ''), ...(nativeId === undefined ? {} : { nativeId }) });
    return {
      row,
      spot: read.spot,
      source: { adapter: site.id, adapterVersion: site.version, trust: site.trust, pageTitle: document.title.slice(0, 2_000) },
      message: {
        key: ordinals.key(base, row, read.rowId),
        site: document.location.origin,
        conversation,
        author,
        text,
        sentAtShown,
        ...(read.sentAt === undefined ? {} : { sentAt: read.sentAt }),
        zone,
        seenAt: now().toISOString(),
        kind: read.kind,
        attachments: read.attachments,
        url: document.location.href.slice(0, 8_000),
      },
    };
  }

  function look(): void {
    lookTimer = undefined;
    if (signal.aborted || page?.stands()) return;
    page = null;
    for (const candidate of sites) {
      page = candidate.open(document);
      if (page) {
        site = candidate;
        slices.add(page.rowsIn(document));
        return;
      }
    }
  }

  function touched(records: MutationRecord[]): Element[] {
    const rows = new Set<Element>();
    for (const record of records) {
      // Something in a row changed: it is another reading. Elsewhere rows may have come with the added nodes.
      const around = page!.rowOf(record.target);
      if (around) rows.add(around);
      else for (const node of record.addedNodes) if (node.nodeType === 1) rows.add(node as Element);
    }
    return [...rows];
  }

  const observer = new MutationObserver((records) => {
    if (page?.stands()) slices.add(touched(records));
    else lookTimer ??= setTimeout(look, LOOK_AGAIN_MS);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(lookTimer);
    page = null;
  }, { once: true });
  look();

  return {
    rereadAll: () => {
      if (page && !signal.aborted) slices.add(page.rowsIn(document));
    },
    source: () => (page && site ? { adapter: site.id, trust: site.trust } : null),
  };
}
