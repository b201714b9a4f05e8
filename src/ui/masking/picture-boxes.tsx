import { useEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../../core/masking.ts';
import type { Language } from '../../locales/language.ts';
import { masking } from '../../locales/masking.ts';
import { useStrings } from '../use-strings.ts';
import { afterKey, boxBetween, middleBox, moveBox } from './boxes.ts';

interface Point { x: number; y: number }
/** What the pointer is doing: drawing a new box, or moving one. */
type Act = { kind: 'draw'; from: Point; to: Point } | { kind: 'move'; index: number; from: Point; box: Box };

interface Props {
  url: string;
  /** In pixels of the picture. */
  size: { width: number; height: number };
  alt: string;
  boxes: readonly Box[];
  onBoxes(boxes: readonly Box[]): void;
  language: Language;
}

/** A picture with boxes over it: drawn with mouse or finger, moved and sized with keys too. */
export function PictureBoxes({ url, size, alt, boxes, onBoxes, language }: Props) {
  const say = useStrings(masking, language);
  const stage = useRef<HTMLDivElement>(null);
  const [act, setAct] = useState<Act | null>(null);
  const [full, setFull] = useState(false);
  /** At full size a finger moves the picture instead of drawing, while this is on. */
  const [pan, setPan] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    stage.current?.querySelectorAll<HTMLElement>('.mask-box')[focusNext.current]?.focus();
    focusNext.current = null;
  });

  const point = (event: PointerEvent): Point => {
    const area = stage.current!.getBoundingClientRect();
    return { x: ((event.clientX - area.left) / area.width) * size.width, y: ((event.clientY - area.top) / area.height) * size.height };
  };
  const replaced = (index: number, box: Box): Box[] => boxes.map((one, n) => (n === index ? box : one));
  function remove(index: number): void {
    focusNext.current = boxes.length > 1 ? Math.min(index, boxes.length - 2) : null;
    onBoxes(boxes.filter((_, n) => n !== index));
    setChosen(null);
  }
  function add(box: Box): void {
    focusNext.current = boxes.length;
    onBoxes([...boxes, box]);
  }

  function down(event: PointerEvent): void {
    if (event.button !== 0 || act || pan) return;
    const from = point(event);
    const index = Number((event.target as Element).closest<HTMLElement>('.mask-box')?.dataset['index'] ?? -1);
    stage.current!.setPointerCapture?.(event.pointerId);
    if (index >= 0) setAct({ kind: 'move', index, from, box: boxes[index]! });
    else setAct({ kind: 'draw', from, to: from });
  }
  function move(event: PointerEvent): void {
    if (!act) return;
    const to = point(event);
    setAct(act.kind === 'draw' ? { ...act, to } : { ...act, box: moveBox(boxes[act.index]!, to.x - act.from.x, to.y - act.from.y, size) });
  }
  function up(event: PointerEvent): void {
    if (!act) return;
    setAct(null);
    if (act.kind === 'draw') {
      const box = boxBetween(act.from, point(event), size);
      if (box) add(box);
    } else if (act.box !== boxes[act.index]) onBoxes(replaced(act.index, act.box));
  }
  function key(event: KeyboardEvent, index: number): void {
    const next = afterKey(boxes[index]!, event.key, event.shiftKey, size);
    if (next === null) return;
    event.preventDefault();
    if (next === 'removed') remove(index);
    else onBoxes(replaced(index, next));
  }

  const drawn = act?.kind === 'draw' ? boxBetween(act.from, act.to, size) : null;
  const place = ({ x, y, width, height }: Box): string =>
    `left: ${(x / size.width) * 100}%; top: ${(y / size.height) * 100}%; width: ${(width / size.width) * 100}%; height: ${(height / size.height) * 100}%`;
  return (
    <div class="picture-boxes">
      <p class="muted small" id="draw-how">{say('draw')} {say('box_keys')}</p>
      <div class="actions">
        <button type="button" onClick={() => add(middleBox(size))}>{say('add_box')}</button>
        <button type="button" disabled={chosen === null || chosen >= boxes.length} onClick={() => { if (chosen !== null) remove(chosen); }}>{say('box_remove')}</button>
        <button type="button" aria-pressed={full} onClick={() => { setFull(!full); setPan(false); }}>{say('zoom_full')}</button>
        {full ? <button type="button" aria-pressed={pan} onClick={() => setPan(!pan)}>{say('pan')}</button> : null}
        <span class="muted small mask-count" role="status">{say.count('boxes', boxes.length)}</span>
      </div>
      <div class={full ? 'mask-stage-scroll full' : 'mask-stage-scroll'}>
        <div
          ref={stage} class={pan ? 'mask-stage pan' : 'mask-stage'} role="group" aria-label={alt} aria-describedby="draw-how"
          style={full ? `width: ${size.width}px` : `width: min(100%, calc(64vh * ${size.width / size.height}))`}
          onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => setAct(null)}
        >
          <img src={url} alt={alt} draggable={false} />
          {boxes.map((box, index) => (
            <button
              key={index} type="button" class="mask-box" data-index={index} style={place(act?.kind === 'move' && act.index === index ? act.box : box)}
              aria-label={say('box_name', { n: index + 1, total: boxes.length })} aria-pressed={chosen === index}
              onFocus={() => setChosen(index)} onKeyDown={(event) => key(event, index)}
            />
          ))}
          {drawn ? <div class="mask-box drawing" style={place(drawn)} /> : null}
        </div>
      </div>
    </div>
  );
}
