/**
 * Runs contenders in rounds that alternate which goes first, so that what the machine does meanwhile meets both. `contenders`: name → a
 * function that runs it once; gives for each round what each came to, by name.
 */
export async function inTurns(contenders, rounds) {
  const names = Object.keys(contenders);
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const result = {};
    for (const name of round % 2 === 0 ? names : names.toReversed()) result[name] = await contenders[name]();
    results.push(result);
  }
  return results;
}
