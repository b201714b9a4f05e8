import { readingOf, readingRows } from '../../src/text/readings.ts';
import { SIMPLIFIED, TRADITIONAL } from '../../src/text/tables/simplified.ts';
import { isHan } from '../../src/text/scripts.ts';

/**
 * Hidden writing made from plain lines while training. What `normalise` undoes wholly (marks, width, look-alikes) teaches nothing, so
 * these are the ways that change the folded text: other characters of the same sound, typed pinyin, starred and dropped letters.
 */
export function cloak(text: string, random: () => number): string {
  const chars = [...text];
  const han = chars.filter((char) => isHan(char.codePointAt(0)!)).length;
  return han * 3 > chars.length ? cloakHan(chars, random) : cloakLatin(text, random);
}

const simple = new Map([...TRADITIONAL].map((char, index) => [char, [...SIMPLIFIED][index]!] as const));
const rows = readingRows();

function cloakHan(chars: string[], random: () => number): string {
  const share = 0.15 + 0.45 * random();
  const typed = random() < 0.35;
  return chars.map((char) => {
    const plain = simple.get(char) ?? char;
    const reading = readingOf(plain.codePointAt(0)!);
    if (reading === undefined || random() > share) return char;
    if (typed) return reading.replace('v', 'u');
    const others = rows.get(reading)!;
    return others[Math.floor(random() * others.length)]!;
  }).join('');
}

function cloakLatin(text: string, random: () => number): string {
  return text.split(' ').map((word) => {
    if (word.length < 4 || random() > 0.4) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    const way = random();
    if (way < 0.35) return `${word.slice(0, at)}*${word.slice(at + 1)}`;
    if (way < 0.6) return word[0] + word.slice(1).replace(/[aeiou]/g, '');
    if (way < 0.8) return word.slice(0, at) + word.slice(at + 1);
    return `${word.slice(0, at)}${word[at]!.repeat(4)}${word.slice(at + 1)}`;
  }).join(' ');
}
