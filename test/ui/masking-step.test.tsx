// @vitest-environment happy-dom
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { MaskingChoice } from '../../src/core/masking.ts';
import { masking as words } from '../../src/locales/masking.ts';
import { previewMask } from '../../src/masking/masker.ts';
import type { MaskingDeps } from '../../src/ui/masking/masking-deps.ts';
import type { MaskingState } from '../../src/ui/masking/masking-state.ts';
import { MaskingStep } from '../../src/ui/masking/masking-step.tsx';
import { click, findButton, settle } from './dom.ts';

const say = words.en;
let root: HTMLElement;
let done: MaskingChoice[];
let back: number;
let finds: number;
let deps: MaskingDeps;

beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
  [done, back, finds] = [[], 0, 0];
  deps = {
    find: async () => {
      finds += 1;
      return [{ kind: 'name', text: '李桂芳', count: 1, on: true }, { kind: 'name', text: '张伟强', count: 1, on: false }, { kind: 'phone', text: '13812345678', count: 2, on: true }];
    },
    count: async ({ text }) => (text === '村' ? 4 : 0),
    preview: previewMask,
    messages: async () => [{ id: 'a', name: '催收', text: '你妈李桂芳\u202E，<b>13812345678</b>' }, { id: 'b', name: '催收', text: '村里见' }],
    pictures: async () => [{ seq: 3, width: 400, height: 200 }, { seq: 9, width: 400, height: 200 }],
    picture: async (seq) => (seq === 3 ? new Blob(['png']) : null),
  };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function Holder({ shown = true }: { shown?: boolean }) {
  const [state, setState] = useState<MaskingState | null>(null);
  return shown ? <MaskingStep language="en" deps={deps} state={state} onState={setState} onDone={(choice) => done.push(choice)} onBack={() => { back += 1; }} /> : null;
}
async function open(shown = true): Promise<void> {
  render(<Holder shown={shown} />, root);
  await settle();
}
const after = (): string[] => [...root.querySelectorAll('.mask-sample .quote:last-child blockquote')].map((one) => one.textContent ?? '');
const press = async (target: Element, key: string, shiftKey = false): Promise<void> => {
  await act(() => { target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true })); });
  await settle();
};
const boxes = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('button.mask-box')];

test('what was found is there with switches, and the preview follows them; the page’s words stay words', async () => {
  await open();
  expect([...root.querySelectorAll<HTMLInputElement>('.mask-group input')].map(({ checked }) => checked)).toEqual([true, false, true]);
  expect(after()).toEqual(['你妈⟦N1⟧U+202E，<b>⟦P1⟧</b>']);
  expect(root.querySelector('blockquote b')).toBeNull();
  await click(root.querySelector('.mask-group input'));
  expect(after()).toEqual(['你妈李桂芳U+202E，<b>⟦P1⟧</b>']);
  await click(findButton(root, say.undo));
  expect(after()).toEqual(['你妈⟦N1⟧U+202E，<b>⟦P1⟧</b>']);
});

test('a word of one’s own is counted, hidden, and can be taken away', async () => {
  await open();
  const field = root.querySelector<HTMLInputElement>('.mask-own input')!;
  async function add(text: string): Promise<void> {
    await act(() => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(() => { root.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })); });
    await settle();
  }
  await add(' 村 ');
  expect(root.querySelector('.mask-own-line')?.textContent).toContain('4 times');
  expect(after()).toEqual(['你妈⟦N1⟧U+202E，<b>⟦P1⟧</b>', '⟦N2⟧里见']);
  await add('无');
  expect(root.querySelectorAll('.mask-own-line')[1]?.textContent).toContain(say.own_not_found);
  await add('村');
  expect(root.textContent).toContain(say.own_there);
  await click(findButton(root, say.own_remove.replace('{text}', '村')));
  expect(after()).toHaveLength(1);
});

test('boxes by keys; a picture is shown only when that was said, and a missing one never', async () => {
  await open();
  await click(findButton(root, say.to_pictures));
  expect(root.textContent).toContain('1 of 2');
  await click(findButton(root, say.add_box));
  expect(boxes()).toHaveLength(1);
  expect(document.activeElement).toBe(boxes()[0]);
  await press(boxes()[0]!, 'ArrowRight');
  await press(boxes()[0]!, 'ArrowDown', true);
  await click(findButton(root, say.add_box));
  await press(boxes()[1]!, 'Delete');
  expect(boxes()).toHaveLength(1);
  await click(findButton(root, say.make));
  expect([...done[0]!.pictures]).toEqual([[3, null], [9, null]]);
  await click(findButton(root, say.show_it));
  await click(findButton(root, say.next));
  expect(root.textContent).toContain(say.picture_missing);
  expect(findButton(root, say.show_it)).toBeUndefined();
  await click(findButton(root, say.make));
  expect([...done[1]!.pictures]).toEqual([[3, [{ x: 154, y: 88, width: 100, height: 29 }]], [9, null]]);
  expect(done[1]!.items).toEqual([{ kind: 'name', text: '李桂芳' }, { kind: 'phone', text: '13812345678' }]);
});

test('mouse or finger: a drag draws a box in pixels of the picture, a drag of a box moves it', async () => {
  await open();
  await click(findButton(root, say.to_pictures));
  const stage = root.querySelector<HTMLElement>('.mask-stage')!;
  stage.getBoundingClientRect = () => ({ left: 10, top: 10, width: 200, height: 100 }) as DOMRect;
  async function drag(from: [number, number], to: [number, number], target: Element = stage): Promise<void> {
    for (const [type, [clientX, clientY]] of [['pointerdown', from], ['pointermove', to], ['pointerup', to]] as const) {
      await act(() => { (type === 'pointerdown' ? target : stage).dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, bubbles: true })); });
      await settle();
    }
  }
  await drag([60, 60], [20, 30]);
  await click(findButton(root, say.show_it));
  const made = async (): Promise<unknown> => {
    await click(findButton(root, say.make));
    return done.at(-1)!.pictures.get(3);
  };
  expect(await made()).toEqual([{ x: 20, y: 40, width: 80, height: 60 }]);
  await drag([40, 40], [50, 45], boxes()[0]!);
  expect(await made()).toEqual([{ x: 40, y: 50, width: 80, height: 60 }]);
  await drag([100, 100], [101, 101]);
  expect(await made()).toHaveLength(1);
});

test('what was decided is there when the step is shown again; it looks once', async () => {
  await open();
  await click(root.querySelector('.mask-group input'));
  await open(false);
  await open();
  expect(root.querySelector<HTMLInputElement>('.mask-group input')!.checked).toBe(false);
  expect(finds).toBe(1);
  await click(findButton(root, 'Back'));
  expect(back).toBe(1);
});

test('a search that fails says so and can be done again', async () => {
  const { find } = deps;
  deps.find = async () => { throw new Failure('storage_refused'); };
  await open();
  expect(root.querySelector('.mask-group')).toBeNull();
  deps.find = find;
  await click(findButton(root, 'Try again'));
  expect(root.querySelectorAll('.mask-group')).toHaveLength(2);
});
