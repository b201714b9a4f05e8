import { askFrames } from '../access/ask-frames.ts';
import type { ArchiveTrigger } from '../core/entry.ts';
import { sendMessage, type ArchiveHere } from '../wire/protocol.ts';

const NOTHING: ArchiveHere = { outcome: 'nothing_here', count: 0, screen: false };
/** A page that hangs does not answer; nobody waits longer for it, in ms. Only for asking: to photograph takes as long as it takes. */
const WAIT_MS = 1_500;

/** Which of the tab's frames has something to archive: the first that has a message that is marked, else one that has any. */
async function frameThatHas(tabId: number, frames: number[], trigger: ArchiveTrigger): Promise<number | undefined> {
  const answers = await Promise.all(frames.map(async (frameId) => {
    const asked = sendMessage('archiveHere', { trigger, of: 'asking' }, { tabId, frameId }).catch(() => NOTHING);
    const answer = await Promise.race([asked, new Promise<ArchiveHere>((done) => setTimeout(() => done(NOTHING), WAIT_MS))]);
    return { frameId, outcome: answer?.outcome };
  }));
  const marked = answers.find(({ outcome }) => outcome === 'archived' || outcome === 'archived_before');
  return (marked ?? answers.find(({ outcome }) => outcome === 'unmarked'))?.frameId;
}

/**
 * Has the readers of a tab archive what the reader of the page means, each frame asked by itself: of a message to the whole tab only the first answer
 * is heard. The frame tells the reader what came of it.
 * @param frameId the frame in which the reader clicked, where that is known
 * @returns `nothing_here` too where no reader stands in the tab: see `read`
 */
export async function archiveInTab({ tabId, trigger, frameId }: { tabId: number; trigger: ArchiveTrigger; frameId?: number }): Promise<ArchiveHere & { read: boolean }> {
  const frames = (await askFrames(tabId)).map((frame) => frame.frameId);
  const [first] = frames;
  if (first === undefined) return { ...NOTHING, read: false };
  // Where they clicked, that is meant and nothing else; a frame that has none tells them so itself.
  const chosen = frameId !== undefined && frames.includes(frameId) ? frameId : ((await frameThatHas(tabId, frames, trigger)) ?? first);
  const answer = await sendMessage('archiveHere', { trigger }, { tabId, frameId: chosen }).catch((): ArchiveHere => ({ outcome: 'failed', count: 0, screen: false }));
  return { ...answer, read: true };
}
