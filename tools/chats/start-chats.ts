import { startConverse, type ConverseChat } from './start-converse.ts';
import { startLounge, type LoungeChat } from './start-lounge.ts';
import { openWorkshop } from './workshop.ts';

export type ChatName = 'lounge' | 'converse';

export interface Chats {
  lounge: LoungeChat;
  converse: ConverseChat;
  /** Ends every program and removes the temporary folder. Safe to call twice. When this process ends without it, the same happens. */
  stop(): Promise<void>;
}

/** Starts what is asked, on free loopback ports, side by side. All is stopped again when one of them fails. */
export async function startChats<Name extends ChatName>(names: readonly Name[]): Promise<Pick<Chats, Name | 'stop'>> {
  const workshop = await openWorkshop();
  const chats: Partial<Chats> = { stop: workshop.stop };
  const starts = names.map(async (name) => {
    if (name === 'lounge') chats.lounge = await startLounge(workshop);
    else chats.converse = await startConverse(workshop);
  });
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
  if (failed) {
    await workshop.stop();
    throw failed.reason;
  }
  return chats as Pick<Chats, Name | 'stop'>;
}
