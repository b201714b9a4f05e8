// A page of rows that stand one below the other, with a field and a link; its events as a person makes them. Closed roots are looked into.
export const ROW = 40;

export const trusted = <E extends Event>(event: E): E => Object.defineProperty(event, 'isTrusted', { value: true });
export const settled = (ms = 40) => new Promise((resolve) => setTimeout(resolve, ms));

export function key(name: string, target: EventTarget = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = trusted(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true, ...init }));
  target.dispatchEvent(event);
  return event;
}
export function mouse(type: string, id: string, at = 1): MouseEvent {
  const event = trusted(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true, clientX: at, clientY: at, detail: 1 }));
  document.getElementById(id)!.dispatchEvent(event);
  return event;
}
/** A person's click on the button of ours that says so. */
export async function pressIn(root: ParentNode, label: string): Promise<void> {
  const button = [...root.querySelectorAll('button')].find((one) => one.textContent === label)!;
  button.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })));
  await settled();
}

export interface RowsPage {
  /** Our shadow roots, oldest first. */
  roots: ShadowRoot[];
  /** What the page's own listeners were told of. */
  heard: string[];
  /** Puts everything back. */
  restore(): void;
}

/** Rows `r0`… with words in `p0`…, the n-th from 100 + n · ROW px on; the field has the focus. */
export function rowsPage(texts: readonly string[], signal: AbortSignal): RowsPage {
  const page: RowsPage = { roots: [], heard: [], restore };
  const real = { attachShadow: Element.prototype.attachShadow, box: Element.prototype.getBoundingClientRect };
  Element.prototype.attachShadow = function (init) {
    const shadow = real.attachShadow.call(this, init);
    page.roots.push(shadow);
    return shadow;
  };
  Element.prototype.getBoundingClientRect = function (this: Element) {
    const n = Number(this.getAttribute('data-n') ?? this.parentElement?.getAttribute('data-n') ?? Number.NaN);
    return Number.isNaN(n) ? new DOMRect(0, 0, 0, 0) : new DOMRect(10, 100 + n * ROW, 300, ROW - 8);
  };
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperties(document.documentElement, { clientWidth: { value: 800, configurable: true }, clientHeight: { value: 600, configurable: true } });
  const plain = 'style="overflow-x:visible;overflow-y:visible"';
  document.body.innerHTML = `<input id="field"><ol ${plain}>${texts.map((text, n) => `<li ${plain} id="r${n}" data-n="${n}"><p ${plain} id="p${n}">${text}</p></li>`).join('')}</ol><a id="else" href="#x">x</a>`;
  document.getElementById('field')!.focus();
  for (const type of ['keydown', 'click', 'mousedown', 'pointerdown']) document.addEventListener(type, (event) => page.heard.push(`${type} ${(event.target as Element).id}`), { signal });
  function restore() {
    Element.prototype.attachShadow = real.attachShadow;
    Element.prototype.getBoundingClientRect = real.box;
    for (const name of ['clientWidth', 'clientHeight']) Reflect.deleteProperty(document.documentElement, name);
  }
  return page;
}
