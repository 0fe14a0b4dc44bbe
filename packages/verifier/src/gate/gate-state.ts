/** What was let through and what was seen before, so that nothing older is let through after it. */

import { isPresent, readBoundedFile, writeOutput } from '@assay/acquire';
import { AssayError } from '@assay/model';

/** An artefact that was let through. */
interface RememberedArtifact {
  /** As its summary names it. */
  readonly name: string;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** As of when its newest summary knows what it says. */
  readonly at: string;
  /** SHA-256 in hex. */
  readonly policy: string;
}

/** A run that did not pass. */
interface RememberedFailure {
  /** SHA-256 of its artefact, in hex. */
  readonly digest: string;
  /** As of when it knows what it says. */
  readonly at: string;
}

/** An issue of a feed that was seen. */
interface RememberedFeed {
  readonly feed: string;
  readonly sequence: number;
  readonly issuedAt: string;
}

/** Everything that is remembered. */
export interface GateMemory {
  /** When something was last let through; null before that. */
  readonly decidedAt: string | null;
  readonly artifacts: readonly RememberedArtifact[];
  /** Whether or not anything was let through then: who withholds the failure afterwards, or the issue, gains nothing. */
  readonly failures: readonly RememberedFailure[];
  readonly feeds: readonly RememberedFeed[];
}

const empty: GateMemory = { decidedAt: null, artifacts: [], failures: [], feeds: [] };
const maxBytes = 16 * 1024 * 1024;
const mostEntries = 10_000;
const format = 'assay-gate-state-v1';

/**
 * Reads the file; one that is not there yet remembers nothing. Throws AssayError `ERR_CONFIG` for any other that is not exactly what
 * {@link rememberSeen} writes: a damaged memory must not become none.
 */
export async function readGateMemory(file: string): Promise<GateMemory> {
  if (!(await isPresent(file))) return empty;
  const bytes = await readBoundedFile(file, { maxBytes, code: 'ERR_CONFIG', what: 'state file' });
  const memory = parseMemory(bytes);
  if (memory !== null) return memory;
  const hint =
    'Restore it from a copy. To begin anew, which lets older summaries through once more, remove it on purpose.';
  throw new AssayError('ERR_CONFIG', 'the state file is damaged, so nobody knows what was let through before', {
    file,
    hint,
  });
}

function parseMemory(bytes: Uint8Array): GateMemory | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!isMemory(value)) return null;
    const { decidedAt, artifacts, failures, feeds } = value;
    return { decidedAt, artifacts, failures, feeds };
  } catch {
    return null;
  }
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const hex = /^[0-9a-f]{64}$/;

function isMemory(value: unknown): value is GateMemory {
  const { format: own, decidedAt, artifacts, failures, feeds } = recordOf(value);
  return (
    own === format &&
    (decidedAt === null || isTime(decidedAt)) &&
    Array.isArray(artifacts) &&
    artifacts.every(isArtifact) &&
    Array.isArray(failures) &&
    failures.every(isFailure) &&
    Array.isArray(feeds) &&
    feeds.every(isFeed)
  );
}

function isArtifact(value: unknown): boolean {
  const { name, digest, at, policy } = recordOf(value);
  return typeof name === 'string' && isTime(at) && isHex(digest) && isHex(policy);
}

function isFailure(value: unknown): boolean {
  const { digest, at } = recordOf(value);
  return isTime(at) && isHex(digest);
}

function isFeed(value: unknown): boolean {
  const { feed, sequence, issuedAt } = recordOf(value);
  return typeof feed === 'string' && Number.isSafeInteger(sequence) && isTime(issuedAt);
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && time.test(value) && !Number.isNaN(Date.parse(value));
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && hex.test(value);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/**
 * Adds what was seen, and replaces the file whole or not at all; a file that would stay the same is left alone. It is read again first:
 * another gate may have written meanwhile, and the newer of both stays. Throws AssayError `ERR_CONFIG` where it cannot be written.
 */
export async function rememberSeen(file: string, seen: GateMemory): Promise<void> {
  const before = await readGateMemory(file);
  const memory: GateMemory = {
    decidedAt: later(before.decidedAt, seen.decidedAt),
    artifacts: newest([...before.artifacts, ...seen.artifacts], ({ digest, name }) => `${digest} ${name}`),
    failures: newest([...before.failures, ...seen.failures], ({ digest }) => digest),
    feeds: newestFeeds([...before.feeds, ...seen.feeds]),
  };
  if (JSON.stringify(memory) === JSON.stringify(before)) return;
  try {
    await writeOutput(file, `${JSON.stringify({ format, ...memory }, null, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_CONFIG', `the state file cannot be written: ${why}`, { file, cause });
  }
}

function later(before: string | null, now: string | null): string | null {
  if (before === null || now === null) return before ?? now;
  return Date.parse(before) > Date.parse(now) ? before : now;
}

/** One entry for each key, the oldest first; so many of them. */
function newest<T extends { readonly at: string }>(all: readonly T[], keyOf: (each: T) => string): readonly T[] {
  const known = new Map<string, T>();
  for (const each of all) {
    const before = known.get(keyOf(each));
    if (before === undefined || Date.parse(before.at) <= Date.parse(each.at)) known.set(keyOf(each), each);
  }
  return [...known.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-mostEntries);
}

function newestFeeds(feeds: readonly RememberedFeed[]): readonly RememberedFeed[] {
  const newest = new Map<string, RememberedFeed>();
  for (const each of feeds) if ((newest.get(each.feed)?.sequence ?? 0) <= each.sequence) newest.set(each.feed, each);
  return [...newest.values()];
}
