import { browser } from 'wxt/browser';
import { CAPTURE_LIMITS, type ShotAnswer, type ShotRequest } from '../core/capture.ts';
import type { NotCaptured } from '../core/entry.ts';
import { cropOf, planPicture, type Crop } from '../evidence/picture-crop.ts';
import { pageOrigin, type Sender } from './senders.ts';
import { inTurn, photographWindow, whyRefused } from './shot-queue.ts';

type Why = NotCaptured['why'];

/** What is kept of a photograph: the part that was asked for, and nothing else of the window. */
interface Piece extends Crop {
  png: Blob;
}

interface Shots {
  /** Of the page that asked: no other may use them. */
  site: string;
  /** ISO 8601 UTC of the first photograph; empty before it. */
  takenAt: string;
  pieces: (Piece | undefined)[];
  /** Why pieces of it did not come, by number. One that comes after all is taken off. */
  refused: Map<number, Why>;
  timer: ReturnType<typeof setTimeout>;
}

const KEPT_MS = 120_000;
/** Pictures that wait to be archived, over all tabs: as PNG a few megabytes each, and never more than `pictureBytes`. */
const MOST_PICTURES = 16;

/** In memory alone: a worker that ends in between forgets them, and a picture is drawn instead. */
const held = new Map<string, Shots>();

/** For tests: how many pictures are held. */
export const shotsHeld = (): number => held.size;

function drop(picture: string): void {
  clearTimeout(held.get(picture)?.timer);
  held.delete(picture);
}

/** The oldest of the site that holds most, so that no page can push out another site's; of several such sites, the one that asks. */
function dropOne(asking: string): void {
  const counts = new Map<string, number>();
  for (const { site } of held.values()) counts.set(site, (counts.get(site) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const from = counts.get(asking) === most ? asking : [...counts].find(([, count]) => count === most)![0];
  for (const [picture, { site }] of held) if (site === from) return drop(picture);
}

function shotsFor(picture: string, site: string): Shots | null {
  const known = held.get(picture);
  if (known) return known.site === site ? known : null;
  if (held.size >= MOST_PICTURES) dropOne(site);
  const shots: Shots = { site, takenAt: '', pieces: [], refused: new Map(), timer: setTimeout(() => drop(picture), KEPT_MS) };
  held.set(picture, shots);
  return shots;
}

/** The window that shows this tab's page of this site now, or why none does. */
async function windowShowing(tabId: number, site: string): Promise<{ why: Why } | { windowId: number }> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (!tab?.active || tab.windowId === undefined) return { why: 'tab_not_visible' };
  const window = await browser.windows.get(tab.windowId).catch(() => null);
  if (!window || window.state === 'minimized') return { why: 'tab_not_visible' };
  // A frame of another site must not have the page around it photographed.
  if (originOf(tab.url) !== site) return { why: 'in_a_frame' };
  return { windowId: tab.windowId };
}

function originOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : null;
}

/** Of a data URL that the browser itself made: megabytes, so in a plain loop. */
function bytesOf(dataUrl: string): Uint8Array<ArrayBuffer> {
  const binary = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  const bytes = new Uint8Array(binary.length);
  for (let n = 0; n < binary.length; n += 1) bytes[n] = binary.charCodeAt(n);
  return bytes;
}

async function cut(dataUrl: string, request: ShotRequest): Promise<Piece | { why: Why }> {
  const bytes = bytesOf(dataUrl);
  const whole = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  try {
    const crop = cropOf(whole, request);
    if ('why' in crop) return crop;
    const canvas = new OffscreenCanvas(crop.width, crop.height);
    canvas.getContext('2d')!.drawImage(whole, -crop.x, -crop.y);
    return { ...crop, png: await canvas.convertToBlob({ type: 'image/png' }) };
  } finally {
    whole.close();
  }
}

/**
 * Photographs the window of the page that asks, when its tab is in front, and keeps the part that was asked for two minutes at most. The page
 * learns whether it was taken, never what is on it.
 * @param request checked
 */
export async function takeShot(request: ShotRequest, sender: Sender, ownOrigin: string, clock: () => Date = () => new Date()): Promise<ShotAnswer> {
  const site = pageOrigin(sender, ownOrigin);
  const tabId = sender.tab?.id;
  if (site === null || tabId === undefined) return { taken: false, why: 'browser_refused' };
  const turn = inTurn(site, async (): Promise<ShotAnswer> => {
    const shots = shotsFor(request.picture, site);
    if (!shots) return { taken: false, why: 'failed' };
    const why = await takePiece(shots, request, tabId, site, clock).catch(() => 'failed' as const);
    if (why === null) {
      shots.refused.delete(request.piece);
      return { taken: true };
    }
    shots.refused.set(request.piece, why);
    return { taken: false, why };
  });
  return (await turn) ?? { taken: false, why: 'failed' };
}

/** Null when it was taken. */
async function takePiece(shots: Shots, request: ShotRequest, tabId: number, site: string, clock: () => Date): Promise<Why | null> {
  const before = await windowShowing(tabId, site);
  if ('why' in before) return before.why;
  let turned = false;
  const watch = ({ windowId }: { windowId: number }): void => { turned ||= windowId === before.windowId; };
  browser.tabs.onActivated.addListener(watch);
  let photograph: string;
  try {
    photograph = await photographWindow(before.windowId);
    shots.takenAt ||= clock().toISOString();
    // The reader may have turned to another tab, or the page gone elsewhere or opened a tab for a moment, while the browser worked: it is not
    // known what was photographed.
    const after = await windowShowing(tabId, site);
    if ('why' in after) return after.why;
    if (turned || after.windowId !== before.windowId) return 'tab_not_visible';
  } catch (error) {
    return whyRefused(error);
  } finally {
    browser.tabs.onActivated.removeListener(watch);
  }
  const piece = await cut(photograph, request);
  if ('why' in piece) return piece.why;
  const others = shots.pieces.filter((one, n) => one && n !== request.piece) as Piece[];
  if (others.reduce((sum, { width, height }) => sum + width * height, piece.width * piece.height) > 2 * CAPTURE_LIMITS.pixels) return 'too_large';
  // A page of noise packs into nothing smaller.
  if (others.reduce((sum, { png }) => sum + png.size, piece.png.size) > CAPTURE_LIMITS.pictureBytes) return 'too_large';
  shots.pieces[request.piece] = piece;
  return null;
}

export interface Picture {
  png: Blob;
  width: number;
  height: number;
  pieces: number;
  pixelRatio: number;
  takenAt: string;
}

/** Puts the photographs of a picture together, and forgets them. @param site of the message: another site's photographs are never used */
export async function collectPicture(picture: string, site: string): Promise<Picture | { why: Why }> {
  const shots = held.get(picture);
  if (!shots || shots.site !== site) return { why: 'failed' };
  drop(picture);
  const [refused] = shots.refused.values();
  if (refused !== undefined) return { why: refused };
  const pieces = Array.from(shots.pieces);
  const plan = planPicture(pieces);
  if ('why' in plan) return plan;
  const { width, height, pixelRatio, places } = plan;
  const facts = { width, height, pieces: pieces.length, pixelRatio, takenAt: shots.takenAt };
  const [only] = pieces;
  if (pieces.length === 1 && only) return { ...facts, png: only.png };
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  for (const { piece, y } of places) {
    const bitmap = await createImageBitmap(pieces[piece]!.png);
    context.drawImage(bitmap, 0, y);
    bitmap.close();
  }
  return { ...facts, png: await canvas.convertToBlob({ type: 'image/png' }) };
}
