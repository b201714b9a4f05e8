// Imported for what it does: `import html from 'virtual:verify-page'` works afterwards in plain Node, in dynamic imports and
// in modules that are loaded later.
import { registerHooks } from 'node:module';
import { verifyPage } from './verify-page.ts';

const NAME = 'virtual:verify-page';
const source = `export default ${JSON.stringify(await verifyPage())};`;

registerHooks({
  resolve: (specifier, context, next) => (specifier === NAME ? { url: NAME, format: 'module', shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) => (url === NAME ? { format: 'module', source, shortCircuit: true } : next(url, context)),
});
