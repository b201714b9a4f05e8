import { resolve } from 'node:path';
import { build } from 'vite';

/** The bundle's name on a page. */
export const ENGINE = 'witnessmarkEngine';

/**
 * The classifier and the normaliser with these bytes of a model as one classic script, built in memory the way the extension's are. The bytes are given
 * and not read here, so that Node and the page have the same ones even while a model is being written.
 */
export async function bundleEngine(model: Uint8Array): Promise<string> {
  const address = `data:application/octet-stream;base64,${Buffer.from(model).toString('base64')}`;
  const built = await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../..'),
    publicDir: false,
    logLevel: 'error',
    plugins: [{
      name: 'given-model',
      enforce: 'pre',
      load: (id) => (id.endsWith('/src/classify/model.bin?inline') ? `export default ${JSON.stringify(address)};` : null),
    }],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: resolve(import.meta.dirname, 'engine-entry.ts'), name: ENGINE, formats: ['iife'] },
    },
  });
  const chunks = [built].flat().flatMap((result) => ('output' in result ? result.output : [])).filter((file) => file.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`The bundle has ${chunks.length} scripts and not one.`);
  const { code } = chunks[0]!;
  if (!code.includes(address)) throw new Error('The bundle does not hold the model it was given.');
  return code;
}
