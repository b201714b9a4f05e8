import { useEffect, useRef, useState } from 'preact/hooks';
import type { Flag } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import { history } from '../../locales/history.ts';
import type { Language } from '../../locales/language.ts';
import { formatNumber } from '../format.ts';
import { FailureNotice } from '../notice.tsx';
import { LiveRegion, Toast, useToast } from '../status.tsx';
import { useDocumentLanguage, useStrings } from '../use-strings.ts';
import { useWatched } from '../use-watched.ts';
import { CheckPanel } from './check-panel.tsx';
import type { HistoryDeps } from './deps.ts';
import { Detail } from './detail.tsx';
import { EmptyHistory, NoMatch } from './empty.tsx';
import { ExportPanel } from './export-panel.tsx';
import { narrowing, START, toFlagFilter, widened, type FilterChoice } from './filter-choice.ts';
import { Filters } from './filters.tsx';
import { FlagList } from './flag-list.tsx';
import { HistoryHeader } from './history-header.tsx';
import { Overview } from './overview.tsx';
import { useActs } from './use-acts.ts';
import { useFlagList } from './use-flag-list.ts';

export interface HistoryPageProps {
  deps: HistoryDeps;
  language: Language;
  calm: boolean;
  /** Flag to open at the start, when another page asked for it. */
  openAtStart?: string | null;
  practiceUrl?: string;
  optionsUrl?: string;
  verifyUrl?: string;
  onCalm(calm: boolean): void;
}

type Side = { show: 'detail'; flag: Flag } | { show: 'export' | 'check' } | null;

