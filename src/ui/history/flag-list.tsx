import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { useStrings } from '../use-strings.ts';
import type { FlagActs } from './flag-actions.tsx';
import { FlagRow } from './flag-row.tsx';

export interface FlagListProps {
  flags: Flag[];
  more: boolean;
  waiting: boolean;
  total: number | undefined;
  language: Language;
  calm: boolean;
  openId: string | null;
  busyIds: ReadonlySet<string>;
  listRef: Ref<HTMLDivElement>;
  acts: FlagActs;
  onOpen(flag: Flag): void;
  onUndoLast(): void;
  onLoadMore(): void;
}

/** Row to go to for a key, or null when the key is none of ours. */
export function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'j': case 'ArrowDown': return Math.min(at + 1, count - 1);
    case 'k': case 'ArrowUp': return Math.max(at - 1, 0);
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}

/** A feed: one row takes the focus, arrows or j and k move it, Enter opens. Reaching past the end loads more. */
export function FlagList(props: FlagListProps) {
  const { flags, more, waiting, total, language, calm, openId, busyIds, listRef, acts, onOpen, onUndoLast, onLoadMore } = props;
  const say = useStrings(history, language);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const currentIndex = Math.max(0, flags.findIndex(({ id }) => id === currentId));

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('[data-row]');
    if (!row) return;
    const at = flags.findIndex(({ id }) => id === row.dataset['row']);
    const flag = flags[at];
    if (!flag) return;
    if (event.key === 'Enter' && target === row) onOpen(flag);
    else if (event.key === 'u') onUndoLast();
    else {
      const next = nextIndex(event.key, at, flags.length);
      if (next === null) return;
      if (next === at && next === flags.length - 1 && more && event.key !== 'End') onLoadMore();
      const list = row.parentElement!;
      list.querySelectorAll<HTMLElement>('[data-row]')[next]?.focus();
    }
    event.preventDefault();
  }

  return (
    <>
      <div class="feed" role="feed" aria-busy={waiting} aria-labelledby="list-title" ref={listRef} onKeyDown={onKeyDown}>
        {flags.map((flag, index) => (
          <FlagRow
            key={flag.id}
            flag={flag}
            language={language}
            calm={calm}
            current={index === currentIndex}
            open={flag.id === openId}
            busy={busyIds.has(flag.id)}
            position={index + 1}
            total={more ? (total ?? -1) : flags.length}
            acts={acts}
            onOpen={() => onOpen(flag)}
            onFocus={() => setCurrentId(flag.id)}
          />
        ))}
      </div>
      {more ? <p class="load-more"><button type="button" onClick={onLoadMore} disabled={waiting}>{say('load_more')}</button></p> : null}
    </>
  );
}
