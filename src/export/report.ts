import { htmlLang } from '../locales/language.ts';
import { checks, cover, limits } from './report-cover.ts';
import type { ReportFacts } from './report-facts.ts';
import { html } from './report-html.ts';
import { messages, sealedEntries } from './report-messages.ts';
import { reportStyle } from './report-style.ts';
import { index, summary } from './report-summary.ts';
import type { NumberedFlag } from './selection.ts';

/**
 * `report.html`, piece by piece: one file for reading and printing, with no script and nothing from elsewhere but the pictures
 * in the folders beside it.
 * The page forbids itself everything but its own style, so that words of a collector stay words whatever they hold.
 */
export async function* report(facts: ReportFacts, flags: AsyncIterable<NumberedFlag>, numberOf: (flagId: string) => number | undefined): AsyncGenerator<string, void, void> {
  const { language, say, clock, now } = facts;
  yield '<!doctype html>\n';
  yield html`<html lang="${htmlLang(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${say('title')}</title>
<style>${{ html: reportStyle(language, say, clock(now)!.local) }}</style>
</head>
<body>
`.html;
  yield cover(facts).html;
  if (!facts.small) yield checks(facts).html;
  yield summary(facts).html;
  yield* messages(facts, flags);
  yield* sealedEntries(facts, numberOf);
  yield limits(facts).html;
  yield* index(facts);
  yield '</body>\n</html>\n';
}
