import { addressOf, type PinnedFile, type Source } from './source.ts';
import { sha256 } from './texts.ts';

/** As the global `fetch`, as far as it is used. */
export type Fetch = (address: string, options: { signal: AbortSignal }) => Promise<Response>;

/** Milliseconds until an answer is no longer waited for, and before each further try. */
const LONGEST = 5 * 60_000;
const PAUSES: readonly number[] = [2_000, 8_000];

/** A further try may help: the server is busy or broken, or the line was cut. */
class PassingError extends Error {}

/**
 * A download that fetches each address once in its life, also when two sources share it.
 * It rejects with an Error for a person: bad status, no connection, bytes that are not the pinned ones.
 */
export function downloader(fetch: Fetch, wait: (milliseconds: number) => Promise<void>) {
  const known = new Map<string, Promise<Uint8Array>>();
  // Where the network is down, seventeen sources need not each wait to find out.
  let pauses = PAUSES;
  const giveUp = (error: unknown): never => {
    if (error instanceof PassingError) pauses = [];
    throw error;
  };
  return (source: Source, file: PinnedFile): Promise<Uint8Array> => {
    const address = addressOf(source, file.path);
    const bytes = known.get(address) ?? patiently(() => fetchOnce(fetch, address), pauses, wait).catch(giveUp);
    known.set(address, bytes);
    return bytes.then((found) => checked(found, file));
  };
}

async function patiently<Result>(attempt: () => Promise<Result>, pauses: readonly number[], wait: (milliseconds: number) => Promise<void>): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingError)) throw error;
      await wait(pause);
    }
  }
  return attempt();
}

async function fetchOnce(fetch: Fetch, address: string): Promise<Uint8Array> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(LONGEST) });
    bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
  } catch (error) {
    const { message, cause } = error as Error;
    // Node tells only “fetch failed”; what failed stands in the cause.
    throw new PassingError(`${address} could not be fetched: ${cause instanceof Error ? cause.message || message : message}`, { cause: error });
  }
  if (response.ok) return bytes;
  const sentence = `${address} answers ${response.status}${response.statusText ? ` ${response.statusText}` : ''}`;
  throw response.status === 429 || response.status >= 500 ? new PassingError(sentence) : new Error(sentence);
}

function checked(bytes: Uint8Array, { path, sha256: expected }: PinnedFile): Uint8Array {
  const found = sha256(bytes);
  if (found === expected) return bytes;
  throw new Error(`${path} came with other bytes than the pinned ones (${bytes.length} bytes, SHA-256 ${found}, not ${expected}). Try again; if it stays so, do not use it.`);
}
