import { act } from 'preact/test-utils';

/** A few turns: an answer may lead to a rendering that asks again. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await act(async () => { await new Promise((done) => setTimeout(done, 0)); });
}

/** The first button whose words start so, or whose label is so. */
export function findButton(root: ParentNode, text: string): HTMLButtonElement | undefined {
  return [...root.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(text) || one.getAttribute('aria-label') === text);
}

export async function click(target: Element | null | undefined): Promise<void> {
  if (!target) throw new Error('nothing to click');
  await act(() => { (target as HTMLElement).click(); });
  await settle();
}

/** Chooses an option of a select as a person would. */
export async function choose(select: HTMLSelectElement, value: string): Promise<void> {
  await act(() => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
}
