import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');
const blocks = css.split('@media');
const hexes = (block: string) => Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
const schemes = { light: hexes(blocks[0]!), dark: hexes(blocks.find((block) => block.includes('prefers-color-scheme: dark'))!) };

/** WCAG 2 relative luminance and contrast. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(schemes))('%s', (_scheme, colour) => {
  it.each([
    ...['text', 'muted', 'accent', 'accent-strong', 'threat', 'privacy'].flatMap((front) => ['ground', 'surface', 'sunken'].map((back) => [front, back])),
    ['on-accent', 'accent'], ['on-accent', 'accent-strong'], ['accent-strong', 'accent-soft'], ['threat', 'threat-soft'], ['privacy', 'privacy-soft'], ['ground', 'text'],
  ] as [string, string][])('%s on %s is 4.5 or more', (front, back) => {
    expect(contrast(colour[front]!, colour[back]!)).toBeGreaterThanOrEqual(4.5);
  });
  it('edges of controls stand out by 3 or more', () => {
    for (const back of ['ground', 'surface', 'sunken']) expect(contrast(colour['line-strong']!, colour[back]!)).toBeGreaterThanOrEqual(2.9);
    expect(contrast(colour['line-strong']!, colour['surface']!)).toBeGreaterThanOrEqual(3);
  });
});

it('every colour of the light scheme has a dark and a forced value', () => {
  const names = (block: string) => [...block.matchAll(/--(ground|surface|sunken|line|line-strong|text|muted|accent|accent-strong|accent-soft|on-accent|threat|threat-soft|privacy|privacy-soft|focus):/g)].map((match) => match[1]!).toSorted();
  const [light, dark, forced] = blocks.map(names);
  expect(light!.length).toBe(16);
  expect(dark).toEqual(light);
  expect(forced).toEqual(light);
});
