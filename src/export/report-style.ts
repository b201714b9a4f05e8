import { htmlLang, type Language } from '../locales/language.ts';
import type { Say } from './words.ts';

const HANS = '"PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC"';
const HANT = '"PingFang TC", "PingFang HK", "Microsoft JhengHei", "Source Han Sans TC", "Noto Sans CJK TC", "Noto Sans TC"';
const LATIN = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans"';
/** Chinese faces come first in Chinese: quotation marks and dashes have one code in both scripts, and need the wide form. */
const FACES: Record<Language, string> = { en: `${LATIN}, ${HANS}, ${HANT}`, zh_CN: `${HANS}, ${LATIN}`, zh_TW: `${HANT}, ${LATIN}` };

/** A CSS string. Its words are ours or digits, but a style element must not depend on that. */
function css(text: string): string {
  return `"${text.replace(/[\\"<\n\r]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}

/** Black on white, for A4. Browsers without page margin boxes print their own page numbers. */
export function reportStyle(language: Language, say: Say, running: string): string {
  return `
:root { color-scheme: light; --rule: #9a9a9a; --soft: #595959; }
@page {
  size: A4; margin: 22mm 18mm 20mm;
  @top-left { content: ${css(say('title'))}; font: 8pt sans-serif; color: #595959; }
  @top-right { content: ${css(running)}; font: 8pt sans-serif; color: #595959; }
  @bottom-right { content: ${css(say('page_before'))} counter(page) ${css(say('page_between'))} counter(pages) ${css(say('page_after'))}; font: 8pt sans-serif; color: #595959; }
}
@page :first { @top-left { content: none; } @top-right { content: none; } }
* { box-sizing: border-box; }
html { background: #fff; color: #000; }
body { margin: 0 auto; max-width: 174mm; padding: 12mm 5mm; font: 10pt/1.55 ${FACES[language]}, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif; overflow-wrap: anywhere; line-break: strict; }
h1, h2, h3 { line-height: 1.3; font-weight: 600; break-after: avoid; text-wrap: balance; }
h1 { font-size: 22pt; margin: 0 0 2mm; }
h2 { font-size: 14pt; margin: 12mm 0 4mm; padding-bottom: 1.5mm; border-bottom: 0.75pt solid #000; }
h3 { font-size: 10.5pt; margin: 7mm 0 2mm; }
p { margin: 0 0 2.5mm; orphans: 3; widows: 3; }
ul { margin: 0 0 3mm; padding-inline-start: 5mm; }
li { margin-bottom: 1.5mm; }
a { color: inherit; text-decoration: none; }
code, .hash { font-family: ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 0.86em; }
pre { margin: 0 0 1mm; padding: 2mm 3mm; border: 0.5pt solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.4; font-size: 9pt; }
.good { margin-bottom: 4mm; color: var(--soft); }
.hash span { margin-inline-end: 1.2mm; }
.subtitle { font-size: 12pt; margin-bottom: 6mm; }
.soft, th, dt { color: var(--soft); font-weight: 400; }
.facts { display: grid; grid-template-columns: 46mm 1fr; margin: 6mm 0; border-top: 0.5pt solid var(--rule); }
.facts > * { margin: 0; padding: 1.4mm 0; border-bottom: 0.5pt solid var(--rule); }
.hand { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm 8mm; margin-top: 3mm; }
.hand div { border-bottom: 0.5pt solid #000; height: 11mm; color: var(--soft); font-size: 8.5pt; }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; font-size: 9.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 0.8mm 3mm 0.8mm 0; border-bottom: 0.5pt solid #cfcfcf; text-align: start; vertical-align: baseline; }
thead th { border-bottom-color: #000; font-size: 8.5pt; }
.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; width: 20mm; }
.bar { width: 34mm; padding-inline-end: 0; }
.bar i { display: inline-block; vertical-align: middle; border-bottom: 5pt solid #8a8a8a; }
.name { width: 46%; }
article { margin: 0 0 6mm; padding-top: 2mm; border-top: 0.5pt solid var(--rule); }
article.short { break-inside: avoid; }
article > header { display: flex; flex-wrap: wrap; gap: 1mm 5mm; align-items: baseline; break-after: avoid; }
article > header b { min-width: 18mm; font-variant-numeric: tabular-nums; }
article dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.8mm 4mm; margin: 1mm 0 2mm; font-size: 8.5pt; line-height: 1.4; break-after: avoid; break-inside: avoid; }
article dt { font-size: 7.5pt; }
article dd { margin: 0; font-variant-numeric: tabular-nums; }
article .wide { grid-column: 1 / -1; }
article .wide dt, article .wide dd { display: inline; font-size: 8pt; }
article .wide dd::after { content: "\\2003"; }
nav ol { columns: 2; margin: 0; padding-inline-start: 5mm; }
.said { margin: 0 0 2mm; padding: 1mm 0 1mm 4mm; border-inline-start: 2.5pt solid #8a8a8a; font-size: 11pt; white-space: pre-wrap; unicode-bidi: isolate; orphans: 2; widows: 2; }
.u { font: 0.72em ui-monospace, Consolas, "Liberation Mono", monospace; color: #444; border: 0.4pt solid #9a9a9a; border-radius: 1pt; padding: 0 0.4mm; unicode-bidi: isolate; }
.note { font-size: 8.5pt; margin: 0 0 1mm; }
.wrong { border-inline-start: 2.5pt solid #000; padding-inline-start: 3mm; font-weight: 600; }
figure { margin: 1mm 0 2mm; break-inside: avoid; }
figure img { display: block; max-width: 100%; height: auto; max-height: 225mm; object-fit: contain; object-position: left top; outline: 0.5pt solid var(--rule); }
figcaption { font-size: 8pt; color: var(--soft); margin-top: 0.8mm; }
.entries { font-size: 8.5pt; }
.entries th, .entries td { padding-inline-end: 2mm; }
.entries .n { width: 15mm; }
.entries .hash, .entries .time { white-space: nowrap; }
.entries .hash { font-size: 6.8pt; }
.index { font-variant-numeric: tabular-nums; }
@media print {
  body { max-width: none; padding: 0; }
  h2.page { break-before: page; margin-top: 0; }
}
@media screen and (max-width: 600px) {
  .facts, .hand, article dl { grid-template-columns: 1fr; }
  .facts dt { border-bottom: 0; padding-bottom: 0; }
}
@media screen {
  article { content-visibility: auto; contain-intrinsic-size: auto 50mm; }
}
:lang(${htmlLang(language)}) { hyphens: manual; }
`;
}
