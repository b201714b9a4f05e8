import type { Classifier } from '../../src/classify/classify.ts';
import { readConversation, type Said } from '../../src/classify/conversation.ts';
import { LABELS } from '../../src/core/verdict.ts';
import { normalise } from '../../src/text/normalise.ts';
import type { Chat, ChatKind } from './conversations.ts';
import { f1 } from './measure.ts';

export interface ChatFigures {
  chats: number;
  /** Messages of others. */
  messages: number;
  precision: number;
  recall: number;
  f1: number;
  /** Mean over the ten labels, of messages. */
  macroF1: number;
  /** Chats of this kind, and how many of them have any flag. */
  flagged: Record<Exclude<ChatKind, 'collector'>, { chats: number; withFlags: number; flags: number }>;
}

/** `lookAgain`: each message in the light of the whole chat, as an export or a second reading has it; otherwise as they come. */
export function chatFigures(classifier: Classifier, chats: readonly Chat[], lookAgain: boolean): ChatFigures {
  let messages = 0;
  const all = { hit: 0, wrong: 0, missed: 0 };
  const labels = LABELS.map(() => ({ hit: 0, wrong: 0, missed: 0 }));
  const flagged: ChatFigures['flagged'] = { lawful: { chats: 0, withFlags: 0, flags: 0 }, ordinary: { chats: 0, withFlags: 0, flags: 0 } };
  for (const chat of chats) {
    const verdicts = readConversation(classifier, chat.messages.map(said), { lookAgain });
    chat.messages.forEach((message, i) => {
      if (message.from === 'me') return;
      messages++;
      const given = verdicts[i]!.labels.map(({ id }) => id);
      count(all, message.labels.length > 0, given.length > 0);
      LABELS.forEach((label, index) => count(labels[index]!, message.labels.includes(label), given.includes(label)));
    });
    if (chat.kind === 'collector') continue;
    const flags = verdicts.filter((verdict) => verdict?.flagged).length;
    const kind = flagged[chat.kind];
    kind.chats++;
    kind.flags += flags;
    if (flags > 0) kind.withFlags++;
  }
  return {
    chats: chats.length, messages,
    precision: digits(all.hit / Math.max(1, all.hit + all.wrong)),
    recall: digits(all.hit / Math.max(1, all.hit + all.missed)),
    f1: digits(f1(all.hit, all.wrong, all.missed)),
    macroF1: digits(labels.reduce((sum, { hit, wrong, missed }) => sum + f1(hit, wrong, missed), 0) / labels.length),
    flagged,
  };
}

const said = ({ from, text, at }: Chat['messages'][number]): Said => ({ voice: from, text, comparable: normalise(text), at: Date.parse(at) });

function count(of: { hit: number; wrong: number; missed: number }, truly: boolean, given: boolean): void {
  if (truly && given) of.hit++;
  else if (given) of.wrong++;
  else if (truly) of.missed++;
}

const digits = (value: number): number => Math.round(value * 1e4) / 1e4;
