/** An object read from a file, of which nothing is known yet. */
export type Loose = Record<string, unknown>;

export const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
export const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined when it is not JSON in UTF-8. */
export function parseJson(source: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof source === 'string' ? source : UTF8.decode(source)) as unknown;
  } catch {
    return undefined;
  }
}

/** An object in a file, or undefined for anything else. */
export function parseObject(source: Uint8Array | string | null | undefined): Loose | undefined {
  const value = source === null || source === undefined ? undefined : parseJson(source);
  return isObject(value) ? value : undefined;
}

/** A line of a text file of ours in UTF-8. Undefined when it is none. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
