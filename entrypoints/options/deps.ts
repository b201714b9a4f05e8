import { grantedSites, requestSite, watchGrants } from '../../src/access/hosts.ts';
import { keyId } from '../../src/evidence/sign.ts';
import { lessonCount, listLessons } from '../../src/store/lessons.ts';
import { countEntries } from '../../src/store/entries.ts';
import { countFlags } from '../../src/store/history.ts';
import { deviceKey } from '../../src/store/keys.ts';
import { watchQuery } from '../../src/store/live.ts';
import type { Store } from '../../src/store/schema.ts';
import { changeSettings } from '../../src/store/settings.ts';
import type { OptionsDeps } from '../../src/ui/options/options-page.tsx';
import { sendMessage } from '../../src/wire/protocol.ts';
import { stampDeps } from '../stamp/deps.ts';
import { saveLessons } from './save-lessons.ts';
import { teachingsDeps } from './save-teaching.ts';
import { selfCheckDeps } from './self-check.ts';

/** Joins the options page to settings, permissions and the database. */
export function optionsDeps(store: Store): OptionsDeps {
  return {
    watch: watchQuery,
    changeSettings,
    selfCheck: selfCheckDeps(),
    teachings: teachingsDeps(),
    stamp: stampDeps(),
    sites: grantedSites,
    watchSites: watchGrants,
    requestSite,
    turnedOnSite: (pattern) => sendMessage('siteGranted', { pattern }),
    turnOffSite: (pattern) => sendMessage('siteRevoked', { pattern }),
    lessons: async (limit) => ({ lessons: (await listLessons(store, { limit })).lessons, total: await lessonCount(store) }),
    takeBackLesson: (id) => sendMessage('takeBackLesson', { id }),
    giveBackLesson: (lesson) => sendMessage('giveBackLesson', lesson),
    forgetLessons: () => sendMessage('forgetLessons', undefined),
    saveLessons: () => saveLessons(store),
    counts: async () => ({ flags: await countFlags(store, {}), entries: await countEntries(store) }),
    async storageUse() {
      const [{ usage = 0, quota = 0 }, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
      return { used: usage, quota, persisted };
    },
    // The answer of `persisted()` afterwards counts, not the one to the question.
    persist: () => navigator.storage.persist().then(() => navigator.storage.persisted()),
    keyFingerprint: async () => keyId((await deviceKey(store)).publicKey),
  };
}
