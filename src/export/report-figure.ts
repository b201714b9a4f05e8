import type { SealedNote } from './entries.ts';
import type { ReportFacts } from './report-facts.ts';
import { html, NOTHING, type Html } from './report-html.ts';

type Words = Pick<ReportFacts, 'say' | 'clock' | 'copy'>;

/** The picture of an entry, from the file beside the report. */
export function fileFigure(words: Words, note: SealedNote): Html {
  return note.picture ? figure(words, note.picture, `${note.folder}/picture.png`) : NOTHING;
}

/**
 * A picture with what it is. Both its kinds say so in words: one drawn by us must never pass for a photograph.
 * @param address of our own making: a path of the bundle or a data URL
 */
export function figure({ say, clock, copy }: Words, picture: NonNullable<SealedNote['picture']>, address: string): Html {
  const { width, height, pixelRatio, method, pieces, takenAt } = picture;
  const words = method === 'screen' ? say('picture_screen', { time: clock(takenAt)?.local ?? takenAt, n: pieces }) : say('picture_rendered');
  const size = (pixels: number): number => Math.max(1, Math.round(pixels / (pixelRatio > 0 ? pixelRatio : 1)));
  return html`<figure><img src="${{ html: address }}" width="${size(width)}" height="${size(height)}" alt="${{ html: '' }}"><figcaption>${words}${copy === 'masked' ? html` ${say('picture_by_hand')}` : NOTHING}</figcaption></figure>
`;
}
