import type { CaptureSource } from '../core/flag.ts';
import { fitted } from './fit-reading.ts';
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
/** The same while an adapter fits and nothing could be read by it. */
const LOOK_ELSEWHERE_MS = 1_000;
/** Rows tried, the newest, to see what an adapter can read. */
const SAMPLE = 30;

/** One row that an adapter chokes on must not take the rest of the chat with it. */
function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Reads messages once now and whenever rows come or change, until the signal aborts. Leaves nothing behind. */
export function watch({ document, sites, signal, onReadings, now = () => new Date() }: WatchOptions): Watch {
  const ordinals = new Ordinals();
  let zone = '';
  let site: Site | undefined;
  let page: OpenPage | null = null;
  /** A message was read by this adapter, so it is the right one. */
  let settled = false;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;

  /** Rows, and elements that came and may hold rows: those are opened in their slice, for a page may add 10,000 at once. */
  const slices: Slices<Element> = new Slices<Element>((elements, more) => {
    // Anew for each slice: a reader travels, and the zone is part of the evidence.
    zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const readings: Reading[] = [];
    for (const element of elements) {
      if (!element.isConnected || !page) continue;
      const opened = page;
      safely(() => {
        if (opened.rowOf(element) !== element) return slices.add(opened.rowsIn(element));
        const reading = asReading(element, opened.read(element));
        if (reading) readings.push(reading);
      });
      if (!more()) break;
    }
    if (readings.length > 0) onReadings(readings);
  }, signal);

  function asReading(row: Element, raw: RowReading | null): Reading | null {
    if (!raw || !site) return null;
    settled = true;
    const read = fitted(raw);
    const { conversation, author, text, sentAtShown, nativeId } = read;
    const base = baseKey({ conversationId: conversation.id, author: author.id ?? author.name, text, sentAtShown: read.sentAt ?? sentAtShown, ...(nativeId === undefined ? {} : { nativeId }) });
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

  /** Takes the adapter that reads most. One that fits but reads nothing is kept for the time being: the chat may be empty yet. */
  function look(): void {
    lookTimer = undefined;
    if (signal.aborted || (settled && page?.stands())) return;
    const opened = sites.flatMap((candidate) => {
      const found = safely(() => candidate.open(document));
      const rows = found ? (safely(() => found.rowsIn(document)) ?? []) : [];
      return found ? [{ candidate, found, rows, readable: rows.slice(-SAMPLE).filter((row) => safely(() => found.read(row))).length }] : [];
    });
    // Detection stands last and wins only where no adapter reads anything.
    const best = opened.filter(({ candidate }) => candidate.trust !== 'detected').sort((a, b) => b.readable - a.readable)[0];
    const taken = best && best.readable > 0 ? best : (opened.find(({ readable }) => readable > 0) ?? best);
    settled = false;
    site = taken?.candidate;
    page = taken?.found ?? null;
    if (taken) slices.add(taken.rows);
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
    const stands = page !== null && safely(() => page!.stands()) === true;
    if (stands) slices.add(safely(() => touched(records)) ?? []);
    if (!stands || !settled) lookTimer ??= setTimeout(look, stands ? LOOK_ELSEWHERE_MS : LOOK_AGAIN_MS);
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
