import * as v from 'valibot';
import { LIMITS } from '../core/limits.ts';
import type { Role } from '../core/message.ts';
import { ownAddress } from '../core/own-address.ts';
import { instant } from './instant.ts';

export const upTo = (units: number) => v.pipe(v.string(), v.maxLength(units));
export const filled = (units: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(units));
export const time = v.pipe(v.string(), v.maxLength(40), v.check((text) => instant(text) !== undefined, 'a real date and time with zone'));
/** An origin. No space in it: a chat's id is the site, a space, and the conversation's id. */
export const site = v.pipe(filled(LIMITS.key), v.regex(/^[a-z][a-z0-9+.-]*:\S*$/));
export const conversation = v.object({ id: upTo(LIMITS.key), title: upTo(LIMITS.title) });

/** A message as a content script hands it over, by an author of one of these roles. */
export function messageBy<const Roles extends readonly Role[]>(roles: Roles) {
  return v.pipe(v.object({
    key: filled(LIMITS.key),
    site,
    conversation,
    author: v.object({ id: v.exactOptional(upTo(LIMITS.key)), name: upTo(LIMITS.name), role: v.picklist(roles) }),
    text: upTo(LIMITS.text),
    sentAtShown: upTo(LIMITS.shown),
    sentAt: v.exactOptional(time),
    zone: v.exactOptional(upTo(LIMITS.word)),
    seenAt: time,
    kind: v.picklist(['text', 'image', 'voice', 'file', 'call', 'recall']),
    attachments: v.pipe(v.array(upTo(LIMITS.attachment)), v.maxLength(LIMITS.attachments)),
    url: upTo(LIMITS.url),
  }), v.transform((sent) => ({ ...sent, url: ownAddress(sent.url, sent.site) })));
}
