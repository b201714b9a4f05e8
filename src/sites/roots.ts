import { isElement, isConnected, shadowOf } from './dom.ts';

/** Elements looked through in one go for shadow roots. */
const MOST_LOOKED = 20_000;
/** A page may make roots without end. */
const MOST_ROOTS = 5_000;

/** The document and every shadow root in it, watched by one observer each. */
export class Roots {
  readonly #document: Document;
  readonly #onRecords: (records: MutationRecord[]) => void;
  readonly #observer: MutationObserver;
  readonly #watched = new WeakSet<Node>();
  #hosts: Element[] = [];

  constructor(document: Document, signal: AbortSignal, onRecords: (records: MutationRecord[]) => void) {
    this.#document = document;
    this.#onRecords = onRecords;
    this.#observer = new MutationObserver((records) => this.#onRecords(records));
    this.#watch(document);
    signal.addEventListener('abort', () => {
      this.#observer.disconnect();
      this.#hosts = [];
    }, { once: true });
  }

  /** Finds shadow roots in and under a node that came. @returns the roots that are new */
  search(root: Node): ShadowRoot[] {
    const found: ShadowRoot[] = [];
    const open: Node[] = [root];
    let looked = 0;
    for (let at = open.pop(); at && looked < MOST_LOOKED; at = open.pop()) {
      const walker = this.#document.createTreeWalker(at, NodeFilter.SHOW_ELEMENT);
      for (let node: Node | null = isElement(at) ? at : walker.nextNode(); node && looked < MOST_LOOKED; node = walker.nextNode(), looked++) {
        const shadow = shadowOf(node as Element);
        if (!shadow) continue;
        if (!this.#watched.has(shadow) && this.#hosts.length < MOST_ROOTS) {
          this.#watch(shadow);
          this.#hosts.push(node as Element);
          found.push(shadow);
        }
        open.push(shadow);
      }
    }
    return found;
  }

  /** Roots of hosts that have left are let go. */
  tidy(): void {
    this.#hosts = this.#hosts.filter(isConnected);
  }

  #watch(root: Node): void {
    this.#watched.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true });
  }
}
