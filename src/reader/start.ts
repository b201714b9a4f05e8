import { browser } from 'wxt/browser';
import { patternOf } from '../access/hosts.ts';
import { shippedClassifier } from '../classify/shipped.ts';
import { pickLanguage } from '../locales/language.ts';
import { createMarker } from '../mark/marker.ts';
import { isOwnHost } from '../mark/own-hosts.ts';
import { SITES } from '../sites/index.ts';
import type { Reading } from '../sites/site.ts';
import { watch } from '../sites/watch.ts';
import { taughtSite } from '../sites/teach.ts';
import { readSettings, watchSettings, type Settings } from '../store/settings.ts';
import { readTeaching, watchTeachings, type Teaching as KeptTeaching } from '../store/teachings.ts';
import { originOf } from '../sites/page-address.ts';
import { onMessage, removeAllListeners, sendMessage } from '../wire/protocol.ts';
import { CaptureDesk } from './capture-desk.ts';
import { HealthTeller, pageHealth } from './health.ts';
import { createJudge } from './judge.ts';
import { Lessons } from './lessons.ts';
import { pageFacts } from './page-facts.ts';
import { Picking } from './picking.ts';
import { Session } from './session.ts';
import { Teaching } from './teaching.ts';

/** One per isolated world. A second injection takes over from the first; the page cannot see it. */
const SLOT = Symbol.for('reader');
type World = { [SLOT]?: HealthTeller };

/** How often a reader looks whether its extension is still there: after an update the old one must leave the page. Ms. */
const ALIVE_EVERY_MS = 5_000;

/** Starts reading this page, until its site is turned off or the extension goes away. */
export async function startReader(): Promise<void> {
  // A frame without an address of its own belongs to the page that made it; one that is locked away from every site is not read.
  const origin = originOf(document);
  if (origin === null || globalThis.origin === 'null') return;
  const world = globalThis as World;
  world[SLOT]?.abort();
  const controller = new AbortController();
  const health = new HealthTeller({ controller, tell: () => sendMessage('healthChanged', undefined) });
  world[SLOT] = health;
  const { signal } = controller;

  const alive = setInterval(() => browser.runtime?.id ?? controller.abort(), ALIVE_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(alive), { once: true });
  const lessons = new Lessons(() => sendMessage('lessons', undefined));
  // Before anything is waited for: a site turned off meanwhile must not be read.
  removeAllListeners();
  signal.addEventListener('abort', removeAllListeners, { once: true });
  onMessage('siteTurnedOff', ({ data }) => {
    if (patternOf(origin) === data.pattern) controller.abort();
  });
  onMessage('lessonsChanged', () => void lessons.learn());
  const readTaught = () => readTeaching(origin).catch(() => null);
  let [settings, taught] = await Promise.all([readSettings(), readTaught(), lessons.first()]);
  if (signal.aborted) return;
  const stopSettings = watchSettings((changed) => {
    // The language and calm mode of marks on the page are taken up by starting again; nothing is lost by it.
    if (changed.language !== settings.language || changed.calm !== settings.calm) void startReader();
    settings = changed;
  });
  signal.addEventListener('abort', stopSettings, { once: true });
  // What the reader shows, forgets or brings in, here or in another tab, is taken up by starting again.
  signal.addEventListener('abort', watchTeachings(() => void startReader(), origin), { once: true });

  run(controller, { origin, settings: () => settings, lessons, health, taught });
}

interface Known {
  origin: string;
  settings(): Settings;
  lessons: Lessons;
  health: HealthTeller;
  /** How the reader showed that this site is to be read. */
  taught: KeptTeaching | null;
}

function run(controller: AbortController, { origin, settings, lessons, health, taught }: Known): void {
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
      archiveFlag: (flagId, key, trigger) => captures.archiveFlag(flagId, key, trigger),
      dismissFlag: (flagId) => sendMessage('dismissFlag', { flagId }),
      restoreFlag: (flagId) => sendMessage('restoreFlag', { flagId }),
      confirmFlag: (flagId, confirmed) => sendMessage('confirmFlag', { flagId, confirmed }),
      noteChange: (flagId, change) => sendMessage('noteChange', { flagId, change }),
      missed: (flag) => sendMessage('missed', flag),
      chatWord: (chat) => sendMessage('chatWord', chat),
      setChatWord: (chat, word) => sendMessage('setChatWord', { ...chat, word }),
    },
    rereadAll: () => reading.rereadAll(),
    revoked: () => controller.abort(),
    signal,
  });
  const captures = new CaptureDesk({
    document,
    language,
    marks,
    readNear: (node, most) => reading.readNear(node, most),
    shoot: (request) => sendMessage('takeShot', request),
    send: (request) => sendMessage('archiveFlag', request),
    archive: (key, trigger) => session.archive(key, trigger),
    ask: (one, onKept) => picking.ask(one, onKept),
    signal,
  });
  const take = (one: Reading) => {
    captures.hear(one);
    session.take([one]);
  };
  const reading = watch({ document, sites: taught ? [taughtSite(taught.shape, taught.taughtAt), ...SITES] : SITES, signal, isOurs: isOwnHost, onReading: take, onChange: ({ key, ...change }) => void session.changed(key, change) });
  const picking = new Picking({ session, document, language, calm, endElsewhere: () => sendMessage('pickingHere', undefined), readNear: (node) => reading.readNear(node, 0), signal });
  const teaching = new Teaching({
    document,
    language,
    calm,
    signal,
    keep: (shape) => sendMessage('keepTeaching', { shape }),
    endElsewhere: () => sendMessage('teachingHere', undefined),
    hideMarks: () => marks.clear(),
    showMarks: () => reading.rereadAll(),
  });
  lessons.onLearned = () => signal.aborted || session.lessonsChanged();

  // A page that comes back from the browser's cache missed what was said meanwhile.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    void sendMessage('stillGranted', undefined).then((granted) => granted || controller.abort(), () => undefined);
    void lessons.learn();
    void readTeaching(origin).then((now) => { if (now?.taughtAt !== taught?.taughtAt) void startReader(); }, () => undefined);
  }, { signal });

  onMessage('flagChanged', ({ data }) => session.flagChanged(data));
  onMessage('pickMissed', ({ data }) => picking.set(data.on === true));
  onMessage('archiveHere', ({ data }) => captures.here(data.trigger, data.of === 'asking'));
  onMessage('teach', ({ data }) => teaching.set(data.on === true));
  health.start(() => ({ ...pageHealth(pageFacts(reading.state()), session), picking: picking.on }));
  signal.addEventListener('abort', () => marks.clear(), { once: true });
}
