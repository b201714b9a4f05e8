import * as v from 'valibot';
import { storage } from 'wxt/utils/storage';
import { Failure } from '../core/failure.ts';
import { SENSITIVITIES, type Sensitivity } from '../core/verdict.ts';
import { LANGUAGES, type Language } from '../locales/language.ts';

export interface Settings {
  language: Language | 'auto';
  sensitivity: Sensitivity;
  /** Flagged text stays hidden until asked for. */
  calm: boolean;
  /** The welcome page was read to its end. */
  welcomed: boolean;
}

export const DEFAULTS: Readonly<Settings> = { language: 'auto', sensitivity: 'normal', calm: false, welcomed: false };

const FIELDS: { [K in keyof Settings]: v.GenericSchema<unknown, Settings[K]> } = {
  language: v.picklist(['auto', ...LANGUAGES]),
  sensitivity: v.picklist(SENSITIVITIES),
  calm: v.boolean(),
  welcomed: v.boolean(),
};
const NAMES = Object.keys(FIELDS) as (keyof Settings)[];

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Field by field: what is broken falls back to its default and is named, the rest is kept. */
export function checkSettings(stored: unknown): { settings: Settings; broken: (keyof Settings)[] } {
  const values = record(stored);
  const settings: Record<string, unknown> = { ...DEFAULTS };
  const broken: (keyof Settings)[] = stored === null || stored === undefined || values === stored ? [] : [...NAMES];
  for (const name of NAMES) {
    if (values[name] === undefined) continue;
    if (v.is(FIELDS[name], values[name])) settings[name] = values[name];
    else broken.push(name);
  }
  return { settings: settings as unknown as Settings, broken };
}

const defineSettings = () => storage.defineItem<unknown>('local:settings');
let defined: ReturnType<typeof defineSettings> | undefined;
// Not at import: defining an item reads the storage, and a build imports entrypoints where there is none.
const item = () => (defined ??= defineSettings());

function reported(stored: unknown): Settings {
  const { settings, broken } = checkSettings(stored);
  if (broken.length > 0) console.warn(`Stored settings that cannot be read, defaults used: ${broken.join(', ')}`);
  return settings;
}

export async function readSettings(): Promise<Settings> {
  return reported(await item().getValue());
}

let writing: Promise<unknown> = Promise.resolve();

/**
 * Changes some settings and answers all of them. Members of a newer version stay as they are.
 * @throws Failure `bad_request` for a value that is not allowed: nothing is written.
 */
export function changeSettings(patch: Partial<Settings>): Promise<Settings> {
  for (const [name, value] of Object.entries(patch)) {
    if (!Object.hasOwn(FIELDS, name) || !v.is(FIELDS[name as keyof Settings], value)) return Promise.reject(new Failure('bad_request', `setting ${name}`));
  }
  // One after another: two changes at once would each read the old value, and the second would undo the first.
  const change = writing.then(async () => {
    const stored = await item().getValue();
    const settings = { ...reported(stored), ...patch };
    await item().setValue({ ...record(stored), ...settings });
    return settings;
  });
  writing = change.catch(() => undefined);
  return change;
}

/** Calls back with all settings after each change, from any context. Returns how to stop. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  return item().watch((stored) => onChange(reported(stored)));
}
