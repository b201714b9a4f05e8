import { isElement, isConnected, shadowOf, walkElements } from './dom.ts';

/** Elements looked through in one go for shadow roots. */
const MOST_LOOKED = 20_000;
/** A page may make roots without end. */
export const MOST_ROOTS = 5_000;
const LOOK_AT_HOSTS = 200;

/** The document and every shadow root in it, watched by one observer. */
export class Roots {
  readonly #onRecords: (records: MutationRecord[]) => void;
  readonly #observer: MutationObserver;
  readonly #watched = new WeakSet<Node>();
  /** Not held on to: a list lets its rows go, and their roots with them. */
  #hosts: WeakRef<Element>[] = [];
  /** Roots that found no room. */
  #refused = 0;

  constructor(document: Document, signal: AbortSignal, onRecords: (records: MutationRecord[]) => void) {
    this.#onRecords = onRecords;
    this.#observer = new MutationObserver((records) => this.#onRecords(records));
    this.#watch(document);
    signal.addEventListener('abort', () => {
      this.#observer.disconnect();
      this.#hosts = [];
    }, { once: true });
  }

  /**
   * Finds shadow roots in and under a node that came.
   * @param most elements looked through
   * @returns the roots that are new
   */
  search(root: Node, most = MOST_LOOKED): ShadowRoot[] {
    const found: ShadowRoot[] = [];
    const open: Node[] = [root];
    let looked = 0;
    for (let at = open.pop(); at && looked < most; at = open.pop()) {
      const walker = walkElements(at);
      for (let node: Node | null = isElement(at) ? at : walker.nextNode(); node && looked < most; node = walker.nextNode(), looked++) {
        const shadow = shadowOf(node as Element);
        if (!shadow) continue;
        if (!this.#watched.has(shadow) && this.#hasRoom()) {
          this.#watch(shadow);
          this.#hosts.push(new WeakRef(node as Element));
          found.push(shadow);
        }
        open.push(shadow);
      }
    }
    return found;
  }

  /** Hosts that have left make room. Not looked at for each root that comes, for nearly all of them may stand. */
  #hasRoom(): boolean {
    if (this.#hosts.length >= MOST_ROOTS && this.#refused++ % LOOK_AT_HOSTS === 0) {
      this.#hosts = this.#hosts.filter((ref) => {
        const host = ref.deref();
        return host !== undefined && isConnected(host);
      });
    }
    return this.#hosts.length < MOST_ROOTS;
  }

  #watch(root: Node): void {
    this.#watched.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true });
  }
}
