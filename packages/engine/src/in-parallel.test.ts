import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.js';

describe('inParallel', () => {
  it('gives results in the order of the items, and has no more than so many under way', async () => {
    let under = 0;
    let most = 0;
    const results = await inParallel([5, 4, 3, 2, 1, 0], 2, async (steps) => {
      most = Math.max(most, ++under);
      for (let step = 0; step < steps; step++) await Promise.resolve();
      under -= 1;
      return steps * 2;
    });
    expect(results).toEqual([10, 8, 6, 4, 2, 0]);
    expect(most).toBe(2);
  });

  it('lets others in the process have their turn, even if nothing is waited for', async () => {
    let turns = 0;
    let over = false;
    const count = () => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    const items = Array.from({ length: 6400 }, (_, index) => index);
    await inParallel(items, 64, (item) => Promise.resolve(item));
    over = true;
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('starts nothing new once one has failed', async () => {
    const started: number[] = [];
    const failing = inParallel([0, 1, 2, 3], 1, (item) => {
      started.push(item);
      return item === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    await expect(failing).rejects.toThrow('no');
    expect(started).toEqual([0, 1]);
  });
});
