import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.js';

describe('inParallel', () => {
  it('gives results in the order of the items, and has no more than so many under way', async () => {
    let under = 0;
    let most = 0;
    const work = async (steps: number) => {
      most = Math.max(most, ++under);
      for (let step = 0; step < steps; step++) await Promise.resolve();
      under -= 1;
      return steps * 2;
    };
    expect(await inParallel([5, 4, 3, 2, 1, 0], { limit: 2, work })).toEqual([10, 8, 6, 4, 2, 0]);
    expect(most).toBe(2);
  });

  it('pauses again and again, though nothing is waited for', async () => {
    const seen: number[] = [];
    let done = 0;
    const work = (item: number) => Promise.resolve((done += item));
    const pause = () => {
      seen.push(done);
      return Promise.resolve();
    };
    await inParallel(new Array<number>(640).fill(1), { limit: 8, work, pause });
    expect(seen).toHaveLength(160);
    expect(seen.filter((count) => count < 320).length).toBeGreaterThan(40);
  });

  it('starts nothing new once one has failed', async () => {
    const started: number[] = [];
    const work = (item: number) => {
      started.push(item);
      return item === 1 ? Promise.reject(new Error('no')) : Promise.resolve();
    };
    await expect(inParallel([0, 1, 2, 3], { limit: 1, work })).rejects.toThrow('no');
    expect(started).toEqual([0, 1]);
  });
});
