/** `npm run -s verify bundle.zip`: the check of the page, for a command line. */
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LANGUAGES, pickLanguage, type Language } from '../src/locales/language.ts';
import { verifyBundle } from '../src/verify/verify-bundle.ts';
import { checkInWords } from './verify/in-words.ts';

const HELP = `npm run -s verify bundle.zip [-- --full full.zip] [--stamp bundle.tsr] [--noted NUMBER] [--language ${LANGUAGES.join('|')}] [--json]

Checks a bundle that Witnessmark made. Nothing is changed and nothing is sent anywhere.
  --full      the full copy of a masked one
  --stamp     a time stamp (RFC 3161) that lies outside the bundle
  --noted     the number noted elsewhere when the bundle was made: of the list of checksums or of the key
  --json      everything that was found, as JSON
Ends with 0: good. 1: bad. 2: cannot be read. 3: nothing wrong found, but not everything could be checked.
`;

const { file, values } = readArguments();
const language = (values.language as Language | undefined) ?? pickLanguage('auto', [(process.env.LC_ALL || process.env.LANG || 'en').replace('_', '-')]);

try {
  const check = await verifyBundle(await openAsBlob(file), {
    ...(values.full !== undefined && { full: await openAsBlob(values.full) }),
    ...(values.stamp !== undefined && { stamp: new Uint8Array(readFileSync(values.stamp)) }),
    ...(values.noted !== undefined && { noted: values.noted }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(check, null, 1)}\n` : checkInWords(check, language));
  process.exitCode = !check.readable ? 2 : { good: 0, bad: 1, incomplete: 3 }[check.overall];
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        full: { type: 'string' }, stamp: { type: 'string' }, noted: { type: 'string' }, language: { type: 'string' },
        json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    if (values.language !== undefined && !(LANGUAGES as readonly string[]).includes(values.language)) throw new Error(`--language is one of ${LANGUAGES.join(', ')}`);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Name one bundle.');
    for (const path of [file, values.full, values.stamp]) if (path !== undefined && !existsSync(path)) throw new Error(`There is no file ${path}.`);
    return { file, values };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}
