/** Until `read` gives what is wanted, or the last answer when the time is over, for a readable failure. */
export async function eventually<T>(read: () => Promise<T>, wanted: (value: T) => boolean, ms = 10_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (wanted(value) || Date.now() > end) return value;
    await new Promise((done) => setTimeout(done, 100));
  }
}