export function HistoryPage({ deps, language, calm, openAtStart, practiceUrl = '/welcome.html', optionsUrl = '/options.html', verifyUrl = '/verify.html', onCalm }: HistoryPageProps) {
  const say = useStrings(history, language);
  const sayCommon = useStrings(common, language);
  useDocumentLanguage(language, `${say('title')} · ${sayCommon('product')}`);
  const [choice, setChoice] = useState<FilterChoice>(START);
  const [side, setSide] = useState<Side>(null);
  const [wide, setWide] = useState(false);
  const [announcement, announce] = useState('');
  const { toast, show, hide } = useToast();

  const filter = toFlagFilter(choice);
  const list = useFlagList(deps, filter, (n) => announce(say.count('new_arrived', n)));
  const summary = useWatched(deps.watch, async () => ({ facets: await deps.facets(), ends: await deps.ends({ states: ['open'] }) }), 'summary');
  const counted = useWatched(deps.watch, () => deps.count(filter), JSON.stringify(filter));
  const { acts, busyIds, failed, clearFailure, undoLast } = useActs({ deps, say, hold: list.hold, toast: show, hideToast: hide, announce });

  const opener = useRef<HTMLElement | null>(null);
  const scrolled = useRef(0);
  function open(next: Side) {
    if (!side) {
      opener.current = document.activeElement as HTMLElement | null;
      scrolled.current = window.scrollY;
    }
    if (next?.show === 'detail') opener.current = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.flag.id)}"]`) ?? opener.current;
    setSide(next);
  }
  function close() {
    setSide(null);
    setWide(false);
    // After the list is shown again: on a narrow screen the panel had taken its place.
    requestAnimationFrame(() => {
      window.scrollTo({ top: scrolled.current, behavior: 'instant' });
      opener.current?.focus({ preventScroll: true });
    });
  }
  useEffect(() => {
    // On a narrow screen the panel takes the place of the list, whose scrolling it must not inherit.
    if (side && window.matchMedia('(max-width: 1099px)').matches) window.scrollTo({ top: 0, behavior: 'instant' });
  }, [side]);
  useEffect(() => {
    if (!openAtStart) return;
    deps.flag(openAtStart).then((flag) => { if (flag) setSide({ show: 'detail', flag }); }, () => undefined);
  }, [deps, openAtStart]);

  const { value: remains = false } = useWatched(deps.watch, deps.remains, 'remains');
  const facets = summary.value?.facets;
  const total = facets ? facets.states.open + facets.states.archived + facets.states.dismissed : undefined;
  const sideId = side?.show === 'detail' ? side.flag.id : '';
  const followed = useWatched(deps.watch, async () => (sideId ? { id: sideId, flag: await deps.flag(sideId) } : undefined), sideId);
  // Deleted in another window: what is gone is not shown any longer.
  const gone = followed.value?.id === sideId && !followed.value.flag;
  const shown = side?.show === 'detail' && !gone ? (followed.value?.id === sideId ? followed.value.flag! : side.flag) : null;
  useEffect(() => { if (gone) close(); }, [gone]);
  function step(by: 1 | -1) {
    const flags = list.flags ?? [];
    const next = flags[flags.findIndex(({ id }) => id === shown?.id) + by];
    if (next) open({ show: 'detail', flag: next });
  }
  function deleted({ id, entrySeq }: Flag) {
    const flags = list.flags ?? [];
    const at = flags.findIndex((flag) => flag.id === id);
    const next = flags[at + 1] ?? flags[at - 1];
    list.drop(id);
    hide();
    announce(entrySeq === undefined ? say('said_deleted') : say('said_deleted_archived', { n: formatNumber(entrySeq, language) }));
    // Its row is gone: the focus goes to the one that takes its place, else to the page.
    opener.current = (next && document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)) ?? document.querySelector<HTMLElement>('#overview-title');
    show(entrySeq === undefined ? say('said_deleted') : say('said_deleted_archived', { n: formatNumber(entrySeq, language) }));
    close();
  }
  const error = list.error ?? summary.error;
  return (
    <div class={side ? `page with-side${wide ? ' wide' : ''}` : 'page'}>
      <HistoryHeader language={language} calm={calm} optionsUrl={optionsUrl} canExport={Boolean(total) || (total === 0 && remains)} onCalm={onCalm} onExport={() => open({ show: 'export' })} />
      <LiveRegion text={announcement} />
      <main>
        {error ? <FailureNotice error={error} language={language} onRetry={() => { list.retry(); summary.retry(); }} /> : null}
        {failed ? <FailureNotice error={failed.error} language={language} onRetry={failed.retry} onClose={clearFailure} /> : null}
        {!facets && !error ? <p class="muted loading">{sayCommon('loading')}</p> : null}
        {total === 0 ? <EmptyHistory language={language} practiceUrl={practiceUrl} remains={remains} onCheck={() => open({ show: 'check' })} onExport={() => open({ show: 'export' })} /> : null}
        {facets && total ? (
          <>
            <Overview facets={facets} ends={summary.value?.ends} state={choice.state} language={language} verifyUrl={verifyUrl} onState={(state) => setChoice({ ...choice, state })} onCheck={() => open({ show: 'check' })} />
            <div class="columns">
              <Filters choice={choice} facets={facets} language={language} onChange={setChoice} />
              <section class="list" aria-labelledby="list-title">
                <h2 id="list-title">
                  {say(`state_${choice.state}`)} <span class="muted">{counted.value === undefined ? '' : sayCommon.count('messages', counted.value)}</span>
                </h2>
                {list.flags && list.flags.length === 0 && !list.waiting ? (
                  <NoMatch language={language} narrowed={narrowing(choice) > 0} onClear={() => setChoice(widened(choice))} />
                ) : null}
                {list.flags ? (
                  <FlagList
                    flags={list.flags} more={list.more} waiting={list.waiting} total={counted.value} language={language} calm={calm}
                    openId={shown?.id ?? null} busyIds={busyIds} listRef={list.anchor} acts={acts}
                    onOpen={(flag) => open({ show: 'detail', flag })} onUndoLast={undoLast} onLoadMore={list.loadMore}
                  />
                ) : null}
              </section>
            </div>
          </>
        ) : null}
      </main>
      {shown ? (
        <Detail flag={shown} language={language} calm={calm} busy={busyIds.has(shown.id)} acts={acts} deps={deps} onClose={close} onStep={step} onDeleted={deleted} onExport={() => open({ show: 'export' })} />
      ) : null}
      {side?.show === 'export' && facets ? (
        <ExportPanel choice={choice} facets={facets} filtered={counted.value} language={language} deps={deps} verifyUrl={verifyUrl} onWide={setWide} onClose={close} />
      ) : null}
      {side?.show === 'check' ? (
        <CheckPanel language={language} verifyArchive={deps.verifyArchive} verifyUrl={verifyUrl} onExport={() => open({ show: 'export' })} onClose={close} />
      ) : null}
      {toast ? <Toast toast={toast} undoWord={sayCommon('undo')} closeWord={sayCommon('close')} onClose={hide} /> : null}
    </div>
  );
}
