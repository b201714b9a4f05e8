// Writes the table of programs in docs/sites.md from the adapters themselves: `node tools/sites-doc.ts`. A test holds the two together.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { converse } from '../src/sites/converse.ts';
import { PROGRAMS } from '../src/sites/programs/index.ts';
import { thelounge } from '../src/sites/thelounge.ts';

export const SITES_DOC = join(import.meta.dirname, '../docs/sites.md');
const BEGIN = '<!-- programs -->';
const END = '<!-- /programs -->';

interface Line {
  name: string;
  trust: string;
  version: string;
  where: string;
  source: readonly string[];
}

function lines(): Line[] {
  const own: Line[] = [
    { ...thelounge, where: 'any host', source: ['The Lounge 4.5.2, run with an IRC server by the browser tests'] },
    { ...converse, where: 'any host', source: ['Converse.js 14.0.0, run with an XMPP server by the browser tests'] },
  ];
  const described = PROGRAMS.map(({ name, trust, version, hosts, source }) => ({ name, trust, version, where: hosts?.join(', ') ?? 'any host', source }));
  return [...own, ...described].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

const cell = (words: string): string => words.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** The document with its table as the adapters say now. */
export function withTable(document: string): string {
  const rows = lines().map(({ name, trust, version, where, source }) => `| ${[name, trust, version, where, source.join('; ')].map(cell).join(' | ')} |`);
  const table = ['| program | trust | held against its source | hosts | source |', '|---|---|---|---|---|', ...rows].join('\n');
  const [head, rest = ''] = document.split(BEGIN);
  return `${head}${BEGIN}\n${table}\n${END}${rest.split(END)[1] ?? '\n'}`;
}

if (import.meta.main) writeFileSync(SITES_DOC, withTable(readFileSync(SITES_DOC, 'utf8')));
