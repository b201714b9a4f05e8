import { titleOf } from './dom.ts';
import { fitted } from './fit-reading.ts';
import type { Identities } from './identities.ts';
import { addressOf, originOf } from './page-address.ts';
import type { Reading, RowReading, Site } from './site.ts';

export interface RawReading {
  raw: RowReading;
  row: Element;
  site: Site;
  document: Document;
  identities: Identities;
  /** ISO 8601 UTC. */
  seenAt: string;
}

const TITLE = 2_000;
const URL_LENGTH = 8_000;
/** `2026-11-22T04:20`: pages show seconds at one time and leave them out at another. */
const TO_THE_MINUTE = 16;

/** A row as the rest of the extension knows it. @returns also the key of its earlier wording, if it was edited */
export function asReading({ raw, row, site, document, identities, seenAt }: RawReading): { reading: Reading; editOf?: string } {
  const { conversation: shown, author, text, sentAt, sentAtShown, fleeting, nativeId, rowId, kind, attachments, spot } = fitted(raw);
  const { key, editOf, conversation } = identities.of(row, {
    conversationId: shown.id,
    title: shown.title,
    // A picture has no words: what hung on it tells it from others.
    text: text === '' ? attachments.join('\n') : text,
    author: author.id ?? author.name,
    time: sentAt?.slice(0, TO_THE_MINUTE) ?? (fleeting ? '' : sentAtShown),
    dated: sentAt !== undefined,
    shown: sentAtShown,
    ...(nativeId === undefined ? {} : { nativeId }),
    ...(rowId === undefined ? {} : { rowId }),
  });
  return {
    reading: {
      row,
      spot,
      source: { adapter: site.id, adapterVersion: site.version, trust: site.trust, pageTitle: titleOf(document).slice(0, TITLE) },
      message: {
        key,
        site: originOf(document) ?? document.location.origin,
        conversation,
        author,
        text,
        sentAtShown,
        ...(sentAt === undefined ? {} : { sentAt }),
        // Anew for each: a reader travels, and the zone is part of the evidence.
        zone: zoneNow(),
        seenAt,
        kind,
        attachments,
        url: addressOf(document).slice(0, URL_LENGTH),
      },
    },
    ...(editOf === undefined ? {} : { editOf }),
  };
}

let zone = { name: '', until: 0 };

/** Asking costs more than a row does: once a second is enough. */
function zoneNow(): string {
  const now = performance.now();
  if (now >= zone.until) zone = { name: Intl.DateTimeFormat().resolvedOptions().timeZone, until: now + 1_000 };
  return zone.name;
}
