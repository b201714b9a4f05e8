import { defineConfig } from 'vite';

/** `npx vite test/ui/preview`: our pages on made-up data, for looking at. Not part of any build. */
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { fs: { allow: ['../../..'] } },
  build: { outDir: '../../../out/preview', emptyOutDir: true },
});
