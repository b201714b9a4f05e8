import type { Classified, Classifier } from '../../src/classify/classify.ts';
import { readConversation, type Said } from '../../src/classify/conversation.ts';
import { normalise } from '../../src/text/normalise.ts';
import type { ComparableText } from '../../src/core/comparable.ts';

// Runs in Node and, bundled, in a page: what one engine makes of the same questions.

/** Single messages, and chats that are read whole. The ids name them in a failure, so that no text has to be shown. */
export interface Questions {
  texts: { id: string; text: string }[];
  chats: { id: string; messages: { from: string; at: string; text: string }[] }[];
}

/** The id of what was read, and all that was made of it as JSON: two engines agree only when these are the same, unit for unit. */
export type Answer = [id: string, json: string];

/** One for each text; then for each message of each chat two, as the messages come and as they are looked at again. */
export function answersTo(classifier: Classifier, { texts, chats }: Questions): Answer[] {
  return [
    ...texts.map(({ id, text }): Answer => {
      const comparable = normalise(text);
      return [id, jsonOf(classifier.classify(text, comparable), comparable)];
    }),
    ...chats.flatMap(({ id, messages }) => {
      const said = messages.map(({ from, at, text }): Said => ({ voice: from, text, comparable: normalise(text), at: Date.parse(at) }));
      return [false, true].flatMap((lookAgain) => readConversation(classifier, said, { lookAgain }).map((verdict, index): Answer =>
        [`${id} message ${index + 1}${lookAgain ? ' again' : ''}`, jsonOf(verdict, said[index]!.comparable)]));
    }),
  ];
}

function jsonOf(verdict: Classified | null, comparable: ComparableText): string {
  return JSON.stringify(verdict && { ...verdict, folded: foldedHash(comparable) });
}

/** FNV-1a over the folded text and its way back: normalising must agree even where the model does not care. */
function foldedHash({ text, from, to }: ComparableText): number {
  let hash = 0x811c9dc5;
  const add = (value: number): void => {
    hash = Math.imul(hash ^ value, 0x01000193);
  };
  for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
  from.forEach(add);
  to.forEach(add);
  return hash >>> 0;
}
