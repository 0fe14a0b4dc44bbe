import { digestAlgorithm, type Digest } from '@assay/model';
import { parseGemDigest } from '../gem-digest.js';
import { canonicalPlatform } from '../gem-platform.js';
import type { LockLine } from './lock-lines.js';
import { parseLockName, type LockName } from './lock-name.js';
import { indentOf } from './lock-section.js';
import { quoted, refuseLockfile, type LockPlace } from './refuse-lockfile.js';

/** What `CHECKSUMS` says about one file. */
export interface LockChecksum {
  readonly of: LockName;
  /** 1-based line of its first entry. */
  readonly line: number;
  /** At most one per algorithm. */
  readonly pins: readonly Digest[];
  /** Texts that stand where a digest should and are none that Assay knows. Attacker-controlled. */
  readonly malformedPins: readonly string[];
}

/** The identity by which Bundler brings a spec and its checksum together. Version by text, platform as RubyGems compares it. */
export function lockKey({ name, version, platform }: LockName): string {
  return `${name}\0${version}\0${canonicalPlatform(platform)}`;
}

/** A {@link LockChecksum} being filled. */
interface Draft extends LockChecksum {
  readonly pins: Digest[];
  readonly malformedPins: string[];
}

/**
 * Reads the lines of `CHECKSUMS` (`  name (version[-platform]) alg=digest,…`) by {@link lockKey}. Several entries for one file
 * add up. Throws `ERR_LOCKFILE` for lines of another shape, which Bundler skips without a word, and where two entries give one
 * file different digests of one algorithm, which Bundler refuses too.
 */
export function readChecksums(file: string, lines: readonly LockLine[]): ReadonlyMap<string, LockChecksum> {
  const checksums = new Map<string, Draft>();
  for (const line of lines) {
    const { of, rest } = readEntry(file, line);
    const key = lockKey(of);
    const draft = checksums.get(key) ?? { of, line: line.number, pins: [], malformedPins: [] };
    checksums.set(key, draft);
    if (rest === '') continue;
    for (const part of rest.slice(1).split(',')) addPart({ file, line: line.number }, draft, part);
  }
  return checksums;
}

/** The name of an entry, and what follows it: nothing, or a space and digests. */
function readEntry(file: string, { text, number }: LockLine): { readonly of: LockName; readonly rest: string } {
  const close = text.indexOf(')');
  const of = indentOf(text) === 2 ? parseLockName(text.slice(2, close + 1)) : null;
  const rest = text.slice(close + 1);
  if (of !== null && (rest === '' || rest.startsWith(' '))) return { of, rest };
  return refuseLockfile({ file, line: number }, `The line ${quoted(text)} is no checksum entry as Bundler writes it.`);
}

/** Bundler checks a digest only if it is `sha256=`; any other text it carries along unread. Here it is reported. */
function addPart(place: LockPlace, draft: Draft, part: string): void {
  const equals = part.indexOf('=');
  const alg = equals < 0 ? null : digestAlgorithm(part.slice(0, equals));
  const digest = alg === null ? null : parseGemDigest(alg, part.slice(equals + 1));
  if (digest === null) draft.malformedPins.push(part);
  else addPin(place, draft, digest);
}

function addPin(place: LockPlace, draft: Draft, pin: Digest): void {
  const same = draft.pins.find(({ alg }) => alg === pin.alg);
  if (same === undefined) draft.pins.push(pin);
  else if (same.value !== pin.value) {
    const message = `CHECKSUMS gives ${quoted(draft.of.name)} two different ${pin.alg} digests; Bundler refuses that too.`;
    const hint = 'Find out which one is right before anything else: two people, or a merge, pinned different bytes.';
    refuseLockfile(place, message, hint);
  }
}
