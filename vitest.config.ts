import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { verifyPagePlugin } from './tools/build/verify-page-plugin.ts';

/** Unit tests that take seconds each: `npm test` runs them, `npm run check` does not. */
const SLOW = 'test/**/*.slow.test.ts';

export default defineConfig({
  assetsInclude: ['**/*.bin'],
  test: {
    env: { TZ: 'Asia/Shanghai' },
    // Of two cores Vitest would use one.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [WxtVitest(), verifyPagePlugin()],
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/browser/**', SLOW], setupFiles: ['fake-indexeddb/auto'] },
      },
      {
        plugins: [WxtVitest(), verifyPagePlugin()],
        test: { name: 'slow', include: [SLOW], setupFiles: ['fake-indexeddb/auto'] },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
