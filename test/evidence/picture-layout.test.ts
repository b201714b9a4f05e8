import { describe, expect, it } from 'vitest';
import { layOut, STYLES, type DrawnInput, type DrawnRow, type Mark } from '../../src/evidence/picture-layout.ts';
import { capture as words } from '../../src/locales/capture.ts';
import { LANGUAGES } from '../../src/locales/language.ts';
import { sampleFlag } from './samples.ts';

const flag = sampleFlag();
const row = (text: string, place: DrawnRow['place'] = 'message', change: Partial<DrawnRow> = {}): DrawnRow => ({ place, message: { ...flag.message, text }, images: [], lacking: [], ...change });
const lay = (change: Partial<DrawnInput> = {}) => layOut({ flag, rows: [row(flag.message.text)], why: 'needs_a_gesture', language: 'zh_CN', zone: 'Asia/Shanghai', measure: (text) => text.length * 12, ...change });
const linesOf = (marks: Mark[]) => marks.filter((mark) => mark.kind === 'line');
const said = (marks: Mark[]) => linesOf(marks).map(({ text }) => text);

describe('a drawn picture', () => {
  it.each(LANGUAGES)('%s: says before anything else that it was drawn, and why', (language) => {
    const say = words[language];
    const joined = said(lay({ language }).marks).join('').replaceAll(' ', '');
    const wanted = `${say.drawn_label}${say.drawn_label_more}${say.drawn_why.replace('{why}', say.why_needs_a_gesture)}`.replaceAll(' ', '');
    expect(joined.startsWith(wanted)).toBe(true);
  });

  it('has a word for every reason, even those of which nobody thought', () => {
    expect(said(lay({ why: 'not_measured' }).marks).join('')).toContain(words.zh_CN.why_failed);
  });

  it('shows the words whole, with name, time, chat, site and number', () => {
    const all = said(lay().marks).join('\n');
    for (const part of [flag.message.text, '王经理', '21:14', 'Chat', 'https://chat.example', '2026-03-02 21:15:00 UTC+08:00', flag.id]) expect(all).toContain(part);
  });

  it('stays of a size that can be opened, whatever comes, and says what is left out', () => {
    const long = '催'.repeat(200_000);
    const images = Array.from({ length: 6 }, (_none, image) => ({ image, width: 90_000, height: 90_000 }));
    const { width, height, marks } = lay({ rows: [...Array.from({ length: 5 }, () => row(long, 'before')), row(long, 'message', { images }), ...Array.from({ length: 5 }, () => row(long, 'after'))] });
    expect(width * height * 4).toBeLessThan(40_000_000);
    expect(height * 2).toBeLessThan(32_767);
    expect(said(marks).filter((text) => text.includes('后面还有'))).toHaveLength(11);
    for (const mark of marks) {
      expect(mark.x).toBeGreaterThanOrEqual(0);
      expect(mark.x + mark.width).toBeLessThanOrEqual(width);
      expect(mark.y + (mark.kind === 'line' ? STYLES[mark.style].line : mark.height)).toBeLessThanOrEqual(height);
    }
  });

  it('no two lines share a place: foreign words cannot cover ours', () => {
    const found = linesOf(lay({ rows: [row(`a\n\n${'\u0301'.repeat(3000)}\u202eb`, 'before'), row('x\n'.repeat(300))] }).marks);
    for (const [n, line] of found.entries()) if (n > 0) expect(line.y).toBeGreaterThanOrEqual(found[n - 1]!.y + STYLES[found[n - 1]!.style].line);
  });

  it('a name of many lines cannot look like words of ours', () => {
    const name = `Wang\n\n${words.zh_CN.drawn_label}`;
    const all = said(lay({ rows: [{ ...row('x'), message: { ...flag.message, author: { name, role: 'them' } } }] }).marks);
    expect(all.filter((text) => text === words.zh_CN.drawn_label)).toHaveLength(1);
  });
});
