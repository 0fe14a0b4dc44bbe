/**
 * Whether a project brings its gems along. Bundler installs the archives that lie in `vendor/cache` before it asks any server, and compares
 * them with a lockfile's CHECKSUMS only where there are such: what a server was asked about says nothing of them, so they are held to the pins here.
 */

import { opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isStrong, sameDigest, type Digest, type Gap, type LockfileContent } from '@assay/model';
import { hashFile } from '../files/hash-file.js';
import { isAbsent } from './is-absent.js';
import { readBoundedFile } from './read-bounded-file.js';

const maxConfigBytes = 1024 * 1024;
/** So many archives are hashed; no project of people has more gems. */
const mostArchives = 5000;

/** What tells a lockfile's vendored archives apart. */
export interface VendoringProject {
  /** As the user named it. */
  readonly lockfile: string;
  /** Reads what it locks, which is asked for only where there is something to compare; null where it cannot be parsed, which is told elsewhere. */
  readonly content: () => LockfileContent | null;
  /** Where the files of this lockfile are. */
  readonly at: (path: string) => string;
}

/**
 * Gaps that leave a run in doubt: an archive that the client would install and that is not the pinned one, or that no strong pin is for. Archives
 * that are what the lockfile pins leave none, and neither do those that it does not lock, because Bundler passes over them.
 */
export async function vendoredGemGaps({ lockfile, content, at }: VendoringProject): Promise<readonly Gap[]> {
  const cache = join(dirname(lockfile), 'vendor', 'cache');
  const config = join(dirname(lockfile), '.bundle', 'config');
  const [{ differing, unread }, isMoved] = await Promise.all([compare(at(cache), content), movesCache(at(config))]);
  const gap = (code: string, detail: string): Gap => ({ lockfile, code, detail, doubt: true });
  const notRead = (what: string) => gap('vendored-gems-not-read', `${what} ${advice}`);
  const gaps = differing.map((name) =>
    gap('vendored-gem-differs', `${name} in ${cache}, which Bundler installs, is not what the lockfile pins.`),
  );
  if (unread !== null) gaps.push(notRead(`Bundler installs what lies in ${cache} (${unread}), and no pin is for it.`));
  if (isMoved)
    gaps.push(notRead(`${config} names a folder of archives, which Bundler installs and which was not looked at.`));
  return gaps;
}

const advice =
  'Install without it, or lock it with CHECKSUMS (`bundle lock --add-checksums`), and accept this code under `acceptGaps` where neither can be.';

interface Comparison {
  /** Names of archives that are not what is pinned, quoted. */
  readonly differing: readonly string[];
  /** The first thing that no pin is for, in words. */
  readonly unread: string | null;
}

/** At most this many are named. */
const mostNamed = 20;

async function compare(folder: string, content: () => LockfileContent | null): Promise<Comparison> {
  const { archives, other } = await listArchives(folder);
  if (archives.length === 0) return { differing: [], unread: other };
  const pinsOf = pinsByFile(content());
  const differing: string[] = [];
  let unread = other;
  for (const name of archives) {
    const pins = pinsOf(name);
    const answer = pins === undefined ? 'same' : await holds(join(folder, name), pins);
    if (answer === 'differs') differing.push(JSON.stringify(name));
    if (answer === 'unread') unread ??= JSON.stringify(name);
  }
  return { differing: differing.slice(0, mostNamed), unread };
}

/** Strong pins of a file: none where it has none, and undefined for what the lockfile does not lock. */
function pinsByFile(content: LockfileContent | null): (name: string) => readonly Digest[] | undefined {
  if (content === null) return () => [];
  const files = content.subjects.flatMap((subject) => subject.files);
  const pins = new Map(files.map((file) => [file.name, file.pins.filter(({ alg }) => isStrong(alg))]));
  return (name) => pins.get(name);
}

async function holds(path: string, pins: readonly Digest[]): Promise<'same' | 'differs' | 'unread'> {
  if (pins.length === 0) return 'unread';
  try {
    const { digests, changed } = await hashFile(path, [...new Set(pins.map(({ alg }) => alg))]);
    if (changed) return 'unread';
    return pins.every((pin) => digests.some((digest) => sameDigest(digest, pin))) ? 'same' : 'differs';
  } catch {
    return 'unread';
  }
}

/** Archives by name, sorted; and the first of what Bundler could take and nothing compares: an unpacked repository, a link, too many. */
async function listArchives(
  folder: string,
): Promise<{ readonly archives: readonly string[]; readonly other: string | null }> {
  const archives: string[] = [];
  let other: string | null = null;
  try {
    for await (const entry of await opendir(folder)) {
      if (!entry.isFile()) other ??= JSON.stringify(entry.name);
      else if (entry.name.toLowerCase().endsWith('.gem')) archives.push(entry.name);
      if (archives.length > mostArchives) return { archives: [], other: 'more than can be compared' };
    }
    return { archives: archives.sort(), other };
  } catch (error) {
    return { archives: [], other: isAbsent(error) ? null : 'it cannot be listed' };
  }
}

/** Bundler's `cache_path`, which the checkout may set to any folder. */
async function movesCache(config: string): Promise<boolean> {
  try {
    const options = { maxBytes: maxConfigBytes, code: 'ERR_CONFIG', what: 'configuration' } as const;
    const text = new TextDecoder().decode(await readBoundedFile(config, options));
    return text.toUpperCase().includes('CACHE_PATH');
  } catch (error) {
    return !isAbsent(error instanceof Error ? (error.cause ?? error) : error);
  }
}
