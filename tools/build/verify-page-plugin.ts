import type { Plugin } from 'vite';
import { verifyPage } from './verify-page.ts';

const NAME = 'virtual:verify-page';
const RESOLVED = `\0${NAME}`;

/**
 * Lets `import html from 'virtual:verify-page'` give the standalone verifier, whole. For `wxt.config.ts` (`vite: () => ({
 * plugins: [verifyPagePlugin()] })`) and `vitest.config.ts`. A script that runs in Node alone calls `verifyPage()` of
 * `verify-page.ts`, or imports `verify-page-node.ts` first.
 */
export function verifyPagePlugin(): Plugin {
  return {
    name: 'verify-page',
    resolveId: (id) => (id === NAME ? RESOLVED : null),
    async load(id) {
      return id === RESOLVED ? `export default ${JSON.stringify(await verifyPage())};` : null;
    },
  };
}
