// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { lineOf } from '../../src/reader/capture-desk.ts';

describe('the line that says what came of archiving', () => {
  test.each([
    [{ outcome: 'archived', count: 1, screen: true }, 'Archived as evidence, with a picture of the screen.'],
    [{ outcome: 'archived', count: 1, screen: false }, 'Archived as evidence, with a picture drawn from its words.'],
    [{ outcome: 'archived', count: 1, screen: false, bare: true }, 'Archived. No picture could be made; the words are sealed.'],
    [{ outcome: 'archived', count: 3, screen: true, failed: 2 }, '3 messages archived as evidence, with pictures of the screen. 2 could not be archived. Their words are kept.'],
    [{ outcome: 'archived_before', count: 1, screen: false }, 'Archived already. Nothing was added.'],
    [{ outcome: 'failed', count: 0, screen: false }, 'That did not work. What was kept is safe.'],
    [{ outcome: 'nothing_here', count: 0, screen: false }, 'There is nothing here to archive.'],
  ] as const)('%j', (answer, words) => {
    expect(lineOf(answer, 'en')).toBe(words);
  });
});
