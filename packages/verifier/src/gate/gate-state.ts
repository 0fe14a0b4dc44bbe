/** What was let through before, so that nothing older is after it. */

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
  readonly feeds: readonly RememberedFeed[];
}

const empty: GateMemory = { decidedAt: null, artifacts: [], feeds: [] };
const maxBytes = 16 * 1024 * 1024;
const mostArtifacts = 10_000;
const format = 'assay-gate-state-v1';

/**
 * Reads the file; one that is not there yet remembers nothing. Throws AssayError `ERR_CONFIG` for any other that is not exactly what
 * {@link rememberPass} writes: a damaged memory must not become none.
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
    return isMemory(value) ? value : null;
  } catch {
    return null;
  }
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const hex = /^[0-9a-f]{64}$/;

function isMemory(value: unknown): value is GateMemory {
  const { format: own, decidedAt, artifacts, feeds } = recordOf(value);
  return (
    own === format &&
    isTime(decidedAt) &&
    Array.isArray(artifacts) &&
    artifacts.every(isArtifact) &&
    Array.isArray(feeds) &&
    feeds.every(isFeed)
  );
}

function isArtifact(value: unknown): boolean {
  const { name, digest, at, policy } = recordOf(value);
  return typeof name === 'string' && isTime(at) && isHex(digest) && isHex(policy);
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

/** What a pass adds. */
export type Passed = Pick<GateMemory, 'artifacts' | 'feeds'> & { readonly decidedAt: string };

/**
 * Adds what was let through, and replaces the file whole or not at all. It is read again first: another gate may have passed meanwhile, and the
 * newer of both stays. Throws AssayError `ERR_CONFIG` where it cannot be written.
 */
export async function rememberPass(file: string, passed: Passed): Promise<void> {
  const before = await readGateMemory(file);
  const memory = {
    format,
    decidedAt: later(before.decidedAt, passed.decidedAt),
    artifacts: merged(before.artifacts, passed.artifacts).slice(-mostArtifacts),
    feeds: newestFeeds([...before.feeds, ...passed.feeds]),
  };
  try {
    await writeOutput(file, `${JSON.stringify(memory, null, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_CONFIG', `the state file cannot be written: ${why}`, { file, cause });
  }
}

function later(before: string | null, now: string): string {
  return before !== null && Date.parse(before) > Date.parse(now) ? before : now;
}

/** One entry for each artefact, the oldest first. */
function merged(
  before: readonly RememberedArtifact[],
  passed: readonly RememberedArtifact[],
): readonly RememberedArtifact[] {
  const newest = new Map<string, RememberedArtifact>();
  for (const each of [...before, ...passed]) {
    const key = `${each.digest} ${each.name}`;
    const known = newest.get(key);
    if (known === undefined || Date.parse(known.at) <= Date.parse(each.at)) newest.set(key, each);
  }
  return [...newest.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function newestFeeds(feeds: readonly RememberedFeed[]): readonly RememberedFeed[] {
  const newest = new Map<string, RememberedFeed>();
  for (const each of feeds) if ((newest.get(each.feed)?.sequence ?? 0) <= each.sequence) newest.set(each.feed, each);
  return [...newest.values()];
}
