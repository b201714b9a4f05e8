import * as v from 'valibot';
import { storage } from 'wxt/utils/storage';
import { Failure } from '../core/failure.ts';
import type { StampSetting } from '../core/stamp.ts';

/** Nothing is asked of anyone before the reader has chosen. */
export const STAMP_OFF: Readonly<StampSetting> = { url: null };

/** `parseAuthority` in `timestamp/` says more of an address; here only what keeps the rest safe. */
const address = v.pipe(v.string(), v.maxLength(500), v.regex(/^https?:\/\//), v.check((url) => URL.canParse(url) && new URL(url).href === url));
const stored = v.looseObject({ format: v.literal(1), url: v.nullable(address) });

const define = () => storage.defineItem<unknown>('local:stamp');
let defined: ReturnType<typeof define> | undefined;
// Not at import: defining an item reads the storage, and a build imports entrypoints where there is none.
const item = () => (defined ??= define());

/** What cannot be read is off. */
function checked(value: unknown): StampSetting {
  if (value === null || value === undefined) return { ...STAMP_OFF };
  const all = v.safeParse(stored, value);
  if (!all.success) console.warn('The stored choice of a time stamp authority cannot be read: off');
  return { url: all.success ? all.output.url : null };
}

export async function readStampSetting(): Promise<StampSetting> {
  return checked(await item().getValue());
}

/** @throws Failure `bad_request` for what is no address: nothing is written. */
export async function keepStampSetting({ url }: StampSetting): Promise<void> {
  if (!v.is(v.nullable(address), url)) throw new Failure('bad_request', 'authority');
  await item().setValue({ format: 1, url });
}

/** Calls back when it was changed in any page. Returns how to stop. */
export function watchStampSetting(onChange: (setting: StampSetting) => void): () => void {
  return item().watch((now) => onChange(checked(now)));
}
