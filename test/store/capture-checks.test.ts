import { describe, expect, it } from 'vitest';
import { CAPTURE_LIMITS, type FragmentNode, type PageCapture } from '../../src/core/capture.ts';
import { failureCode } from '../../src/core/failure.ts';
import { assertCaptureOf, checkCapture, checkShotRequest } from '../../src/store/capture-checks.ts';
import { captureOf, pixelImage, SHOTS } from '../evidence/capture-samples.ts';
import { sampleFlag } from '../evidence/samples.ts';

const flag = sampleFlag();
const good = () => structuredClone(captureOf(flag, [{ tag: 'p', children: ['明天 ', { tag: 'b', children: ['上'] }, { tag: 'br', children: [] }, pixelImage()] }], { before: ['a', 'b'], after: ['c'] }));
const refused = (value: unknown) => {
  try {
    checkCapture(value);
  } catch (error) {
    return failureCode(error);
  }
  return 'taken';
};
function deep(depth: number): FragmentNode {
  let node: FragmentNode = 'x';
  for (let n = 0; n < depth; n += 1) node = { tag: 'span', children: [node] };
  return node;
}

describe('a capture', () => {
  it('is taken as it is, text verbatim', () => {
    const sent = good();
    sent.rows[2]!.nodes = ['\0\ud800<script>\u202e', deep(CAPTURE_LIMITS.depth - 1)];
    expect(checkCapture(sent)).toEqual(sent);
  });

  it('loses members that it should not have, at every depth', () => {
    const sent = good() as unknown as { evil?: number; rows: { evil?: number; nodes: { onclick?: string; children: object[] }[] }[] };
    Object.assign(sent, { evil: 1 });
    Object.assign(sent.rows[2]!, { evil: 1 });
    Object.assign(sent.rows[2]!.nodes[0]!, { onclick: 'x', style: 'y', href: 'javascript:' });
    Object.assign(sent.rows[2]!.nodes[0]!.children[3]!, { src: 'https://evil.example/x.png' });
    expect(checkCapture(sent)).toEqual(good());
  });

  const change = (edit: (capture: PageCapture & Record<string, unknown>) => void) => {
    const sent = good();
    edit(sent as never);
    return sent;
  };
  const many = <T>(n: number, of: T): T[] => Array.from({ length: n }, () => of);
  it.each<[string, () => unknown]>([
    ['nothing', () => null],
    ['words', () => 'capture'],
    ['no rows', () => change((it) => { it.rows = []; })],
    ['no message among the rows', () => change((it) => { it.rows = it.rows.slice(0, 2); })],
    ['two messages', () => change((it) => { it.rows.push(it.rows[2]!); })],
    ['one after before one before', () => change((it) => { it.rows.reverse(); })],
    ['six before', () => change((it) => { it.rows = [...many(6, it.rows[0]!), it.rows[2]!]; })],
    ['a million rows', () => ({ ...good(), rows: many(1_000_000, 0) })],
    ['a row of another site', () => change((it) => { it.rows[0]!.message.site = 'https://other.example'; })],
    ['a row of another chat', () => change((it) => { it.rows[0]!.message.conversation = { id: 'c9', title: 'Bank' }; })],
    ['an element that is not on the list', () => change((it) => { it.rows[2]!.nodes = [{ tag: 'script', children: ['alert(1)'] } as never]; })],
    ['an element without children', () => change((it) => { it.rows[2]!.nodes = [{ tag: 'p' } as never]; })],
    ['null among the nodes', () => change((it) => { it.rows[2]!.nodes = [null as never]; })],
    ['a direction of its own', () => change((it) => { it.rows[2]!.nodes = [{ tag: 'p', dir: 'ltr" onload="x' as never, children: [] }]; })],
    ['an image of a kind that could do something', () => change((it) => { it.rows[2]!.nodes = [pixelImage({ type: 'image/svg+xml' as never })]; })],
    ['too deep', () => change((it) => { it.rows[2]!.nodes = [deep(CAPTURE_LIMITS.depth + 1)]; })],
    ['too many nodes, spread over rows', () => change((it) => { for (const row of it.rows) row.nodes = many(CAPTURE_LIMITS.nodes / 3, 'x'); })],
    ['too many images', () => change((it) => { it.rows[0]!.nodes = many(CAPTURE_LIMITS.images + 1, pixelImage()); })],
    ['an image that is too large', () => change((it) => { it.rows[0]!.nodes = [pixelImage({ base64: 'A'.repeat(6_000_000) })]; })],
    ['too many bytes of images', () => change((it) => { it.rows[0]!.nodes = many(4, pixelImage({ base64: 'A'.repeat(5_200_000) })); })],
    ['too much text in all', () => change((it) => { it.rows[0]!.nodes = many(5, 'x'.repeat(500_000)); })],
    ['a picture that is no UUID', () => change((it) => { it.picture = { shots: '../x', covers: 'message', cut: false }; })],
    ['a reason of its own', () => change((it) => { it.picture = { none: 'because' as never }; })],
    ['a screen of NaN', () => change((it) => { it.screen.pixelRatio = NaN; })],
    ['a time that is none', () => change((it) => { it.rows[0]!.message.seenAt = '2026-99-99T00:00:00Z'; })],
  ])('is refused with %s', (_what, sent) => {
    expect(refused(sent())).toBe('bad_request');
  });

  it('names no page of another site, whatever the page calls its address', () => {
    for (const url of ['https://bank.example/help', 'https://chat.example.evil/', 'https://chat.example@bank.example/', 'javascript:alert(1)', 'data:,x']) {
      const sent = change((it) => { it.page.url = url; it.rows[0]!.message.url = url; });
      expect(checkCapture(sent).page.url).toBe('https://chat.example');
      expect(checkCapture(sent).rows[0]!.message.url).toBe('https://chat.example');
    }
    for (const url of ['', 'https://chat.example/', 'https://chat.example/c?x=https://bank.example/#y']) expect(checkCapture(change((it) => { it.page.url = url; })).page.url).toBe(url);
  });

  it('belongs to the kept message and to no other', () => {
    expect(() => assertCaptureOf(good(), flag)).not.toThrow();
    for (const edit of [{ key: 'other' }, { site: 'https://other.example' }, { conversation: { id: 'c2', title: 'Chat' } }]) {
      expect(() => assertCaptureOf(good(), { ...flag, message: { ...flag.message, ...edit } })).toThrow(/bad_request/);
    }
  });
});

describe('a request for a photograph', () => {
  const shot = { picture: SHOTS, piece: 0, crop: { x: 0, y: -20.5, width: 300, height: 40 }, top: 0, viewport: { width: 1280, height: 800 } };
  it('is taken', () => expect(checkShotRequest({ ...shot, more: 1 })).toEqual(shot));
  it.each([
    [{ ...shot, picture: 'x' }], [{ ...shot, piece: CAPTURE_LIMITS.pieces }], [{ ...shot, piece: 0.5 }], [{ ...shot, top: -1 }], [{ ...shot, crop: { ...shot.crop, width: 0 } }],
    [{ ...shot, crop: { ...shot.crop, x: Infinity } }], [{ ...shot, viewport: { width: 0, height: 0 } }], [null],
  ])('is refused: %j', (value) => expect(() => checkShotRequest(value)).toThrow(/bad_request/));
});
