import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { verifyPagePlugin } from './tools/build/verify-page-plugin.ts';

export default defineConfig({
  assetsInclude: ['**/*.bin'],
  test: {
    env: { TZ: 'Asia/Shanghai' },
    projects: [
      {
        plugins: [WxtVitest(), verifyPagePlugin()],
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/browser/**'], setupFiles: ['fake-indexeddb/auto'] },
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
