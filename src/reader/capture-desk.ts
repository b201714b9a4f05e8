import type { ShotAnswer, ShotRequest, PageCapture } from '../core/capture.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import { failureCode } from '../core/failure.ts';
import { fill, type Language } from '../locales/language.ts';
import { mark as words } from '../locales/mark.ts';
import { messageBox } from '../mark/boxes.ts';
import { standsOnDark } from '../mark/ground.ts';
import type { Marker } from '../mark/marker.ts';
import { isOwnHost } from '../mark/own-hosts.ts';
import { endLine, sayLine } from '../mark/said-line.ts';
import { hideOurs } from '../mark/sheet.ts';
import type { Reading } from '../sites/site.ts';
import type { ArchiveHere, EntryReceipt } from '../wire/protocol.ts';
import { readCapture } from './capture-page.ts';
import { OwnAccounts } from './capture-rows.ts';
import { Targets } from './capture-targets.ts';

export interface CaptureDeskOptions {
  document: Document;
  language: Language;
  marks: Pick<Marker, 'placeOf' | 'marked' | 'chosen'>;
  /** Has the row that holds this node and so many on either side read again, now: `hear` is told of each. */
  readNear(node: Node, most: number): void;
  shoot(request: ShotRequest): Promise<ShotAnswer>;
  send(request: { flagId: string; trigger: ArchiveTrigger; capture?: PageCapture }): Promise<EntryReceipt>;
  /** Archives a kept message, through `archiveFlag`. Undefined where it failed: the mark says why. */
  archive(key: string, trigger: ArchiveTrigger): Promise<EntryReceipt | undefined>;
  /** Asks the reader what this message is. Answers whether it does. */
  ask(reading: Reading, onKept: () => void): boolean;
  signal: AbortSignal;
}

/** A message that was just marked is on its way to being kept, in ms. */
const KEPT_WITHIN_MS = 3_000;
const LOOK_MS = 50;

/** Archives messages of this page with what the page shows of them, one after the other. */
export class CaptureDesk {
  readonly #options: CaptureDeskOptions;
  readonly #accounts = new OwnAccounts();
  readonly #targets: Targets;
  #heard: Reading[] | null = null;
  #line: Promise<unknown> = Promise.resolve();

  constructor(options: CaptureDeskOptions) {
    this.#options = options;
    const { document, marks, signal } = options;
    this.#targets = new Targets({ document, marks, readAt: (node) => this.#readNear(node, 0).at(-1) ?? null, signal });
  }

  /** To be told of every reading. */
  hear(reading: Reading): void {
    this.#accounts.hear(reading);
    this.#heard?.push(reading);
  }

