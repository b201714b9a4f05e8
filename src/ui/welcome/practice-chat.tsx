import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../locales/language.ts';
import { welcomeStrings } from '../../locales/welcome.ts';
import { useStrings } from '../use-strings.ts';
import { practiceScript, type PracticeLine } from './practice-script.ts';

/** How many of the scripted lines stand there at first. */
const AT_FIRST = 3;

interface Shown extends PracticeLine {
  at: Date;
}

/** The practice chat. Its rows carry the marks that `sites/practice.ts` reads; it knows nothing of marking itself. */
export function PracticeChat({ language, isMarked }: { language: Language; isMarked(row: Element): Promise<boolean> }) {
  const t = useStrings(welcomeStrings, language);
  const script = practiceScript[language];
  const [lines, setLines] = useState<Shown[]>([]);
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const next = useRef(0);

  const start = () => {
    next.current = AT_FIRST;
    setLines(script.slice(0, AT_FIRST).map((line, i) => ({ ...line, at: new Date(Date.now() - (AT_FIRST - i) * 60_000) })));
  };
  useEffect(start, [script]);

  const add = (line: PracticeLine) => setLines((before) => [...before, { ...line, at: new Date() }]);
  const scripted = script[next.current];

  const tryWords = async (event: Event) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    add({ from: 'collector', text: typed });
    setTyped('');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const row = list.current?.lastElementChild;
    if (row) setStatus((await isMarked(row)) ? t('tryMarked') : t('tryUnmarked'));
  };

  return (
    <section class="practice" aria-labelledby="practice-title">
      <h2 id="practice-title">{t('practiceTitle')}</h2>
      <p>{t('practiceIntro')} {t('practiceHow')}</p>
      {/* A new list for each language: the reader's marks belong to the old one. */}
      <ol key={language} ref={list} class="chat" data-practice-chat aria-label={t('practiceList')}>
        {lines.map((line, i) => (
          <li key={i} data-practice-row={line.from === 'me' ? 'me' : 'them'}>
            <span class="chat-name" data-practice-name>{t(line.from)}</span>
            <p class="chat-text" data-practice-text dir="auto">{line.text}</p>
            <time class="chat-time" dateTime={line.at.toISOString()}>{line.at.toTimeString().slice(0, 5)}</time>
          </li>
        ))}
      </ol>
      <p class="buttons">
        {scripted
          ? <button type="button" class="button primary" onClick={() => { next.current++; add(scripted); }}>{t('next')}</button>
          : <button type="button" class="button" onClick={start}>{t('again')}</button>}
      </p>
      <form class="try" onSubmit={tryWords}>
        <label for="try">{t('tryLabel')}</label>
        <textarea id="try" rows={2} value={typed} placeholder={t('tryPlaceholder')} onInput={(event) => setTyped(event.currentTarget.value)} />
        <p class="buttons">
          <button type="submit" class="button" disabled={typed.trim() === ''}>{t('tryButton')}</button>
          <span class="muted">{t('tryNote')}</span>
        </p>
        <p role="status" class="muted">{status}</p>
      </form>
      <p class="muted">{t('practiceNote')}</p>
    </section>
  );
}
