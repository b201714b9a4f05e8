import { defineExtensionMessaging } from '@webext-core/messaging';
import type { PageCapture, ShotAnswer, ShotRequest } from '../core/capture.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import type { Conversation } from '../core/message.ts';
import type { FlagChange, FlagInput, KeptFlag, KeptLesson, LessonWord } from '../core/flag.ts';
import type { ConversationWord } from '../core/verdict.ts';

/** A chat on a site: the unit to which the reader's word applies. */
export interface ChatRef {
  site: string;
  conversation: Conversation;
}

/** What came of an order that names no message. `unmarked`: the message meant is not marked; the reader is asked what it is. */
export interface ArchiveHere {
  outcome: 'archived' | 'archived_before' | 'nothing_here' | 'unmarked' | 'failed';
  count: number;
  /** Whether the pictures are true ones. */
  screen: boolean;
  /** Some have no picture at all. */
  bare?: boolean;
  /** Of several, how many could not be archived. */
  failed?: number;
}

export interface EntryReceipt {
  flagId: string;
  seq: number;
  hash: string;
  /** `screen`: with a true picture. */
  captureMethod: 'text' | 'screen' | 'rendered';
}

/** What the reader said of one message, as the classifier learns from it: hashes of features, no words. */
export interface Lesson {
  says: LessonWord;
  features: number[];
}

/** How a site's chat is built, as the reader pointed it out. The shape is checked where it is kept and where it is used. */
export interface TaughtSite {
  /** An origin. */
  site: string;
  /** ISO 8601 UTC. */
  taughtAt: string;
  shape: unknown;
}

/**
 * What became of a file. `asks`: nothing is kept until the reader has agreed to the site; `replaces`: when the one there is was taught.
 */
export type TeachingImport =
  | { outcome: 'asks'; site: string; replaces: string | null }
  | { outcome: 'kept' | 'same'; site: string }
  | { outcome: 'refused'; why: 'size' | 'file' | 'kind' | 'newer' | 'site' | 'shape' | 'full' };

/** Every message that crosses a context. Plain JSON both ways. Errors arrive as `Failure` text: see `failureCode`. */
export interface Protocol {
  /** reader → worker: keep these flags. Answers once they are written, one for each, in order. Idempotent. */
  keepFlags(flags: FlagInput[]): KeptFlag[];
  /**
   * reader, history → worker: seal an Entry for a kept flag. Idempotent: a second call answers the same Entry.
   * `capture`: what the reader gathered of its page; without it the record holds the words alone and a drawn picture.
   */
  archiveFlag(request: { flagId: string; trigger: ArchiveTrigger; capture?: PageCapture }): EntryReceipt;
  /** reader → worker: photograph the window and keep this part of it for a capture that follows. */
  takeShot(request: ShotRequest): ShotAnswer;
  /**
   * worker → readers of a tab: the reader asked for the message under the pointer, in focus or in view to be archived.
   * Answers whether this frame has one; `of`: only ask whether there is one.
   */
  archiveHere(request: { trigger: ArchiveTrigger; of?: 'asking' }): ArchiveHere;
  /** popup → worker: archive what is in view in this tab, with a true picture. */
  archiveInTab(request: { tabId: number }): ArchiveHere;
  /** history → worker: delete a kept message, its Entry with a tombstone. The reader's reason may be empty. */
  deleteFlag(request: { flagId: string; reason: string }): boolean;
  /** history → worker: write down that the archive was verified. */
  noteVerified(request: { entries: number; custody: number; outcome: 'whole' | 'broken' }): boolean;
  /** reader, history → worker: not harassment. Never removes an Entry. */
  dismissFlag(request: { flagId: string }): KeptFlag;
  /** reader, history → worker: undo of the above. */
  restoreFlag(request: { flagId: string }): KeptFlag;
  /** reader → worker: what befell a kept message on its page. Answers how many such are known now. */
  noteChange(request: { flagId: string; change: FlagChange }): number;
  /** reader → worker: the reader's word on this chat, if any was given. */
  chatWord(chat: ChatRef): ConversationWord | null;
  /** reader → worker: the reader says what this chat is; null takes it back. */
  setChatWord(request: ChatRef & { word: ConversationWord | null }): ConversationWord | null;
  /** reader → worker: this is harassment, or not said any more. */
  confirmFlag(request: { flagId: string; confirmed: boolean }): KeptFlag;
  /** reader → worker: keep a message that the reader marked, and learn from it. Idempotent. */
  missed(flag: FlagInput): KeptFlag;
  /** reader → worker: what was taught so far, the newest that count, oldest first. */
  lessons(): Lesson[];
  /** options → worker: forget one lesson. Kept messages stay. */
  takeBackLesson(request: { id: string }): boolean;
  /** options → worker: undo of the above. */
  giveBackLesson(lesson: KeptLesson): boolean;
  /** options → worker: forget all lessons. Kept messages stay. */
  forgetLessons(): boolean;
  /** reader → worker: read this page's own site by this shape from now on. */
  keepTeaching(request: { shape: unknown }): boolean;
  /** reader → worker: messages are pointed at in this frame; end it in the tab's others. */
  teachingHere(): boolean;
  /** reader → worker: choosing a message that was missed is over in this frame; end it in the tab's others. */
  pickingHere(): boolean;
  /** options → worker: forget how a site is read. Answers what is forgotten, for an undo. */
  forgetTeaching(request: { site: string }): TaughtSite | null;
  /** options → worker: undo of the above. */
  giveBackTeaching(taught: TaughtSite): boolean;
  /** options → worker: the text of a teaching file. `agreed`: the site that the reader was shown and agreed to. */
  importTeaching(request: { text: string; agreed: string | null }): TeachingImport;
  /** popup, options → worker: bring scripts in step with the site just granted, and read open tabs of it now. */
  siteGranted(request: { pattern: string }): boolean;
  /** popup, options → worker: stop reading there, take marks off open tabs, give the permission back. */
  siteRevoked(request: { pattern: string }): boolean;
  /** history → worker: write one line of the custody log. */
  noteExport(request: { flags: number; entries: number; manifestSha256: string }): boolean;
  /** reader → worker: may this page's site still be read? */
  stillGranted(): boolean;
  /** reader → worker: the reader of this page asks for the history page. */
  openHistory(): boolean;
  /** reader → worker: this frame's health is another now, or its reader has ended. The worker asks the frames itself. */
  healthChanged(): boolean;
  /** options → worker: writes into the database and takes it out again; answers how much is kept. */
  checkStorage(): { flags: number; entries: number };
  /** options → worker: bring scripts in step with the sites that are on, and read their open tabs now. */
  repairSites(): boolean;
  /** popup → reader of a tab: choose a message that was missed, or end it. Answers whether it is on; a frame without messages answers no. */
  pickMissed(request: { on: boolean }): boolean;
  /** popup → readers of a tab, frame by frame: let the reader of the page show where the messages are, or end it. Answers whether it is on. */
  teach(request: { on: boolean }): boolean;
  /** worker → readers: this site was turned off. */
  siteTurnedOff(request: { pattern: string }): void;
  /** worker → readers: a flag's state changed elsewhere. */
  flagChanged(flag: KeptFlag): void;
  /** worker → readers: fetch the lessons again, and judge anew what is on the page. */
  lessonsChanged(): void;
}

export const { sendMessage, onMessage, removeAllListeners } = defineExtensionMessaging<Protocol>();
