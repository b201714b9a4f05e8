import * as v from 'valibot';
import { Failure } from '../core/failure.ts';
import type { ConversationWord } from '../core/verdict.ts';
import type { ChatRef } from '../wire/protocol.ts';

const flagRequest = v.object({ flagId: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });
const chatRef = v.object({
  site: v.pipe(v.string(), v.maxLength(2_000)),
  conversation: v.object({ id: v.pipe(v.string(), v.maxLength(1_000)), title: v.pipe(v.string(), v.maxLength(2_000)) }),
});
const word = v.object({ word: v.nullable(v.picklist(['collector', 'not_collector'])) });

function parsed<Schema extends v.GenericSchema>(schema: Schema, data: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data);
  if (!result.success) throw new Failure('bad_request', v.summarize(result.issues).slice(0, 300));
  return result.output;
}

/** Shape checks of what comes from a page's reader. All throw `Failure('bad_request')`. */
export const checkFlagRequest = (data: unknown): string => parsed(flagRequest, data).flagId;
export const checkChatRef = (data: unknown): ChatRef => parsed(chatRef, data);
export const checkWord = (data: unknown): ConversationWord | null => parsed(word, data).word;
