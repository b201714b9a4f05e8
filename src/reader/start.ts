import { browser } from 'wxt/browser';
import { patternOf } from '../access/hosts.ts';
import { shippedClassifier } from '../classify/shipped.ts';
import type { PageHealth } from '../core/health.ts';
import { pickLanguage } from '../locales/language.ts';
import { createMarker } from '../mark/marker.ts';
import { SITES } from '../sites/index.ts';
import { watch } from '../sites/watch.ts';
import { readSettings, watchSettings, type Settings } from '../store/settings.ts';
import { onMessage, removeAllListeners, sendMessage, type TabHealth } from '../wire/protocol.ts';
import { createJudge } from './judge.ts';
import { Lessons } from './lessons.ts';
import { Picking } from './picking.ts';
import { Session } from './session.ts';

/** One per isolated world. A second injection takes over from the first; the page cannot see it. */
const SLOT = Symbol.for('reader');
type World = { [SLOT]?: AbortController };

/** How often a reader looks whether its extension is still there: after an update the old one must leave the page. Ms. */
const ALIVE_EVERY_MS = 5_000;

/** Starts reading this page, until its site is turned off or the extension goes away. */
export async function startReader(): Promise<void> {
  // A frame without an address of its own cannot be told from its page's point of view, nor turned off by it.
  if (!/^https?:$/.test(location.protocol)) return;
  const world = globalThis as World;
  world[SLOT]?.abort();
  const controller = new AbortController();
  world[SLOT] = controller;
  const { signal } = controller;

  const alive = setInterval(() => browser.runtime?.id ?? controller.abort(), ALIVE_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(alive), { once: true });
  const lessons = new Lessons(() => sendMessage('lessons', undefined));
  // Before anything is waited for: a site turned off meanwhile must not be read.
  removeAllListeners();
  signal.addEventListener('abort', removeAllListeners, { once: true });
  onMessage('siteTurnedOff', ({ data }) => {
    if (patternOf(document.location.href) === data.pattern) controller.abort();
  });
  onMessage('lessonsChanged', () => void lessons.learn());
  let [settings] = await Promise.all([readSettings(), lessons.first()]);
  if (signal.aborted) return;
  const stopSettings = watchSettings((changed) => {
    // The language and calm mode of marks on the page are taken up by starting again; nothing is lost by it.
    if (changed.language !== settings.language || changed.calm !== settings.calm) void startReader();
    settings = changed;
  });
  signal.addEventListener('abort', stopSettings, { once: true });

  run(controller, () => settings, lessons);
}

function run(controller: AbortController, settings: () => Settings, lessons: Lessons): void {
  const { signal } = controller;
  const { calm } = settings();
  const language = pickLanguage(settings().language, [browser.i18n.getUILanguage(), ...navigator.languages]);
  const marks = createMarker({
    document,
    language,
    calm,
    onArchive: (key) => void session.archive(key),
    onDismiss: (key) => void session.dismiss(key),
    onRestore: (key) => void session.restore(key),
    onConfirm: (key, confirmed) => void session.confirm(key, confirmed),
    onRetry: (key) => session.retry(key),
    onWord: (key, word) => void session.setWord(key, word),
    onOpenHistory: () => void sendMessage('openHistory', undefined),
    signal,
  });
  const session = new Session({
    marks,
    judge: createJudge(shippedClassifier(), { sensitivity: () => settings().sensitivity, personal: () => lessons.personal }),
    worker: {
      keepFlags: (flags) => sendMessage('keepFlags', flags),
      archiveFlag: (flagId) => sendMessage('archiveFlag', { flagId }),
      dismissFlag: (flagId) => sendMessage('dismissFlag', { flagId }),
      restoreFlag: (flagId) => sendMessage('restoreFlag', { flagId }),
      confirmFlag: (flagId, confirmed) => sendMessage('confirmFlag', { flagId, confirmed }),
      missed: (flag) => sendMessage('missed', flag),
      chatWord: (chat) => sendMessage('chatWord', chat),
      setChatWord: (chat, word) => sendMessage('setChatWord', { ...chat, word }),
    },
    rereadAll: () => reading.rereadAll(),
    revoked: () => controller.abort(),
    signal,
  });
  const reading = watch({ document, sites: SITES, signal, onReadings: (readings) => session.take(readings) });
  const picking = new Picking({ session, document, language, calm, signal });
  lessons.onLearned = () => signal.aborted || session.lessonsChanged();

  // A page that comes back from the browser's cache missed what was said meanwhile.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    void sendMessage('stillGranted', undefined).then((granted) => granted || controller.abort(), () => undefined);
    void lessons.learn();
  }, { signal });

  onMessage('flagChanged', ({ data }) => session.flagChanged(data));
  onMessage('pickMissed', ({ data }) => picking.set(data.on === true));
  onMessage('pageHealth', (): TabHealth => {
    const source = reading.source();
    return {
      state: session.messages > 0 ? 'reading' : source ? 'broken' : 'nothing_yet',
      adapter: source?.adapter ?? '',
      trust: (source?.trust ?? 'detected') as PageHealth['trust'],
      messages: session.messages,
      flagged: session.flagged,
      lastAt: session.lastAt,
      picking: picking.on,
    };
  });
  signal.addEventListener('abort', () => marks.clear(), { once: true });
}
