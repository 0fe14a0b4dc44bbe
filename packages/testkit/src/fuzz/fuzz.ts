/** Runs a parser on thousands of inputs that somebody might send, and holds every answer to what parsers owe. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, type Random } from '../random.js';
import { fuzzOptions, type FuzzOptions } from './fuzz-options.js';
import type { Mutate } from './mutate-gzip.js';
import { assertPlainData, prototypeSnapshot, type DataLimits } from './plain-data.js';
import { shrink } from './shrink.js';

/** What a parser made of one input: its value, which must be data, or nothing when it refused. */
export interface FuzzAnswer {
  readonly accepted: boolean;
  readonly value?: unknown;
}

/** A parser, inputs to start from, and how they are changed. */
export interface FuzzTarget<Input extends Uint8Array | string = Uint8Array> {
  /** One word or a few, unique: `npm run fuzz -- --parser NAME`. */
  readonly name: string;
  readonly seeds: readonly Input[];
  readonly mutate: Mutate<Input>;
  /** Throws for whatever the parser must not do; the errors that it declares are refusals. */
  readonly read: (input: Input) => FuzzAnswer | Promise<FuzzAnswer>;
  readonly opaque?: DataLimits['opaque'];
  /** True for a reader that takes something out of nearly any text. */
  readonly takesAnything?: true;
}

/** How many inputs were read, and what became of them. */
export interface FuzzTally {
  readonly runs: number;
  readonly accepted: number;
  readonly refused: number;
}

/** Mutants that were accepted and are changed further, beside the seeds. */
const poolSize = 100;
/** A mutant may grow by this much over the largest seed. */
const growth = 4096;

/**
 * Reads the seeds and then mutants of them. Throws an Error that shows the smallest input found and how to see it again when a
 * read throws, returns what is no data, returns more than its input accounts for, or changes a prototype.
 */
export async function fuzz<Input extends Uint8Array | string>(
  target: FuzzTarget<Input>,
  options: FuzzOptions = fuzzOptions(),
): Promise<FuzzTally> {
  const random = seededRandom(options.seed);
  const before = prototypeSnapshot();
  const pool = [...target.seeds];
  const tally = { runs: 0, accepted: 0, refused: 0 };
  for (let run = 0; options.goesOn(run); run++) {
    const input = target.seeds[run] ?? mutant(random, target, pool);
    const accepted = await hold(target, input, { ...options, run });
    assert.equal(prototypeSnapshot(), before, `${target.name}: a prototype was changed`);
    tally.runs++;
    tally[accepted ? 'accepted' : 'refused']++;
    if (accepted && run >= target.seeds.length) keep(random, pool, { input, seeds: target.seeds.length });
  }
  return tally;
}

/** One to four changes, of a seed or of a mutant that was accepted before. */
function mutant<Input extends Uint8Array | string>(
  random: Random,
  { seeds, mutate }: FuzzTarget<Input>,
  pool: readonly Input[],
): Input {
  const cap = Math.max(...seeds.map((seed) => seed.length)) + growth;
  let input = random.pick(random.below(2) === 0 ? seeds : pool);
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const next = mutate(random, input, random.pick(pool));
    if (next.length <= cap) input = next;
  }
  return input;
}

function keep<Input>(random: Random, pool: Input[], { input, seeds }: { input: Input; seeds: number }): void {
  if (pool.length < seeds + poolSize) pool.push(input);
  else pool[seeds + random.below(poolSize)] = input;
}

interface Place extends FuzzOptions {
  readonly run: number;
}

/** True when the input was accepted. */
async function hold<Input extends Uint8Array | string>(
  target: FuzzTarget<Input>,
  input: Input,
  place: Place,
): Promise<boolean> {
  try {
    return await attempt(target, input);
  } catch (error) {
    const smallest = await shrink(input, async (smaller) => nameOf(await failureOf(target, smaller)) === nameOf(error));
    const failure = (await failureOf(target, smallest)) ?? error;
    const saved = place.save === undefined ? '' : `\nsaved as ${save(place.save, target.name, smallest)}`;
    const text = `${target.name}: input ${place.run} of seed ${place.seed}\n${shown(smallest)}${saved}\n`;
    throw new Error(text + String(failure), { cause: error });
  }
}

async function attempt<Input extends Uint8Array | string>(target: FuzzTarget<Input>, input: Input): Promise<boolean> {
  const { accepted, value } = await target.read(input);
  assertPlainData(value, { maxValues: 2000 + 50 * input.length, opaque: target.opaque ?? [] });
  return accepted;
}

async function failureOf<Input extends Uint8Array | string>(target: FuzzTarget<Input>, input: Input): Promise<unknown> {
  try {
    await attempt(target, input);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Failures of one kind begin alike; numbers and quoted input differ. */
function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.message.slice(0, 20)}` : typeof error;
}

function shown(input: Uint8Array | string): string {
  return typeof input === 'string'
    ? `text ${JSON.stringify(input)}`
    : `base64 ${Buffer.from(input).toString('base64')}`;
}

function save(folder: string, name: string, input: Uint8Array | string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll(/[^a-z0-9]+/g, '-')}.input`);
  writeFileSync(file, input);
  return file;
}
