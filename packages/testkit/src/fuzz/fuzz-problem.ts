import { fuzz, type FuzzTarget } from './fuzz.js';

/**
 * Fuzzes one parser and prints what came of it. A sentence where that has tested nothing, because the parser takes no input or nearly any; null
 * otherwise. Throws what {@link fuzz} throws.
 */
export async function fuzzProblem<Input extends Uint8Array | string>(
  target: FuzzTarget<Input>,
): Promise<string | null> {
  const { runs, accepted, refused } = await fuzz(target);
  process.stdout.write(`fuzz ${target.name}: ${runs} read, ${accepted} accepted, ${refused} refused\n`);
  if (accepted === 0) return 'everything was refused';
  return target.takesAnything === true || refused > runs / 200 ? null : 'nearly nothing was refused';
}
