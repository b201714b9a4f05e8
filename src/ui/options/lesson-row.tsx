import { useState } from 'preact/hooks';
import type { KeptLesson } from '../../core/flag.ts';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { lessons as words } from '../../locales/lessons.ts';
import { Foreign, Quote } from '../foreign.tsx';
import { formatWhen } from '../format.ts';
import { useStrings } from '../use-strings.ts';
import { Slot } from '../words.tsx';

interface LessonRowProps {
  lesson: KeptLesson;
  language: Language;
  calm: boolean;
  busy: boolean;
  onTakeBack(): void;
}

/** One message that taught something: its words, which way, when, and the way back. */
export function LessonRow({ lesson, language, calm, busy, onTakeBack }: LessonRowProps) {
  const say = useStrings(words, language);
  const sayCommon = useStrings(common, language);
  const [asked, setAsked] = useState(false);
  const hidden = calm && !asked;
  return (
    <li class="lesson">
      <p class="lesson-head" id={`lesson-${lesson.id}`}>
        <b>{say(`says_${lesson.says}`)}</b>
        <span class="muted small number">{formatWhen(lesson.at, language)}</span>
        {lesson.title ? <span class="muted small"><Slot words={say('in_chat')} place="chat"><Foreign text={lesson.title} language={language} max={60} /></Slot></span> : null}
      </p>
      {hidden ? null : <Quote text={lesson.text} language={language} short />}
      {calm ? (
        <p class="hidden-text">
          {hidden ? <span class="muted">{say('hidden')} </span> : null}
          <button type="button" class="link" aria-expanded={!hidden} onClick={() => setAsked(hidden)}>{sayCommon(hidden ? 'show_text' : 'hide_text')}</button>
        </p>
      ) : null}
      <p class="actions"><button type="button" aria-disabled={busy} aria-describedby={`lesson-${lesson.id}`} onClick={() => { if (!busy) onTakeBack(); }}>{say('take_back')}</button></p>
    </li>
  );
}
