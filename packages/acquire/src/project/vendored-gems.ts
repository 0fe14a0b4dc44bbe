/**
 * Whether a project brings its gems along. Bundler installs the archives that lie in `vendor/cache` before it asks any server, and compares
 * them with a lockfile's CHECKSUMS only where there are such: what a server was asked about says nothing of them, so they are held to the pins here.
 */

import { opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sameDigest, type Digest, type Gap, type LockfileContent } from '@assay/model';
import { hashFile } from '../files/hash-file.js';
import { readBoundedFile } from './read-bounded-file.js';

const maxConfigBytes = 1024 * 1024;
/** So many archives are hashed; no project of people has more gems. */
const mostArchives = 5000;

/** What tells a lockfile's vendored archives apart. */
export interface VendoringProject {
  /** As the user named it. */
  readonly lockfile: string;
  /** What it locks; null where it cannot be parsed, which is told elsewhere. */
  readonly content: LockfileContent | null;
  /** Where the files of this lockfile are. */
  readonly at: (path: string) => string;
}

/**
 * Gaps that leave a run in doubt: an archive that the client would install and that is not the pinned one, or that no strong pin is for. Archives
 * that are what the lockfile pins leave none, and neither do those that it does not lock, because Bundler passes over them.
 */
export async function vendoredGemGaps({ lockfile, content, at }: VendoringProject): Promise<readonly Gap[]> {
  const project = dirname(lockfile);
  const cache = join(project, 'vendor', 'cache');
  const config = join(project, '.bundle', 'config');
  const [differing, unread, isMoved] = await compare(at(cache), content, at(config));
  const gap = (code: string, detail: string): Gap => ({ lockfile, code, detail, doubt: true });
  const advice =
    'Install without it, or lock it with CHECKSUMS (`bundle lock --add-checksums`), and accept this code under `acceptGaps` where neither can be.';
  return [
    ...differing.map((name) =>
      gap('vendored-gem-differs', `${name} in ${cache}, which Bundler installs, is not what the lockfile pins.`),
    ),
    ...(unread === null
      ? []
      : [
          gap(
            'vendored-gems-not-read',
            `Bundler installs what lies in ${cache} (${unread}), and no pin is for it. ${advice}`,
          ),
        ]),
    ...(isMoved
      ? [
          gap(
            'vendored-gems-not-read',
            `${config} names a folder of archives, which Bundler installs and which was not looked at. ${advice}`,
          ),
        ]
      : []),
  ];
}

async function compare(
  folder: string,
  content: LockfileContent | null,
  config: string,
): Promise<readonly [readonly string[], string | null, boolean]> {
  const [{ archives, other }, isMoved] = await Promise.all([listArchives(folder), movesCache(config)]);
  const pins = pinsByFile(content);
  const differing: string[] = [];
  let unread = other;
  for (const name of archives) {
    const pinned = content === null ? [] : pins.get(name);
    if (pinned === undefined) continue;
    const answer = await holds(join(folder, name), pinned);
    if (answer === 'differs') differing.push(JSON.stringify(name));
    if (answer === 'unread') unread ??= JSON.stringify(name);
  }
  return [differing.slice(0, 20), unread, isMoved];
}

/** Strong pins of each file that the lockfile locks; none where it has none. */
function pinsByFile(content: LockfileContent | null): ReadonlyMap<string, readonly Digest[]> {
  const files = (content?.subjects ?? []).flatMap((subject) => subject.files);
  const strong = ({ alg }: Digest) => alg === 'sha256' || alg === 'sha384' || alg === 'sha512';
  return new Map(files.map(({ name, pins }) => [name, pins.filter(strong)]));
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

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