  /** With what the page shows of it; where that cannot be had, the words are archived all the same. */
  archiveFlag(flagId: string, key: string, trigger: ArchiveTrigger): Promise<EntryReceipt> {
    // Two at once would scroll the page to and fro.
    const done = this.#line.then(async () => {
      const capture = await this.#capture(key, trigger);
      if (!capture) return this.#options.send({ flagId, trigger });
      return this.#options.send({ flagId, trigger, capture }).catch((error: unknown) => {
        // What we gathered was not taken: the words are what counts.
        if (failureCode(error) !== 'bad_request') throw error;
        return this.#options.send({ flagId, trigger });
      });
    });
    this.#line = done.catch(() => undefined);
    return done;
  }

  async #capture(key: string, trigger: ArchiveTrigger): Promise<PageCapture | null> {
    const { document, marks, shoot, signal } = this.#options;
    const place = marks.placeOf(key)?.spot.body;
    if (!place) return null;
    return readCapture({
      key,
      place,
      trigger,
      document,
      readNear: (node, most) => this.#readNear(node, most),
      ownAccountOf: (reading) => this.#accounts.of(reading),
      shoot: (request) => shoot(request).catch((): ShotAnswer => ({ taken: false, why: 'failed' })),
      hideOurs,
      isOurs: isOwnHost,
      signal,
    });
  }

  #readNear(node: Node, most: number): Reading[] {
    const heard: Reading[] = [];
    this.#heard = heard;
    try {
      this.#options.readNear(node, most);
    } finally {
      this.#heard = null;
    }
    return heard;
  }

  /** The reader asked by menu, shortcut or toolbar. Says on the page what came of it. @param asking only whether there is something */
  async here(trigger: ArchiveTrigger, asking: boolean): Promise<ArchiveHere> {
    const target = this.#targets.find(trigger);
    if (!asking) endLine();
    if (!target) {
      if (!asking && trigger !== 'toolbar') this.#say({ outcome: 'nothing_here', count: 0, screen: false }, null);
      return { outcome: 'nothing_here', count: 0, screen: false };
    }
    if ('unmarked' in target) return { outcome: asking || this.#ask(target.unmarked, trigger) ? 'unmarked' : 'nothing_here', count: 0, screen: false };
    if (asking) return { outcome: 'archived', count: target.keys.length, screen: false };
    const answer = await this.#archiveAll(target.keys, trigger);
    this.#say(answer, target.keys.length === 1 ? target.keys[0]! : null);
    return answer;
  }

  #ask(reading: Reading, trigger: ArchiveTrigger): boolean {
    const { key } = reading.message;
    return this.#options.ask(reading, () => void this.#archiveAll([key], trigger).then((answer) => this.#say(answer, key)));
  }

  async #archiveAll(keys: readonly string[], trigger: ArchiveTrigger): Promise<ArchiveHere> {
    const receipts: EntryReceipt[] = [];
    let before = 0;
    let failed = 0;
    for (const key of keys) {
      const state = await this.#kept(key);
      if (state === 'archived') before++;
      else if (state === 'kept') {
        const receipt = await this.#options.archive(key, trigger);
        if (receipt) receipts.push(receipt);
        else failed++;
      } else failed++;
    }
    const screen = receipts.length > 0 && receipts.every(({ captureMethod }) => captureMethod === 'screen');
    if (receipts.length > 0) {
      const bare = receipts.some(({ captureMethod }) => captureMethod === 'text');
      return { outcome: 'archived', count: receipts.length, screen, ...(bare ? { bare } : {}), ...(failed > 0 ? { failed } : {}) };
    }
    return before > 0 ? { outcome: 'archived_before', count: before, screen: false } : { outcome: 'failed', count: 0, screen: false };
  }

  async #kept(key: string): Promise<'kept' | 'archived' | 'failed'> {
    for (let waited = 0; waited <= KEPT_WITHIN_MS; waited += LOOK_MS) {
      const state = this.#options.marks.placeOf(key)?.state;
      if (state?.kept === 'kept') return state.flag === 'archived' ? 'archived' : 'kept';
      if (!state || state.kept === 'failed' || this.#options.signal.aborted) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return 'failed';
  }

  #say(answer: ArchiveHere, key: string | null): void {
    const { document, language, marks, signal } = this.#options;
    const text = lineOf(answer, language);
    const spot = key === null ? undefined : marks.placeOf(key)?.spot;
    try {
      sayLine({ document, language, text, at: spot ? messageBox(spot) : null, dark: spot ? standsOnDark(spot.body) : false, signal });
    } catch {
      // A page that breaks our line must not break the answer.
    }
  }
}

/** What the reader is told of it, in a line. */
export function lineOf({ outcome, count, screen, bare, failed }: ArchiveHere, language: Language): string {
  const say = words[language];
  if (outcome === 'archived_before') return say.here_before;
  if (outcome === 'failed') return say.here_failed;
  if (outcome !== 'archived') return say.here_nothing;
  const one = say[screen ? 'here_screen' : bare ? 'here_text' : 'here_rendered'];
  const done = count > 1 ? fill(say[screen ? 'here_many_screen' : 'here_many'], { n: count }) : one;
  return failed ? `${done} ${fill(say.here_some_failed, { n: failed })}` : done;
}
