import { askFrames, type FrameHealth } from '../access/ask-frames.ts';
import { Failure } from '../core/failure.ts';
import { sendMessage } from '../wire/protocol.ts';

/** Tells some of a tab's readers, each frame by itself, for a message to the whole tab is answered by the first frame alone. */
async function tell(tabId: number, message: 'pickMissed' | 'teach', on: boolean, whom: (health: FrameHealth) => boolean): Promise<void> {
  const frames = (await askFrames(tabId)).filter(({ health }) => whom(health));
  const answers = await Promise.allSettled(frames.map(({ frameId }) => sendMessage(message, { on }, { tabId, frameId })));
  const done = answers.some((answer) => answer.status === 'fulfilled' && answer.value === on);
  if (!done) throw new Failure('unknown', `no frame took ${message}`);
}

/** The frames that read let the reader choose a message that was missed, or end it. @throws Failure `unknown` when none does */
export function pickInTab(tabId: number, on: boolean): Promise<void> {
  return tell(tabId, 'pickMissed', on, ({ state, picking }) => (on ? state === 'reading' : picking));
}

/** Every frame with a reader: where no chat was found, it may be in any of them. @throws Failure `unknown` when none does */
export function teachInTab(tabId: number, on: boolean): Promise<void> {
  return tell(tabId, 'teach', on, () => true);
}
