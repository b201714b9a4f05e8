import { useEffect, useRef, useState } from 'preact/hooks';
import { failureCode } from '../../core/failure.ts';
import type { BundleCheck, VerifyOptions, VerifyProgress } from '../../core/verification.ts';

export type CheckBundle = (source: Blob, options: VerifyOptions) => Promise<BundleCheck>;

export interface Given {
  file: File;
  full?: File;
  stamp?: File;
}

export type CheckState =
  | { is: 'idle' | 'stopped' | 'failed' | 'no_crypto' }
  | { is: 'busy'; given: Given; progress: VerifyProgress }
  | { is: 'done'; given: Given; check: BundleCheck };

/** How often the page shows how far it is, in milliseconds. */
const EVERY = 80;

/** One check at a time: another file ends the one before. */
export function useCheck(checkBundle: CheckBundle) {
  const [state, setState] = useState<CheckState>({ is: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  function start(given: Given): void {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    let shown = 0;
    const onProgress = (progress: VerifyProgress): void => {
      const now = performance.now();
      if (signal.aborted || (now - shown < EVERY && progress.done > 0)) return;
      shown = now;
      setState({ is: 'busy', given, progress });
    };
    setState({ is: 'busy', given, progress: { step: 'directory', done: 0, total: 1 } });
    // Not there where the page is served without protection; of the browsers we know it is there for a file.
    if (!globalThis.crypto?.subtle) return setState({ is: 'no_crypto' });
    run(checkBundle, given, { signal, onProgress }).then(
      (check) => !signal.aborted && setState({ is: 'done', given, check }),
      (error: unknown) => {
        if (running.current !== controller) return;
        setState({ is: failureCode(error) === 'cancelled' ? 'stopped' : 'failed' });
      },
    );
  }

  return { state, start, stop: () => running.current?.abort() };
}

async function run(checkBundle: CheckBundle, { file, full, stamp }: Given, options: VerifyOptions): Promise<BundleCheck> {
  return checkBundle(file, { ...options, ...(full && { full }), ...(stamp && { stamp: new Uint8Array(await stamp.arrayBuffer()) }) });
}
