import type { Flag } from '../../core/flag.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatDate, formatNumber } from '../format.ts';
import { Icon } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';

export interface FlagActs {
  archive(flag: Flag): void;
  dismiss(flag: Flag): void;
  restore(flag: Flag): void;
}

interface FlagActionsProps {
  flag: Flag;
  language: Language;
  /** An act on this flag is under way. The buttons keep the focus and do nothing. */
  busy: boolean;
  tabIndex?: number;
  acts: FlagActs;
}

/** What stands, in words, and what can be done about it. An archived message stays archived, whatever is said of it later. */
export function FlagActions({ flag, language, busy, tabIndex = 0, acts }: FlagActionsProps) {
  const say = useStrings(history, language);
  const act = (run: (flag: Flag) => void) => () => { if (!busy) run(flag); };
  const archived = flag.state === 'archived';
  const refused = flag.state === 'dismissed' || Boolean(flag.dismissedAt);
  return (
    <div class="flag-actions">
      {archived ? (
        <span class="state archived">
          <Icon name="seal" /> {say('is_archived', { n: flag.entrySeq === undefined ? '' : formatNumber(flag.entrySeq, language) })}
        </span>
      ) : null}
      {refused ? (
        <span class="state dismissed">
          {flag.dismissedAt ? say('is_dismissed_on', { date: formatDate(flag.dismissedAt, language) }) : say('is_dismissed')}
        </span>
      ) : null}
      {archived ? null : (
        <button type="button" class={refused ? '' : 'primary'} tabIndex={tabIndex} aria-disabled={busy} data-act="archive" onClick={act(acts.archive)}>
          {say('archive')}
        </button>
      )}
      {refused ? (
        <button type="button" tabIndex={tabIndex} aria-disabled={busy} data-act="restore" onClick={act(acts.restore)}>{say('undo_dismiss')}</button>
      ) : (
        <button type="button" class={archived ? 'quiet' : ''} tabIndex={tabIndex} aria-disabled={busy} data-act="dismiss" onClick={act(acts.dismiss)}>
          {say('dismiss')}
        </button>
      )}
    </div>
  );
}
