/** Bounded parallel work with results in the order of the input. */

/** So many items one worker takes before others in the process have their turn: work that waits for nothing would keep them out to its end. */
const itemsPerTurn = 4;

/**
 * Calls `work` on every item, at most `limit` at a time. Rejects with the first failure, after which nothing new is started.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async () => {
    let taken = 0;
    for (const [index, item] of queue) {
      results[index] = await work(item, index);
      if (++taken % itemsPerTurn === 0) await othersTurn();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
