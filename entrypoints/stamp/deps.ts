import { browser } from 'wxt/browser';
import { forgetAuthority, mayAsk, noteAuthority, requestAuthority } from '../../src/access/authority-hosts.ts';
import { watchGrants } from '../../src/access/hosts.ts';
import type { StampProblem } from '../../src/core/stamp.ts';
import { keepStampSetting, readStampSetting, watchStampSetting } from '../../src/store/stamp-setting.ts';
import { AUTHORITIES, authorityPattern, parseAuthority } from '../../src/timestamp/authorities.ts';
import { askByFrame } from '../../src/timestamp/by-frame.ts';
import { stampManifest, type KeptStamp } from '../../src/timestamp/stamp-manifest.ts';
import { StampFailure } from '../../src/timestamp/stamp-failure.ts';
import type { StampDeps } from '../../src/ui/stamp/stamp-deps.ts';

/** Joins the parts about time stamps to storage and permissions. */
export function stampDeps(): StampDeps {
  return {
    authorities: AUTHORITIES,
    parse: parseAuthority,
    setting: readStampSetting,
    watchSetting: watchStampSetting,
    async choose(url) {
      const { url: before } = await readStampSetting();
      // Written down before it can be granted: the worker must know that this host is no site.
      if (url !== null) await noteAuthority(authorityPattern(url));
      await keepStampSetting({ url });
      if (before !== null && (url === null || authorityPattern(before) !== authorityPattern(url))) await forgetAuthority(authorityPattern(before));
    },
    mayAsk: (url) => mayAsk(authorityPattern(url)),
    request: (url) => requestAuthority(authorityPattern(url)),
    watchGrants,
  };
}

/**
 * What the exporter calls when the manifest stands: a stamp of the authority that was chosen for this export, or null. An export never fails with it.
 * @param onProblem told why there is none
 */
export function stampForExport(authority: string, signal: AbortSignal, onProblem: (problem: StampProblem, words: string | null) => void) {
  return async (digest: Uint8Array): Promise<KeptStamp | null> => {
    try {
      return await stampManifest({ digest, authority, signal, ask: (question) => askByFrame(question, { signal, page: browser.runtime.getURL('/stamp.html') }) });
    } catch (error) {
      if (!signal.aborted) onProblem(error instanceof StampFailure ? error.problem : 'unreachable', error instanceof StampFailure ? error.words : null);
      return null;
    }
  };
}
