import { failureCode } from '../core/failure.ts';
import { fill, type Language } from '../locales/language.ts';
import { teach } from '../locales/teach.ts';
import { boxOf, isConnected } from './dom.ts';
import { standsOnDark } from './ground.ts';
import { beginning, HEARD } from './picker.tsx';
import { TeachBar } from './teach-bar.tsx';
import { countDraft, readSafely, type DraftCount } from './teach-count.ts';
import { TeachInput } from './teach-input.ts';
import type { Outlined } from './teach-outlines.ts';
import { TeachView } from './teach-view.ts';
import { tagWords, teachLines, type TeachButton, type TeachNote, type TeachStep } from './teach-words.ts';
import type { TeachDraft, TeachWork } from './teach-work.ts';

export interface TeachPointingOptions {
  document: Document;
  language: Language;
  /** No message is read aloud. */
  calm: boolean;
  work: TeachWork;
  /** The reader pointed, or ended it, in this frame: the others need not wait any longer. */
  onHere(): void;
  onEnded(): void;
  signal: AbortSignal;
  /** Milliseconds. */
  now?: () => number;
}

/** How often what would be read is looked over, in ms, and how many times longer than a look takes. */
const LOOK_EVERY_MS = 700;
const REST = 15;
/** Blocks passed over within one message. */
const MOST_STEPS = 100;

/**
 * The reader shows us the messages: one of their own, one of the other side; then all that would be read is outlined, to be set right
 * and kept. Meanwhile the page gets no press, and of the keys none that are ours.
 */
export class TeachPointing {
  readonly #options: TeachPointingOptions;
  readonly #now: () => number;
  readonly #stop = new AbortController();
  readonly #bar: TeachBar;
  readonly #view: TeachView;
  readonly #input: TeachInput;
  readonly #window: Window;
  #step: TeachStep = { at: 'own' };
  #note: TeachNote = null;
  #own: (() => Element | null) | null = null;
  #ownBlock: Element | null = null;
  #current: Element | null = null;
  #lookAt = 0;
  #frame = 0;

