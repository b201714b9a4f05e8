import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { common } from '../../locales/common.ts';
import type { Language } from '../../locales/language.ts';
import { Icon } from '../icons.tsx';
import { useStrings } from '../use-strings.ts';

interface PanelProps {
  name: string;
  title: string;
  language: Language;
  /** The panel takes the focus when it opens and whenever this changes. */
  focusOn: string;
  /** While something is under way, Escape does not end it. */
  held?: boolean;
  children: ComponentChildren;
  onClose(): void;
}

/** The side panel: beside the list where there is room, in its place where there is not. */
export function Panel({ name, title, language, focusOn, held = false, children, onClose }: PanelProps) {
  const say = useStrings(common, language);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), [focusOn]);
  return (
    <section
      class={`panel ${name}`} aria-labelledby={`${name}-title`} tabIndex={-1} ref={box}
      onKeyDown={(event) => { if (event.key === 'Escape' && !held) onClose(); }}
    >
      <div class="panel-bar">
        <button type="button" class="quiet narrow-only" onClick={onClose}><Icon name="back" /> {say('back')}</button>
        <span class="spread" />
        <button type="button" class="quiet icon-only wide-only" aria-label={say('close')} title={say('close')} onClick={onClose}><Icon name="close" /></button>
      </div>
      <h2 id={`${name}-title`}>{title}</h2>
      {children}
    </section>
  );
}
