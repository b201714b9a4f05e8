import { CAPTURE_LIMITS, type FragmentImage, type FragmentNode, type PageCapture } from '../core/capture.ts';
import type { NotCaptured } from '../core/entry.ts';
import type { Flag } from '../core/flag.ts';
import type { Language } from '../locales/language.ts';
import { imageBytes } from './fragment-images.ts';
import { layOut, STYLES, type DrawnRow, type Layout, type Style } from './picture-layout.ts';

/** Pixels of the picture for each CSS pixel: sharp on paper. */
const RATIO = 2;
/** Images that are drawn; the fragment holds the others. */
const MOST_IMAGES = 6;

const LATIN = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans'";
const HANS = "'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'HarmonyOS Sans SC', 'MiSans', 'Source Han Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei'";
const HANT = "'PingFang TC', 'PingFang HK', 'Microsoft JhengHei UI', 'Microsoft JhengHei', 'Source Han Sans TC', 'Noto Sans CJK TC', 'Noto Sans TC'";

const fontOf = (style: Style, language: Language): string =>
  `${STYLES[style].weight} ${STYLES[style].size}px ${LATIN}, ${language === 'zh_TW' ? `${HANT}, ${HANS}` : `${HANS}, ${HANT}`}, sans-serif`;

/** Widths of texts up to so many UTF-16 units are remembered while one picture is drawn. */
const LONGEST_KNOWN = 16;

type Context = OffscreenCanvasRenderingContext2D;

export interface DrawnPicture {
  png: Blob;
  /** In pixels of the picture. */
  width: number;
  height: number;
  pixelRatio: number;
  covers: 'message' | 'message_and_context';
}

/**
 * A picture of a message and its context, drawn from the words, where there is no photograph. It says so itself, and why.
 * @param capture null: the words of the kept message alone
 * @param zone IANA zone of the device
 * @throws where the browser has no canvas for workers, or no memory
 */
export async function drawPicture({ flag, capture, why, language, zone }: { flag: Flag; capture: PageCapture | null; why: NotCaptured['why']; language: Language; zone: string }): Promise<DrawnPicture> {
  const bitmaps: ImageBitmap[] = [];
  try {
    const rows = await drawnRows(flag, capture, bitmaps);
    const layout = layOut({ flag, rows, why, language, zone, measure: measureIn(language) });
    const pixelRatio = Math.min(RATIO, Math.floor(Math.sqrt(CAPTURE_LIMITS.pixels / (layout.width * layout.height)) * 100) / 100);
    const canvas = paint(layout, pixelRatio, bitmaps, language);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return { png, width: canvas.width, height: canvas.height, pixelRatio, covers: rows.length > 1 ? 'message_and_context' : 'message' };
  } finally {
    for (const bitmap of bitmaps) bitmap.close();
  }
}

/** To set a font is dear, and so is to measure: the same characters come again and again. */
function measureIn(language: Language): (text: string, style: Style) => number {
  const known = new Map<Style, { context: Context; widths: Map<string, number> }>();
  return (text, style) => {
    let of = known.get(style);
    if (!of) {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.font = fontOf(style, language);
      known.set(style, of = { context, widths: new Map() });
    }
    const width = of.widths.get(text) ?? of.context.measureText(text).width;
    if (text.length <= LONGEST_KNOWN) of.widths.set(text, width);
    return width;
  };
}

async function drawnRows(flag: Flag, capture: PageCapture | null, bitmaps: ImageBitmap[]): Promise<DrawnRow[]> {
  if (!capture) return [{ place: 'message', message: flag.message, images: [], lacking: [] }];
  const rows: DrawnRow[] = capture.rows.map(({ place, message }) => ({ place, message: place === 'message' ? flag.message : message, images: [], lacking: [] }));
  // The message's own images first: there is not room for all.
  const order = capture.rows.map((row, n) => ({ row, n })).toSorted((a, b) => Number(b.row.place === 'message') - Number(a.row.place === 'message'));
  for (const { row, n } of order) {
    for (const image of imagesOf(row.nodes)) {
      const bitmap = bitmaps.length < MOST_IMAGES ? await bitmapOf(image) : null;
      if (bitmap) rows[n]!.images.push({ image: bitmaps.push(bitmap) - 1, width: image.width || bitmap.width, height: image.height || bitmap.height });
      else rows[n]!.lacking.push(image.alt);
    }
  }
  return rows;
}

function imagesOf(nodes: FragmentNode[]): FragmentImage[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : node.tag === 'img' ? [node] : imagesOf(node.children)));
}

/** Null for what the browser cannot read, whatever its first bytes say. */
async function bitmapOf(image: FragmentImage): Promise<ImageBitmap | null> {
  const found = imageBytes(image);
  return 'why' in found ? null : createImageBitmap(new Blob([found.bytes], { type: found.facts.type })).catch(() => null);
}

function paint({ width, height, marks }: Layout, ratio: number, bitmaps: ImageBitmap[], language: Language): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const context: Context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  for (const mark of marks) {
    if (mark.kind === 'box') paintBox(context, mark);
    else if (mark.kind === 'image') context.drawImage(bitmaps[mark.image]!, mark.x, mark.y, mark.width, mark.height);
    else paintLine(context, mark, language);
  }
  return canvas;
}

function paintBox(context: Context, { x, y, width, height, fill, stroke }: Extract<Layout['marks'][number], { kind: 'box' }>): void {
  if (fill) {
    context.fillStyle = fill;
    context.fillRect(x, y, width, height);
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineWidth = 2;
    context.strokeRect(x, y, width, height);
  }
}

/** Nothing of a line leaves its own box: marks heaped on one letter would reach over the words of others, and of ours. */
function paintLine(context: Context, { x, y, width, text, dir, style }: Extract<Layout['marks'][number], { kind: 'line' }>, language: Language): void {
  const { size, line, color } = STYLES[style];
  context.save();
  context.beginPath();
  context.rect(x, y, width, line);
  context.clip();
  context.font = fontOf(style, language);
  context.fillStyle = color;
  context.textBaseline = 'alphabetic';
  context.direction = dir;
  context.textAlign = dir === 'rtl' ? 'right' : 'left';
  context.fillText(text, dir === 'rtl' ? x + width : x, y + (line + size * 0.72) / 2);
  context.restore();
}
