/** How a write may end a transaction: the disk is full, or the program is gone and the browser takes everything back. */
export type Ending = 'full' | 'killed';

type Write = 'add' | 'put' | 'delete';

/**
 * Counts the writes that reach the database itself, under whatever library, and ends the one of this number.
 * @param nth from 1; 0 ends none
 */
export async function withWrites<T>(nth: number, ending: Ending, work: () => Promise<T>): Promise<{ writes: number; result: PromiseSettledResult<T> }> {
  const proto = IDBObjectStore.prototype as unknown as Record<Write, (this: IDBObjectStore, ...args: unknown[]) => IDBRequest>;
  const kept = { add: proto.add, put: proto.put, delete: proto.delete };
  let writes = 0;
  for (const name of ['add', 'put', 'delete'] as const) {
    proto[name] = function write(this: IDBObjectStore, ...args: unknown[]) {
      writes += 1;
      if (writes === nth && ending === 'full') throw new DOMException('no room', 'QuotaExceededError');
      const request = kept[name].apply(this, args);
      // After the write was taken, as when a process ends between two of them.
      if (writes === nth) this.transaction.abort();
      return request;
    };
  }
  try {
    const [result] = await Promise.allSettled([work()]);
    return { writes, result: result! };
  } finally {
    Object.assign(proto, kept);
  }
}
