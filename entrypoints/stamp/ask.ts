import type { StampReply } from '../../src/timestamp/by-frame.ts';

const WAIT_MS = 20_000;
const MOST_BYTES = 100_000;

/** The one place of ours that connects anywhere: one question to one address, and of the reader nothing with it. */
export async function ask(url: string, question: Uint8Array<ArrayBuffer>, waitMs = WAIT_MS): Promise<StampReply> {
  const signal = AbortSignal.timeout(waitMs);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // Not even the reader's language.
      headers: { 'content-type': 'application/timestamp-query', 'accept-language': '*' },
      body: question,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
      signal,
    });
    if (!answer.ok) return { problem: 'http_error' };
    const chunks: Uint8Array[] = [];
    let size = 0;
    const reader = answer.body!.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > MOST_BYTES) {
        void reader.cancel().catch(() => undefined);
        return { problem: 'too_large' };
      }
      chunks.push(next.value);
    }
    return { bytes: new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer()) };
  } catch {
    return { problem: signal.aborted ? 'too_late' : 'unreachable' };
  }
}
