/** A deterministic source of numbers: the same seed gives the same sequence everywhere. */
export interface Random {
  /** An integer from 0 up to, not including, `below`. */
  below(below: number): number;
  /** From 0 up to 1, evenly distributed. */
  unit(): number;
  /** Normally distributed around 0 with deviation 1. */
  normal(): number;
  /** One element; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
}

/** mulberry32: 32 bits of state, good enough to make test data look real, and nothing else. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(unit() * limit);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return { below, unit, normal, pick };
}
