import { defineBackground } from 'wxt/utils/define-background';
import { openStore } from '../src/store/schema.ts';
import { serveGestures } from '../src/worker/gestures.ts';
import { serveRecords } from '../src/worker/serve.ts';
import { serveArchive } from '../src/worker/serve-archive.ts';
import { serveCapture } from '../src/worker/serve-capture.ts';
import { serveHealth } from '../src/worker/serve-health.ts';
import { serveLessons } from '../src/worker/serve-lessons.ts';
import { serveSites } from '../src/worker/serve-sites.ts';
import { serveTeachings } from '../src/worker/serve-teachings.ts';
import { welcomeOnce } from '../src/worker/welcome-once.ts';

export default defineBackground({
  type: 'module',
  main() {
    serveSites();
    const store = openStore();
    serveRecords(store);
    serveArchive(store);
    serveLessons(store);
    serveHealth(store);
    serveTeachings();
    serveCapture();
    serveGestures();
    welcomeOnce();
  },
});
