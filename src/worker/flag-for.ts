import { Failure } from '../core/failure.ts';
import type { Flag } from '../core/flag.ts';
import { checkFlagId } from '../store/checks.ts';
import { getFlag } from '../store/flags.ts';
import type { Store } from '../store/schema.ts';
import { assertGranted, assertSpeaksFor, type Sender } from './senders.ts';

/** The flag that a request names, if this sender may touch it. @throws Failure `bad_request`, `not_found`, `permission_missing` */
export async function flagFor(store: Store, request: unknown, sender: Sender, ownOrigin: string): Promise<Flag> {
  const flag = await getFlag(store, checkFlagId((request as { flagId?: unknown } | null)?.flagId));
  if (!flag) throw new Failure('not_found');
  assertSpeaksFor(sender, flag.message.site, ownOrigin);
  await assertGranted(sender, ownOrigin);
  return flag;
}
