/** Bounded parallel work with results in the order of the input. */

/** So many items one worker takes before it pauses: work that waits for nothing would keep everything else out to its end. */
const itemsPerTurn = 4;

interface Work<T, R> {
  /** Items under way at once. */
  readonly limit: number;
  readonly work: (item: T) => Promise<R>;
  /** Lets others in the process have their turn. */
  readonly pause?: () => Promise<void>;
}

/** Works on every item. Rejects with the first failure, after which nothing new is started. */
export async function inParallel<T, R>(items: readonly T[], { limit, work, pause }: Work<T, R>): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async () => {
    let taken = 0;
    for (const [index, item] of queue) {
      results[index] = await work(item);
      taken += 1;
      if (taken % itemsPerTurn === 0) await pause?.();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
