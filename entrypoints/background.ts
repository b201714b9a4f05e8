import { defineBackground } from 'wxt/utils/define-background';
import { openStore } from '../src/store/schema.ts';
import { serveRecords } from '../src/worker/serve.ts';
import { serveSites } from '../src/worker/serve-sites.ts';
import { welcomeOnce } from '../src/worker/welcome-once.ts';

export default defineBackground({
  type: 'module',
  main() {
    serveSites();
    serveRecords(openStore());
    welcomeOnce();
  },
});
