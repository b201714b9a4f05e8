import { manifestHash, stampedBundle } from '../../src/export/stamped-bundle.ts';
import { Failure } from '../../src/core/failure.ts';
import { getExport, keepStamp } from '../../src/store/exports.ts';
import type { ExportRow, Store } from '../../src/store/schema.ts';
import { readStampSetting, watchStampSetting } from '../../src/store/stamp-setting.ts';
import { AUTHORITIES } from '../../src/timestamp/authorities.ts';
import { fromHex } from '../../src/timestamp/question.ts';
import { StampFailure } from '../../src/timestamp/stamp-failure.ts';
import { queryFile, stampByHand } from '../../src/timestamp/stamp-manifest.ts';
import { nameOf } from '../../src/ui/stamp/stamp-deps.ts';
import { stampDeps } from './deps.ts';

/** What the history page does with time stamps. @param download hands a file to the browser's downloads */
export function historyStamps(store: Store, download: (file: Blob, name: string) => void) {
  const { request } = stampDeps();
  // Known before the click: the browser takes the question only while that lasts.
  let url: string | null = null;
  watchStampSetting((setting) => { url = setting.url; });
  const row = async (id: string): Promise<ExportRow> => {
    const found = await getExport(store, id);
    if (!found) throw new Failure('not_found', 'export');
    return found;
  };
  return {
    async stampAuthority() {
      ({ url } = await readStampSetting());
      return url === null ? null : nameOf(AUTHORITIES, url);
    },
    grantStampAuthority: (): Promise<boolean> => (url === null ? Promise.resolve(false) : request(url)),
    async saveStampQuery(id: string) {
      const { name, bytes } = queryFile(fromHex((await row(id)).manifestSha256));
      download(new Blob([bytes], { type: 'application/timestamp-query' }), name);
    },
    async bringStamp(id: string, file: Blob) {
      if (file.size > 100_000) throw new Error('too_large');
      try {
        const { tsr, chainPem, genTime, authority } = await stampByHand(new Uint8Array(await file.arrayBuffer()), fromHex((await row(id)).manifestSha256));
        await keepStamp(store, id, { tsr, chainPem, at: genTime });
        return { at: genTime, authority };
      } catch (error) {
        throw error instanceof StampFailure ? new Error(error.problem) : error;
      }
    },
    async stampBundle(id: string, bundle: Blob) {
      const { stamp, manifestSha256, name } = await row(id);
      if (!stamp || (await manifestHash(bundle)) !== manifestSha256) throw new Failure('bad_request', 'another bundle');
      const made = await stampedBundle(bundle, name, { ...stamp, manifestSha256 });
      download(new Blob([await new Response(made.stream as BodyInit).blob()], { type: 'application/zip' }), made.name);
      return { name: made.name };
    },
  };
}
