/** How many requests or pieces of raw work are under way at once: as many as either side has connections. */
export const CLIENTS = 10;

/**
 * Does the pieces of work numbered `from` to `from + count - 1`, `CLIENTS` of them at a time.
 * @returns how long each took, in milliseconds
 */
export async function doMany(from: number, count: number, work: (n: number) => Promise<void>): Promise<number[]> {
  const latencies: number[] = [];
  let next = from;
  const client = async () => {
    while (next < from + count) {
      const n = next++;
      const begun = performance.now();
      await work(n);
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return latencies;
}
