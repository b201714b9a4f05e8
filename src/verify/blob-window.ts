/** How much is read at once. Small files lie one behind the other, so that one reading serves many of them. */
const WINDOW = 1 << 20;

/** Reads a Blob piece by piece, never whole. */
export class BlobWindow {
  readonly #blob: Blob;
  #at = 0;
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  get size(): number {
    return this.#blob.size;
  }

  /** As many of the bytes asked for as there are. The result must not be written to. */
  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const from = Math.min(Math.max(0, at), this.size);
    const to = Math.min(from + Math.max(0, length), this.size);
    if (from < this.#at || to > this.#at + this.#bytes.length) {
      const end = Math.min(this.size, Math.max(to, from + WINDOW));
      const bytes = new Uint8Array(await this.#blob.slice(from, end).arrayBuffer());
      if (to - from > WINDOW) return bytes.subarray(0, to - from);
      this.#at = from;
      this.#bytes = bytes;
    }
    return this.#bytes.subarray(from - this.#at, to - this.#at);
  }

  /** The bytes of a stretch, one window after the other. */
  async *chunks(at: number, length: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    for (let done = 0; done < length;) {
      const bytes = await this.read(at + done, Math.min(WINDOW, length - done));
      if (bytes.length === 0) return;
      done += bytes.length;
      yield bytes;
    }
  }
}
