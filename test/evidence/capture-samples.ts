import type { FragmentImage, FragmentNode, FragmentRow, PageCapture } from '../../src/core/capture.ts';
import type { Flag } from '../../src/core/flag.ts';

export const SHOTS = '0b9f3f5e-8a57-4f0e-9d55-5a5f0a3c1d2e';

/** The smallest PNG: one pixel. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const pixelImage = (change: Partial<NonNullable<FragmentImage['data']>> = {}): FragmentImage => ({ tag: 'img', alt: 'photo', width: 20, height: 20, data: { type: 'image/png', base64: PIXEL, from: 'original', ...change } });

export function captureOf(flag: Flag, nodes: FragmentNode[] = [flag.message.text], around: Partial<Record<'before' | 'after', string[]>> = {}): PageCapture {
  const other = (place: 'before' | 'after') => (text: string, n: number): FragmentRow => ({ place, message: { ...flag.message, key: `${place}${n}`, text }, nodes: [text] });
  return {
    rows: [...(around.before ?? []).map(other('before')), { place: 'message', message: flag.message, nodes }, ...(around.after ?? []).map(other('after'))],
    ownAccount: { name: '小美' },
    page: { url: flag.message.url, title: 'Chat' },
    screen: { width: 1280, height: 800, pixelRatio: 1, viewportWidth: 1280, viewportHeight: 800, scrollX: 0, scrollY: 0 },
    locale: 'zh-CN',
    picture: { none: 'needs_a_gesture' },
  };
}
