import * as v from 'valibot';
import { CAPTURE_LIMITS, FRAGMENT_TAGS, type FragmentImage, type FragmentNode, type FragmentRow, type PageCapture, type ShotRequest } from '../core/capture.ts';
import { MISSING_REASONS } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { LIMITS } from '../core/limits.ts';
import type { Message } from '../core/message.ts';
import { ownAddress } from '../core/own-address.ts';
import { messageBy, upTo } from './message-shape.ts';

/** Pixels of a page: a page may be scrolled and zoomed far, never to infinity. */
const px = v.pipe(v.number(), v.minValue(-10_000_000), v.maxValue(10_000_000));
const size = v.pipe(v.number(), v.minValue(1), v.maxValue(100_000));
const why = v.picklist(MISSING_REASONS);
const uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

/** The reader's own words too: they are context of what they archive. */
const message = messageBy(['them', 'me', 'system', 'unknown']);

const image = v.object({
  tag: v.literal('img'),
  alt: upTo(LIMITS.attachment),
  width: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)),
  height: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)),
  data: v.exactOptional(v.object({
    type: v.picklist(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    base64: v.pipe(v.string(), v.maxLength(Math.ceil(CAPTURE_LIMITS.imageBytes / 3) * 4)),
    from: v.picklist(['original', 'redrawn']),
  })),
  why: v.exactOptional(why),
});

const element = v.object({
  tag: v.picklist(FRAGMENT_TAGS),
  dir: v.exactOptional(v.picklist(['ltr', 'rtl'])),
  to: v.exactOptional(upTo(LIMITS.url)),
});

const row = v.object({ place: v.picklist(['before', 'message', 'after']), message, nodes: v.array(v.unknown()) });

const capture = v.object({
  rows: v.array(v.unknown()),
  ownAccount: v.nullable(v.object({ id: v.exactOptional(upTo(LIMITS.key)), name: upTo(LIMITS.name) })),
  page: v.object({ url: upTo(LIMITS.url), title: upTo(LIMITS.title) }),
  screen: v.object({ width: px, height: px, pixelRatio: v.pipe(v.number(), v.minValue(0.01), v.maxValue(100)), viewportWidth: px, viewportHeight: px, scrollX: px, scrollY: px }),
  locale: upTo(LIMITS.word),
  picture: v.union([
    v.object({ shots: uuid, covers: v.picklist(['message', 'message_and_context']), cut: v.boolean() }),
    v.object({ none: why }),
  ]),
});

const shot = v.object({
  picture: uuid,
  piece: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CAPTURE_LIMITS.pieces - 1)),
  crop: v.object({ x: px, y: px, width: size, height: size }),
  top: v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000)),
  viewport: v.object({ width: size, height: size }),
});

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, where: string): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  // Only where and what was expected: the value is a stranger's text and may be long.
  throw new Failure('bad_request', `${where} ${v.getDotPath(issue) ?? ''}: expected ${issue.expected ?? issue.type}`);
}

function require(holds: boolean, what: string): void {
  if (!holds) throw new Failure('bad_request', what);
}

const PLACES = new RegExp(`^(before ){0,${CAPTURE_LIMITS.context}}message( after){0,${CAPTURE_LIMITS.context}}$`);

/** What has been counted so far, over all rows. */
interface Spent {
  nodes: number;
  text: number;
  images: number;
  imageBytes: number;
}

function checkNodes(nodes: unknown[], depth: number, spent: Spent): FragmentNode[] {
  spent.nodes += nodes.length;
  require(spent.nodes <= CAPTURE_LIMITS.nodes, `more than ${CAPTURE_LIMITS.nodes} nodes`);
  require(depth <= CAPTURE_LIMITS.depth, `nodes deeper than ${CAPTURE_LIMITS.depth}`);
  return nodes.map((node) => {
    if (typeof node === 'string') {
      spent.text += node.length;
      require(spent.text <= 2 * LIMITS.text, 'too much text');
      return node;
    }
    if ((node as { tag?: unknown } | null)?.tag === 'img') return checkImage(node, spent);
    const { children } = (node ?? {}) as { children?: unknown };
    require(Array.isArray(children), 'node children: expected array');
    return { ...checked(element, node, 'node'), children: checkNodes(children as unknown[], depth + 1, spent) };
  });
}

function checkImage(node: unknown, spent: Spent): FragmentImage {
  const found: FragmentImage = checked(image, node, 'image');
  if (!found.data) return found;
  spent.images += 1;
  spent.imageBytes += Math.floor((found.data.base64.length * 3) / 4);
  require(spent.images <= CAPTURE_LIMITS.images, `more than ${CAPTURE_LIMITS.images} images`);
  require(spent.imageBytes <= CAPTURE_LIMITS.allImageBytes, `more than ${CAPTURE_LIMITS.allImageBytes} bytes of images`);
  return found;
}

/**
 * What a reader gathered of its page, checked: it comes from beside a hostile page. Unknown members are left out; text is taken verbatim.
 * @throws Failure `bad_request`
 */
export function checkCapture(value: unknown): PageCapture {
  // Measured before its members are looked at: a page may send a million.
  const { rows: sent } = (value ?? {}) as { rows?: unknown };
  require(Array.isArray(sent) && sent.length <= CAPTURE_LIMITS.rows, `rows: expected at most ${CAPTURE_LIMITS.rows}`);
  const spent: Spent = { nodes: 0, text: 0, images: 0, imageBytes: 0 };
  const rows = (sent as unknown[]).map((one) => {
    const { nodes, ...rest } = checked(row, one, 'row');
    return { ...rest, nodes: checkNodes(nodes, 1, spent) };
  });
  const places = rows.map(({ place }) => place).join(' ');
  require(PLACES.test(places), 'rows: expected some before, the message, some after');
  const [{ message: first }] = rows as [FragmentRow, ...FragmentRow[]];
  require(rows.every(({ message: { site, conversation } }) => site === first.site && conversation.id === first.conversation.id), 'rows: expected of one chat of one site');
  const { page, ...rest } = checked(capture, value, 'capture');
  return { ...rest, page: { ...page, url: ownAddress(page.url, first.site) }, rows };
}

/** @throws Failure `bad_request` */
export function checkShotRequest(value: unknown): ShotRequest {
  return checked<ShotRequest>(shot, value, 'shot');
}

/** The row of the message itself. */
export function messageRow(found: PageCapture): PageCapture['rows'][number] {
  return found.rows.find(({ place }) => place === 'message')!;
}

/** Refuses what was gathered of another message: a page that took over its reader must not dress up one message as another. @throws Failure `bad_request` */
export function assertCaptureOf(found: PageCapture, { message: kept }: Flag): void {
  const read: Message = messageRow(found).message;
  require(read.key === kept.key && read.site === kept.site && read.conversation.id === kept.conversation.id, 'capture: expected of the kept message');
}
