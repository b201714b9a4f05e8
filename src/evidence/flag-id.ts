import type { Message } from '../core/message.ts';
import { canonicalBytes, sealable } from './canonical.ts';
import { sha256Hex } from './hash.ts';

/** SHA-256 (hex) of `[site, conversation id, message key]`: the same message has the same id however often it is read. */
export function flagId(message: Message): string {
  return sha256Hex(canonicalBytes(sealable([message.site, message.conversation.id, message.key])));
}
