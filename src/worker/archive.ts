import { browser } from 'wxt/browser';
import type { PageCapture } from '../core/capture.ts';
import type { AboutLink, ArchiveTrigger, ClockFacts, Entry, MessageEntry, SoftwareFacts } from '../core/entry.ts';
import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { clockFacts, ClockWatch, utcOffsetMinutes } from '../evidence/clock.ts';
import { changeFacts, entryFacts, tombstoneFacts } from '../evidence/facts.ts';
import { sealEntry } from '../evidence/seal.ts';
import { selfTest } from '../evidence/self-test.ts';
import { pickLanguage } from '../locales/language.ts';
import { appendChanges } from '../store/changes.ts';
import { deleteKept, type Deleted } from '../store/deletion.ts';
import { appendEntry, entryOfFlag } from '../store/entries.ts';
import { getFlag } from '../store/flags.ts';
import { deviceKey } from '../store/keys.ts';
import type { ChainHead } from '../store/links.ts';
import type { Store } from '../store/schema.ts';
import { readSettings } from '../store/settings.ts';
import { makeArtefacts } from './artefacts.ts';
import { Slots } from './slots.ts';
import { softwareUsed } from './software.ts';

interface Device {
  /** The clock, in ms since 1970. */
  now(): number;
  /** IANA. */
  zone(): string;
  watch: ClockWatch;
}

const thisDevice = (): Device => ({ now: () => Date.now(), zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone, watch: new ClockWatch() });

/** Pictures are drawn in tens of megabytes: so many messages are archived at a time. */
const AT_A_TIME = 2;
/** What a page gathered waits in memory, and a page may send and send. */
const MOST_WAITING = 32;

/** Makes the links of the chain: one at a time, so that none has to be made again because another came first. */
export class Archive {
  readonly #store: Store;
  readonly #device: Device;
  readonly #slots = new Slots(AT_A_TIME);
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: Store, device: Device = thisDevice()) {
    this.#store = store;
    this.#device = device;
  }

  /**
   * The flag's Entry: the one that there is, or a new one.
   * @param capture null: its page is not open, or nothing of it could be gathered
   * @throws Failure `unknown` where a page asks for too many at once; the messages are kept
   */
  async archive(asked: Asked): Promise<MessageEntry> {
    if (asked.capture && this.#slots.waiting >= MOST_WAITING) throw new Failure('unknown', 'too many at once');
    return this.#slots.run(() => this.#archive(asked));
  }

  async #archive({ flag, trigger, capture }: Asked): Promise<MessageEntry> {
    const store = this.#store;
    const standing = await entryOfFlag(store, flag.id);
    if (standing) return standing;
    const [keys, software, settings] = await Promise.all([deviceKey(store), softwareUsed(flag.verdict.modelVersion, capture?.screen ?? null), readSettings()]);
    const language = pickLanguage(settings.language, [browser.i18n.getUILanguage(), ...navigator.languages]);
    const made = await makeArtefacts({ flag, capture, trigger, language, now: new Date(this.#device.now()).toISOString() });
    return this.#inTurn(async (noted) => {
      const tested = await selfTest(keys);
      // Better none than one that nobody can check: the message itself is kept.
      if (!tested.hash || !tested.signature) throw new Failure('unknown', 'the test before sealing failed');
      return appendEntry(store, flag.id, async (head, present) => {
        const when = this.#whenAfter(head, noted);
        const facts = entryFacts({ flag: present, trigger, capture, made, selfTest: tested, software, ...when });
        return { entry: await sealEntry({ facts, head, keys, now: when.now }), artefacts: made.artefacts };
      });
    });
  }

  /** Adds to the chain what befell an archived message and does not stand there yet. */
  async tellChanges({ id, verdict }: Flag): Promise<Entry[]> {
    const [keys, software] = await Promise.all([deviceKey(this.#store), softwareUsed(verdict.modelVersion)]);
    let made: Entry | undefined;
    return this.#inTurn((noted) => appendChanges(this.#store, id, async (head, untold) => {
      const when = this.#whenAfter(head, noted);
      // A jump of the clock stands in the first of them.
      const clock = made?.hash === head.hash ? { ...when.clock, movedMs: null } : when.clock;
      made = await sealEntry({ facts: changeFacts({ ...untold, ...when, clock, software }), head, keys, now: when.now });
      return made;
    }));
  }

  /** Null: it had been deleted before. @throws Failure `not_found` */
  async delete(flagId: string, reason: string): Promise<Deleted | null> {
    const flag = await getFlag(this.#store, flagId);
    const [keys, software] = await Promise.all([deviceKey(this.#store), softwareUsed(flag?.verdict.modelVersion ?? '')]);
    return this.#inTurn((noted) => deleteKept(this.#store, flagId, reason, (head, about) => this.#tombstones(head, about, { reason, keys, software, noted })));
  }

  async #tombstones(
    head: ChainHead, abouts: AboutLink[], { reason, keys, software, noted }: { reason: string; keys: CryptoKeyPair; software: SoftwareFacts; noted: Noted },
  ): Promise<Entry[]> {
    const made: Entry[] = [];
    let last = head;
    for (const about of abouts) {
      const when = this.#whenAfter(last, noted);
      // A jump of the clock stands in the first of them.
      const clock = made.length === 0 ? when.clock : { ...when.clock, movedMs: null };
      const entry = await sealEntry({ facts: tombstoneFacts({ about, reason, ...when, clock, software }), head: last, keys, now: when.now });
      made.push(entry);
      last = { seq: entry.seq, hash: entry.hash, moment: { sealedAt: when.now, zone: when.zone, utcOffsetMinutes: utcOffsetMinutes(when.now, when.zone) } };
    }
    return made;
  }

  #whenAfter(head: ChainHead, noted: Noted): { now: string; zone: string; clock: ClockFacts } {
    const now = new Date(this.#device.now()).toISOString();
    const zone = this.#device.zone();
    noted.movedMs = this.#device.watch.movedMs();
    return { now, zone, clock: clockFacts(head.moment, { sealedAt: now, zone, utcOffsetMinutes: utcOffsetMinutes(now, zone) }, noted.movedMs) };
  }

  /** A jump of the clock is told again and again until the link that notes it is written. */
  #inTurn<T>(work: (noted: Noted) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      const noted: Noted = { movedMs: null };
      const done = await work(noted);
      this.#device.watch.told(noted.movedMs);
      return done;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

interface Asked {
  flag: Flag;
  trigger: ArchiveTrigger;
  capture: PageCapture | null;
}

interface Noted {
  movedMs: number | null;
}
