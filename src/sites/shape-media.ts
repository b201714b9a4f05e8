import type { MessageKind } from '../core/message.ts';
import { attributeOf, boxOf, classOf, flatParentOf, tagOf } from './dom.ts';
import { wordsOf } from './shape-days.ts';
import { isEmoji, TOKENS } from './shape-words.ts';
import { findAllInside } from './shape-within.ts';

const MEDIA = 'img, picture > img, video, audio, a[download], [class*="voice" i], [class*="file" i]';
/** A face beside a message is no larger, in CSS pixels. */
const MOST_FACE = 64;
const MOST_LOOKED = 30;
const MOST_WORDS = 300;

export interface Media {
  kind: MessageKind;
  attachments: string[];
}

/** Pictures, voices and files that hang on a message. Faces, icons and emoji do not. */
export function mediaOf(unit: Element, body: Element | null, pierce: boolean): Media {
  const found: Media = { kind: 'text', attachments: [] };
  let looked = 0;
  for (const element of findAllInside(unit, MEDIA, pierce)) {
    if (looked++ >= MOST_LOOKED) break;
    const kind = kindOf(element, body);
    if (!kind) continue;
    const words = `${kind}: ${nameOf(element)}`.trim();
    if (found.attachments.includes(words) && kind !== 'image') continue;
    found.attachments.push(words);
    if (found.kind === 'text') found.kind = kind;
  }
  return found;
}

function kindOf(element: Element, body: Element | null): Extract<MessageKind, 'image' | 'voice' | 'file'> | null {
  switch (tagOf(element)) {
    case 'IMG': return isFace(element) || isEmoji(attributeOf(element, 'alt') ?? '') ? null : 'image';
    case 'VIDEO': return 'image';
    case 'AUDIO': return 'voice';
    case 'A': return element === body || /\S/.test(wordsOf(element)) ? 'file' : null;
    default: return null;
  }
}

/** A picture of the person, or a sign of the program. */
export function isFace(image: Element): boolean {
  let at: Element | null = image;
  for (let up = 0; at && up < 3; up++, at = flatParentOf(at)) {
    if (TOKENS.avatar.test(classOf(at)) || TOKENS.avatar.test(attributeOf(at, 'data-testid') ?? '')) return true;
  }
  const { width, height } = boxOf(image);
  if (width > 0 && height > 0) return width <= MOST_FACE && height <= MOST_FACE;
  const given = Number.parseInt(attributeOf(image, 'width') ?? '', 10);
  return given > 0 && given <= MOST_FACE;
}

function nameOf(element: Element): string {
  const said = tagOf(element) === 'A' ? wordsOf(element, MOST_WORDS) : (attributeOf(element, 'alt') || attributeOf(element, 'title') || attributeOf(element, 'aria-label') || '');
  return said.trim().slice(0, MOST_WORDS);
}
