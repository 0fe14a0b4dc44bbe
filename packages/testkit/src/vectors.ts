import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a check must say: its code, the outcome that the code has, and the file it is about where there are several. */
export interface VectorExpectation {
  readonly code: string;
  readonly outcome: VectorOutcome;
  readonly file?: string;
}

/** The outcomes of findings. */
export type VectorOutcome = 'proven' | 'refuted' | 'absent' | 'unknown' | 'not-applicable';

/** One case for a check, as data: the same in every implementation. */
export interface Vector {
  /** The file it stands in, for messages. */
  readonly source: string;
  /** A sentence of behaviour. */
  readonly title: string;
  /** Everything but `title` and `expect`: what the check sees. The check's own test gives it its types. */
  readonly input: Readonly<Record<string, unknown>>;
  /** In the order in which the check says it; at least one. */
  readonly expect: readonly VectorExpectation[];
}

/** The inputs that vectors of checks have, unless `loadVectors` is told otherwise. */
const usualInputs = ['subject', 'registries', 'release', 'artifacts'] as const;

/**
 * Reads every `*.json` in a folder, in the order of their names; each holds one vector or a list of them:
 * `{ title, subject, …, expect: [{ code, outcome, file? }] }`. Throws an Error that names file and field when a vector is
 * malformed, has a key that is not in `inputs`, or shares its title with another; and when the folder holds none at all.
 */
export function loadVectors(folder: string | URL, inputs: readonly string[] = usualInputs): readonly Vector[] {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const vectors = files.flatMap((name) => readVectors(join(path, name), name, inputs));
  if (vectors.length === 0) throw new Error(`${path} holds no vectors`);
  const titles = new Set<string>();
  for (const { title, source } of vectors) {
    if (titles.has(title)) throw new Error(`${source}: another vector has the title ${JSON.stringify(title)}`);
    titles.add(title);
  }
  return vectors;
}

/** What of a result a vector speaks about, to compare with its `expect`. */
export function asExpectation({ code, outcome, file }: VectorExpectation): VectorExpectation {
  return file === undefined ? { code, outcome } : { code, outcome, file };
}

function readVectors(path: string, source: string, inputs: readonly string[]): readonly Vector[] {
  const value = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => asVector(item, source, inputs));
}

function asVector(value: unknown, source: string, inputs: readonly string[]): Vector {
  const record = asRecord(value, source);
  const { title, expect, ...input } = record;
  if (typeof title !== 'string' || title === '') throw new Error(`${source}: a vector needs a title`);
  const where = `${source}: ${title}`;
  const foreign = Object.keys(input).find((key) => !inputs.includes(key));
  if (foreign !== undefined) throw new Error(`${where}: unknown key ${JSON.stringify(foreign)}`);
  if (!Array.isArray(expect) || expect.length === 0) throw new Error(`${where}: expect must list at least one result`);
  return { source, title, input, expect: expect.map((item: unknown) => expectation(item, where)) };
}

const outcomes: readonly string[] = [
  'proven',
  'refuted',
  'absent',
  'unknown',
  'not-applicable',
] satisfies VectorOutcome[];

function expectation(value: unknown, where: string): VectorExpectation {
  const { code, outcome, file, ...rest } = asRecord(value, where);
  const foreign = Object.keys(rest)[0];
  if (foreign !== undefined) throw new Error(`${where}: unknown key ${JSON.stringify(foreign)} in expect`);
  if (typeof code !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code)) {
    throw new Error(`${where}: a code is kebab-case`);
  }
  if (!isOutcome(outcome)) throw new Error(`${where}: an outcome is one of ${outcomes.join(', ')}`);
  if (file !== undefined && typeof file !== 'string') throw new Error(`${where}: file must be a text`);
  return file === undefined ? { code, outcome } : { code, outcome, file };
}

function isOutcome(value: unknown): value is VectorOutcome {
  return typeof value === 'string' && outcomes.includes(value);
}

function asRecord(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where}: not an object`);
  return value as Readonly<Record<string, unknown>>;
}