  constructor(options: TeachPointingOptions) {
    const { document, language } = options;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#window = document.defaultView!;
    const { signal } = this.#stop;
    this.#input = new TeachInput({
      document,
      now: this.#now,
      isOurs: (event) => event.composedPath().some((node) => this.#bar.isHost(node)),
      isOnButton: () => this.#bar.isOnButton,
      onOver: (event) => this.#step.at !== 'keeping' && this.#turnTo(this.#targetOf(event)),
      onPress: (event) => this.#onPress(event),
      onArrow: (by) => this.#onArrow(by),
      onEnter: () => this.#choose(this.#current),
      onEscape: () => this.#leave(),
      onTab: (back) => this.#bar.tab(back),
      signal,
    });
    options.signal.addEventListener('abort', () => this.end(), { signal, once: true });
    this.#view = new TeachView((message) => tagWords(message, language));
    this.#bar = new TeachBar({ document, language, now: this.#now, onButton: (button) => this.#onButton(button) });
    this.#tell();
    this.#bar.raise();
    this.#follow();
  }

  /** False once it has ended: a page may have ended it before the constructor was done. */
  get isOn(): boolean {
    return !this.#stop.signal.aborted;
  }

  end(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#window.cancelAnimationFrame(this.#frame);
    this.#bar.remove();
    this.#input.end(this.#options.signal);
    this.#options.onEnded();
  }

  /** The reader ended it. */
  #leave(): void {
    this.#options.onHere();
    this.end();
  }

  #onPress(event: MouseEvent): void {
    const target = this.#targetOf(event);
    this.#turnTo(target);
    this.#choose(target);
  }

  #onArrow(by: 1 | -1): void {
    const next = this.#next(by);
    if (!next) return;
    Element.prototype.scrollIntoView.call(next, { block: 'nearest' });
    this.#turnTo(next);
  }

  /** What a press there would choose: once messages are outlined a whole one, else a block of words. */
  #targetOf(event: MouseEvent): Element | null {
    const node = event.composedPath()[0];
    if (!(node instanceof Node)) return null;
    return this.#messageAround(node) ?? this.#options.work.blockAt(node, { x: event.clientX, y: event.clientY });
  }

  #messageAround(node: Node): Element | null {
    if (this.#step.at !== 'check') return null;
    const { draft } = this.#step;
    const row = draft.rowOf(node);
    return row && readSafely(draft, row) ? row : null;
  }

  #next(by: 1 | -1): Element | null {
    const { work } = this.#options;
    let at = this.#current && isConnected(this.#current) ? this.#current : null;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      at = work.step(at, by);
      if (!at) return null;
      const found = this.#messageAround(at) ?? at;
      if (found !== this.#current) return found;
    }
    return null;
  }

  #choose(target: Element | null): void {
    const { work } = this.#options;
    const step = this.#step;
    if (step.at === 'keeping') return;
    if (!target || !isConnected(target)) return this.#say('nothing');
    if (step.at !== 'check') this.#options.onHere();
    if (step.at === 'own') {
      this.#own = work.remember(target);
      this.#ownBlock = target;
      this.#go({ at: 'other' });
    } else if (step.at === 'other') {
      const own = this.#own?.() ?? null;
      if (this.#own && !own) return this.#go({ at: 'own' }, 'gone');
      const draft = work.draft(own, target);
      if (typeof draft !== 'string') return this.#check(draft, null);
      // The same second message may be chosen better; with these two nothing can be done.
      if (draft === 'same' || draft === 'wide' || draft === 'nothing') this.#say(draft);
      else this.#go({ at: 'own' }, draft);
    } else {
      const out = this.#messageAround(target) === target;
      const changed = out ? step.draft.without(target) : step.draft.with(target);
      if (changed) this.#check(changed, out ? 'taken_out' : 'added');
      else this.#say(out ? 'cannot_take_out' : 'cannot_add');
    }
  }

  #onButton(button: TeachButton): void {
    const step = this.#step;
    if (button === 'cancel') return this.#leave();
    if (button === 'over') return this.#go({ at: 'own' });
    if (button === 'none_of_mine') {
      this.#own = this.#ownBlock = null;
      this.#options.onHere();
      return this.#go({ at: 'other' });
    }
    if (step.at !== 'check') return;
    if (button === 'keep') return this.#keep(step.draft, step.count);
    const swapped = step.draft.swapped();
    if (swapped) this.#check(swapped, null);
    else this.#say('cannot_swap');
  }

  #keep(draft: TeachDraft, count: DraftCount): void {
    this.#go({ at: 'keeping', draft, count });
    this.#input.whenLetGo(() => {
      if (!this.isOn) return;
      this.#options.work.keep(draft).then(() => this.end(), (error: unknown) => {
        if (this.isOn) this.#go({ at: 'check', draft, count }, { failure: failureCode(error) });
      });
    });
  }

  #check(draft: TeachDraft, note: TeachNote): void {
    this.#go({ at: 'check', draft, count: this.#look(draft) }, note);
  }

  #go(step: TeachStep, note: TeachNote = null): void {
    this.#step = step;
    if (step.at === 'own') this.#own = this.#ownBlock = null;
    if (step.at === 'own' || step.at === 'other') this.#view.set(null, []);
    this.#current = null;
    this.#say(note);
    this.#bar.focus();
  }

  #say(note: TeachNote): void {
    this.#note = note;
    this.#tell();
  }

  #turnTo(target: Element | null): void {
    if (target === this.#current) return;
    this.#current = target;
    this.#tell();
  }

  #tell(): void {
    const { language, document } = this.#options;
    const ground = this.#current ?? (this.#step.at === 'check' ? this.#step.count.rows.at(-1) : null) ?? document.body ?? document.documentElement;
    this.#bar.show(teachLines(this.#step, this.#note, language), this.#heard(), isConnected(ground) && standsOnDark(ground));
  }

  /** For those who do not see the outline. */
  #heard(): string {
    const { language, calm, work } = this.#options;
    const words = teach[language];
    if (!this.#current) return '';
    const message = this.#step.at === 'check' && this.#messageAround(this.#current) === this.#current ? readSafely(this.#step.draft, this.#current) : null;
    if (message) return fill(calm ? words.heard_row_hidden : words.heard_row, { who: tagWords(message, language), text: beginning(message.text, HEARD) });
    return calm ? '' : fill(words.heard_block, { text: work.wordsOf(this.#current) });
  }

  /** The reader's own message, once it was pointed at. */
  #chosen(): Outlined[] {
    const own = this.#step.at === 'other' ? this.#ownBlock : null;
    const box = own && isConnected(own) ? boxOf(own) : null;
    return box && box.width > 0 && box.height > 0 ? [{ box, side: 'me', tag: teach[this.#options.language].tag_me }] : [];
  }

  #look(draft: TeachDraft): DraftCount {
    const began = this.#now();
    const count = countDraft(draft, this.#now);
    this.#view.set(draft, count.rows);
    this.#lookAt = this.#now() + Math.max(LOOK_EVERY_MS, (this.#now() - began) * REST);
    return count;
  }

  /** Once a frame: scrolling and new messages move what is outlined. */
  #follow(): void {
    if (this.#stop.signal.aborted) return;
    if (!this.#bar.stands) return this.end();
    if (this.#step.at === 'check' && this.#now() >= this.#lookAt) {
      this.#step = { ...this.#step, count: this.#look(this.#step.draft) };
      this.#tell();
    }
    const box = this.#current && isConnected(this.#current) ? boxOf(this.#current) : null;
    this.#bar.point(box && box.width > 0 && box.height > 0 ? box : null);
    this.#bar.outline(this.#step.at === 'check' || this.#step.at === 'keeping' ? this.#view.seen() : this.#chosen());
    this.#frame = this.#window.requestAnimationFrame(() => this.#follow());
  }
}
