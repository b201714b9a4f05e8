import { Failure } from '../core/failure.ts';
import { STAMP_PROBLEMS, type StampProblem } from '../core/stamp.ts';
import { hex } from './der.ts';
import { StampFailure } from './stamp-failure.ts';

/** All that the page which may connect is told. It makes the request from it by itself, so nothing else can be sent. */
export interface StampQuestion {
  url: string;
  /** 64 hex digits. */
  digest: string;
  /** Hex. */
  nonce: string;
}

export type StampReply = { bytes: Uint8Array } | { problem: StampProblem };

/** The page's own limit is 20 s; beyond this it did not even start. */
const WAIT_MS = 25_000;
/** The first word of the page to who put it up. */
export const READY = 'stamp-page-ready';

export interface FrameOptions {
  signal: AbortSignal;
  /** Address of the page that may connect. */
  page: string;
  document?: Document;
}

/**
 * Asks an authority by way of the one page of ours that may connect, in a frame that is not seen. Taking the frame away stops everything it does.
 * @throws StampFailure; Failure `cancelled`
 */
export async function askByFrame(question: { url: string; digest: Uint8Array; nonce: Uint8Array }, { signal, page, document: at = document }: FrameOptions): Promise<Uint8Array> {
  if (signal.aborted) throw new Failure('cancelled');
  const view = at.defaultView!;
  const origin = new URL(page).origin;
  const frame = at.createElement('iframe');
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.src = page;
  const ended = new AbortController();
  const { port1, port2 } = new MessageChannel();
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Failure('cancelled')), { signal: ended.signal });
      const timer = setTimeout(() => reject(new StampFailure('too_late')), WAIT_MS);
      ended.signal.addEventListener('abort', () => clearTimeout(timer));
      port1.addEventListener('message', ({ data }: MessageEvent<StampReply>) => {
        if ('bytes' in data && data.bytes instanceof Uint8Array) resolve(data.bytes);
        else reject(new StampFailure('problem' in data && STAMP_PROBLEMS.includes(data.problem) ? data.problem : 'unreachable'));
      });
      port1.start();
      view.addEventListener('message', (event: MessageEvent) => {
        if (event.source !== frame.contentWindow || event.origin !== origin || event.data !== READY) return;
        const said: StampQuestion = { url: question.url, digest: hex(question.digest), nonce: hex(question.nonce) };
        frame.contentWindow!.postMessage(said, origin, [port2]);
      }, { signal: ended.signal });
      at.body.append(frame);
    });
  } finally {
    ended.abort();
    port1.close();
    frame.remove();
  }
}
