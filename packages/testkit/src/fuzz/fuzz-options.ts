/** How long and from where a fuzz run goes; the tests' own unless `scripts/fuzz.mjs` says otherwise in the environment. */
export interface FuzzOptions {
  readonly seed: number;
  /** Whether another input is read after `runs` of them. */
  readonly goesOn: (runs: number) => boolean;
  /** Where inputs that break something are written. */
  readonly save?: string | undefined;
}

/** Inputs per parser in the tests. */
export const fuzzRuns = 10_000;

/** The seed of the tests: the same inputs on every machine. */
const testSeed = 20261127;

/** Reads ASSAY_FUZZ_SEED, ASSAY_FUZZ_MINUTES, ASSAY_FUZZ_RUNS and ASSAY_FUZZ_SAVE. */
export function fuzzOptions(): FuzzOptions {
  const { ASSAY_FUZZ_SEED, ASSAY_FUZZ_MINUTES, ASSAY_FUZZ_RUNS, ASSAY_FUZZ_SAVE } = process.env;
  const seed = Number(ASSAY_FUZZ_SEED ?? testSeed);
  const runs = Number(ASSAY_FUZZ_RUNS ?? fuzzRuns);
  if (ASSAY_FUZZ_MINUTES === undefined) return { seed, goesOn: (done) => done < runs, save: ASSAY_FUZZ_SAVE };
  const end = Date.now() + Number(ASSAY_FUZZ_MINUTES) * 60_000;
  return { seed, goesOn: () => Date.now() < end, save: ASSAY_FUZZ_SAVE };
}

/** How long one test of a parser may take: as long as it is told to, and a while. */
export function fuzzTimeout(): number {
  return 240_000 + Number(process.env['ASSAY_FUZZ_MINUTES'] ?? 0) * 60_000;
}
