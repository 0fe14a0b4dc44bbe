/** Makes an input that breaks something small enough to be read. */

type Input = Uint8Array | string;

/** How often a smaller input is tried. */
const tries = 3000;

/** Cuts pieces out, large ones first, as long as the rest `fails`. Deterministic, and an end comes. */
export async function shrink<T extends Input>(input: T, fails: (smaller: T) => Promise<boolean>): Promise<T> {
  let smallest = input;
  let left = tries;
  for (let piece = Math.ceil(input.length / 2); piece >= 1 && left > 0; piece = Math.floor(piece / 2)) {
    for (let at = 0; at < smallest.length && left > 0; left--) {
      const smaller = without(smallest, at, piece);
      if (await fails(smaller)) smallest = smaller;
      else at += piece;
    }
  }
  return smallest;
}

function without<T extends Input>(input: T, at: number, length: number): T {
  if (typeof input === 'string') return (input.slice(0, at) + input.slice(at + length)) as T;
  const out = new Uint8Array(Math.max(at, input.length - length));
  out.set(input.subarray(0, at));
  out.set(input.subarray(at + length), at);
  return out as Input as T;
}
