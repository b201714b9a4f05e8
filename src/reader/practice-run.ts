import { shippedClassifier } from '../classify/shipped.ts';
import { FIRST_PREV } from '../core/entry.ts';
import type { KeptFlag } from '../core/flag.ts';
import type { ConversationWord } from '../core/verdict.ts';
import type { Language } from '../locales/language.ts';
import { createMarker } from '../mark/marker.ts';
import { isOwnHost } from '../mark/own-hosts.ts';
import { practice } from '../sites/practice.ts';
import { watch } from '../sites/watch.ts';
import { createJudge } from './judge.ts';
import { Session } from './session.ts';

/**
 * The reader itself on our own practice chat: the same watching, judging and marking, with a worker that forgets.
 * Nothing goes to the database; the page says so.
 */
export function runPractice({ document, language, calm, openHistory, signal }: {
  document: Document;
  language: Language;
  calm: boolean;
  openHistory(): void;
  signal: AbortSignal;
}): { isMarked(row: Element): Promise<boolean> } {
  const marked = new WeakSet<Element>();
  let word: ConversationWord | null = null;
  const kept = (flagId: string, state: KeptFlag['state']): KeptFlag => ({ id: flagId, key: flagId, state });
  const marks = createMarker({
    document,
    language,
    calm,
    onArchive: (key) => void session.archive(key),
    onDismiss: (key) => void session.dismiss(key),
    onRestore: (key) => void session.restore(key),
    onConfirm: (key, confirmed) => void session.confirm(key, confirmed),
    onRetry: (key) => session.retry(key),
    onWord: (key, said) => void session.setWord(key, said),
    onOpenHistory: openHistory,
    signal,
  });
  const session = new Session({
    marks: {
      ...marks,
      show(key, spot, verdict, state) {
        marked.add(spot.body);
        marks.show(key, spot, verdict, state);
      },
    },
    judge: createJudge(shippedClassifier(), { sensitivity: () => 'normal' }),
    worker: {
      keepFlags: async (flags) => flags.map(({ message }) => kept(message.key, 'open')),
      archiveFlag: async (flagId) => ({ flagId, seq: 0, hash: FIRST_PREV, captureMethod: 'text' }),
      dismissFlag: async (flagId) => kept(flagId, 'dismissed'),
      restoreFlag: async (flagId) => kept(flagId, 'open'),
      confirmFlag: async (flagId, confirmed) => ({ ...kept(flagId, 'open'), confirmed }),
      noteChange: async () => 0,
      missed: async ({ message }) => ({ ...kept(message.key, 'open'), confirmed: true }),
      chatWord: async () => word,
      setChatWord: async (_chat, said) => (word = said),
    },
    rereadAll: () => reading.rereadAll(),
    revoked: () => undefined,
    signal,
  });
  const reading = watch({ document, sites: [practice], signal, isOurs: isOwnHost, onReading: (one) => session.take([one]) });
  return {
    async isMarked(row) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const body = row.querySelector('[data-practice-text]');
      return body !== null && marked.has(body);
    },
  };
}
