import type { Message } from '../../core/message.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { Foreign } from '../foreign.tsx';
import { formatWhen } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

/** The whole date in the reader's zone, and what the page itself showed. When the sending time is unknown, it says so. */
export function SentTime({ message, language }: { message: Message; language: Language }) {
  const say = useStrings(history, language);
  const at = message.sentAt ?? message.seenAt;
  return (
    <span class="when">
      <time dateTime={at}>{message.sentAt ? formatWhen(at, language) : say('seen_at', { when: formatWhen(at, language) })}</time>
      {message.sentAtShown ? (
        <span class="shown-time"><Slot words={say('page_says')} place="time"><Foreign text={message.sentAtShown} language={language} max={60} /></Slot></span>
      ) : null}
    </span>
  );
}
