import { Failure } from '../core/failure.ts';
import type { Flag, KeptLesson, LessonWord } from '../core/flag.ts';
import { guarded, writing } from './guard.ts';
import type { Cursor } from './lanes.ts';
import type { Store } from './schema.ts';

/** Of a long message this much is kept, in UTF-16 units: more says nothing more to the classifier. */
export const LESSON_TEXT = 2_000;

/** The reader's word on a kept message. */
export function lessonOf({ id, message }: Pick<Flag, 'id' | 'message'>, says: LessonWord, at: string): KeptLesson {
  const { text, site, conversation } = message;
  return { id, says, text: beginning(text), at, flagId: id, site, title: conversation.title };
}

/** Never half of a pair of surrogates that the message had whole. */
function beginning(text: string): string {
  const first = text.slice(0, LESSON_TEXT);
  const pair = text.length > LESSON_TEXT && /[\uD800-\uDBFF]$/.test(first) && /^[\uDC00-\uDFFF]/.test(text.slice(LESSON_TEXT, LESSON_TEXT + 1));
  return pair ? first.slice(0, -1) : first;
}

/** One for each message: the last word counts. */
export function addLesson(store: Store, lesson: KeptLesson): Promise<void> {
  return writing(store, [store.lessons], async () => void (await store.lessons.put(lesson)));
}

/** Answers what was taken away, if there was any. */
export function removeLesson(store: Store, id: string): Promise<KeptLesson | undefined> {
  return writing(store, [store.lessons], async () => {
    const lesson = await store.lessons.get(id);
    await store.lessons.delete(id);
    return lesson;
  });
}

/** Answers the lessons there were. */
export function clearLessons(store: Store): Promise<KeptLesson[]> {
  return writing(store, [store.lessons], async () => {
    const lessons = await store.lessons.toArray();
    await store.lessons.clear();
    return lessons;
  });
}

export function lessonCount(store: Store): Promise<number> {
  return guarded(() => store.lessons.count());
}

/**
 * One page, newest first. The cursor is a place in the order of time and id, so lessons that come or go meanwhile neither double
 * nor hide one.
 * @throws Failure `bad_request` (limit)
 */
export function listLessons(store: Store, page: { before?: Cursor | undefined; limit: number }): Promise<{ lessons: KeptLesson[]; next?: Cursor }> {
  const { before, limit } = page;
  if (!Number.isInteger(limit) || limit < 1) return Promise.reject(new Failure('bad_request', 'limit is a whole number from 1'));
  return guarded(async () => {
    const from = before ? store.lessons.where('at').belowOrEqual(before.at) : store.lessons.orderBy('at');
    // A collection of the database, no array. Among equal times the index stands in the order of ids.
    // oxlint-disable-next-line no-array-reverse
    const rows = await from.reverse().filter(({ at, id }) => !before || at < before.at || id < before.id).limit(limit + 1).toArray();
    const lessons = rows.slice(0, limit);
    const last = lessons.at(-1);
    return { lessons, ...(rows.length > limit && last ? { next: { at: last.at, id: last.id } } : {}) };
  });
}

/** What "Save as file" writes. A program that reads it goes by `format` and `version`. */
export interface LessonsFile {
  format: 'witnessmark-lessons';
  version: 1;
  /** ISO 8601 UTC */
  savedAt: string;
  /** Newest first. */
  lessons: KeptLesson[];
}

/** Every lesson, with its words. */
export async function lessonsFile(store: Store, savedAt: string): Promise<LessonsFile> {
  const { lessons } = await listLessons(store, { limit: Math.max(1, await lessonCount(store)) });
  return { format: 'witnessmark-lessons', version: 1, savedAt, lessons };
}
