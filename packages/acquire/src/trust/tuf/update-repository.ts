/** One TUF repository brought up to date: TUF's client workflow (specification §5), through tuf-js. Stores nothing. */

import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Fetcher, TargetFile } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';
import { earliest } from '../trust-time.js';
import { checkMetadata, hasStrongHash, isSafeName, type MetadataType } from './check-metadata.js';
import { explainRefusal } from './explain-refusal.js';
import { MirrorClient, type MirrorOptions } from './mirror-client.js';
import { observeUpdater, type ObservedUpdater } from './observed-updater.js';
import { TufFailure } from './tuf-failure.js';
import { packMetadata, unpackMetadata, type TufMetadata } from './tuf-state.js';

/** What to bring up to date. */
export interface RepositoryUpdate extends MirrorOptions {
  /** Base URL of metadata; targets lie below it in `targets/`. */
  readonly mirror: string;
  /** What is trusted so far: at least a root. */
  readonly metadata: TufMetadata;
  /** Names of the targets wanted. */
  readonly targets: readonly string[];
  /** RFC 3339: metadata that has expired by then is refused. */
  readonly at: string;
}

/** A target's verified bytes. */
export interface VerifiedTarget {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** RFC 3339: the earliest end of the root and of every role that vouches for it. */
  readonly expires: string;
}

/** How it went. */
export interface RepositoryResult {
  /**
   * The metadata that was verified, also where the update failed later on: a newer root may revoke a stolen key, and a newer
   * timestamp is what a rollback is noticed by (TUF §5.3.8, §5.4.5).
   */
  readonly metadata: TufMetadata;
  /** Those of the wanted targets that the repository has. Empty after a failure. */
  readonly targets: readonly VerifiedTarget[];
  readonly failure: TufFailure | null;
}

/** Sizes beyond which nothing is read, whatever metadata says. */
const limits = {
  maxRootRotations: 128,
  maxDelegations: 16,
  rootMaxLength: 512_000,
  timestampMaxLength: 16_384,
  snapshotMaxLength: 2_000_000,
  targetsMaxLength: 5_000_000,
};
const targetMaxLength = 4 * 1024 * 1024;

/** Updates a repository. Never rejects for anything that the network or the mirror does. */
export async function updateRepository(update: RepositoryUpdate): Promise<RepositoryResult> {
  const client = new MirrorClient(update);
  const folder = await mkdtemp(join(tmpdir(), 'assay-trust-'));
  try {
    await unpackMetadata(folder, update.metadata);
    return await runUpdate(update, client, folder);
  } finally {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runUpdate(update: RepositoryUpdate, client: MirrorClient, folder: string): Promise<RepositoryResult> {
  let failure: TufFailure | null = null;
  let targets: readonly VerifiedTarget[] = [];
  try {
    targets = await verifiedTargets(update, client, folder);
  } catch (error) {
    if (!(error instanceof TufFailure)) throw error;
    failure = error;
  }
  return { metadata: await packMetadata(folder), targets, failure };
}

async function verifiedTargets(
  update: RepositoryUpdate,
  client: MirrorClient,
  folder: string,
): Promise<readonly VerifiedTarget[]> {
  const observed = openUpdater(update, client, folder);
  return explained(observed, async () => {
    await observed.tuf.updater.refresh();
    const found: VerifiedTarget[] = [];
    for (const name of update.targets) {
      const target = await readTarget(update, client, observed.tuf, name);
      if (target !== null) found.push(target);
    }
    return found;
  });
}

interface Opened {
  readonly tuf: ObservedUpdater;
  readonly fetcher: MetadataFetcher;
}

function openUpdater(update: RepositoryUpdate, client: MirrorClient, folder: string): Opened {
  checkMetadata(new TextEncoder().encode(update.metadata.root ?? ''), 'root', 'the root metadata to start from');
  const fetcher = new MetadataFetcher(client, update.mirror);
  const options = { metadataDir: folder, metadataBaseUrl: update.mirror, fetcher, config: limits };
  try {
    const tuf = observeUpdater(options, update.at);
    fetcher.onRequest = tuf.forget;
    return { tuf, fetcher };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw explainRefusal({ step: 'root', error });
  }
}

/** tuf-js turns errors into texts of others; what went wrong last is what went wrong. */
async function explained<T>({ tuf, fetcher }: Opened, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TufFailure) throw error;
    const seen = tuf.lastError();
    if (seen !== null) throw explainRefusal(seen);
    if (fetcher.failure !== null) throw fetcher.failure;
    const message = error instanceof Error ? error.message : String(error);
    throw new TufFailure('tuf-malformed', `The repository's metadata does not fit together: ${message}.`);
  }
}

/** tuf-js's way to the mirror: every file is looked at before tuf-js sees it. */
class MetadataFetcher implements Fetcher {
  readonly #client: MirrorClient;
  readonly #base: string;
  failure: TufFailure | null = null;
  onRequest: () => void = () => undefined;

  constructor(client: MirrorClient, base: string) {
    this.#client = client;
    this.#base = base;
  }

  /**
   * tuf-js says the length that metadata announces, and checks it. What is longer is another file, not an endless one: that is told
   * apart by reading on up to the cap of its kind.
   */
  async downloadBytes(url: string): Promise<Buffer> {
    const name = url.slice(this.#base.length);
    this.failure = null;
    this.onRequest();
    try {
      const bytes = await this.#client.read(url, limits[`${typeOf(name)}MaxLength`]);
      if (bytes === null) throw this.#missing(name);
      checkMetadata(bytes, typeOf(name), name);
      return Buffer.from(bytes);
    } catch (error) {
      if (error instanceof TufFailure) this.failure = error;
      throw error;
    }
  }

  /** Targets are read past tuf-js, which would write them under names from the repository. */
  downloadFile(): Promise<never> {
    return Promise.reject(new TypeError('no target is downloaded this way'));
  }

  /** A root that is not there ends the chain; anything else must be there. */
  #missing(name: string): Error {
    if (typeOf(name) === 'root') return new DownloadHTTPError('there is no newer root', 404);
    return new TufFailure('tuf-missing-file', `The mirror has no ${name}.`);
  }
}

/** By the names that TUF gives to files (§5: `N.root.json`, `timestamp.json`, `N.snapshot.json`, `N.ROLE.json`). */
function typeOf(name: string): MetadataType {
  if (/^\d+\.root\.json$/u.test(name)) return 'root';
  if (name === 'timestamp.json') return 'timestamp';
  return /^(?:\d+\.)?snapshot\.json$/u.test(name) ? 'snapshot' : 'targets';
}

async function readTarget(
  { mirror }: RepositoryUpdate,
  client: MirrorClient,
  tuf: ObservedUpdater,
  name: string,
): Promise<VerifiedTarget | null> {
  const info = await tuf.updater.getTargetInfo(name);
  if (info === undefined) return null;
  const bytes = await client.read(targetUrl(mirror, info, tuf.trusted.root.signed.consistentSnapshot), targetMaxLength);
  if (bytes === null)
    throw new TufFailure('tuf-missing-file', `The mirror has no target ${name}, which its metadata names.`);
  await verifyTarget(info, bytes);
  return { name, bytes, expires: expiryOf(tuf, name) };
}

/** `targets/DIR/HASH.NAME` in repositories with consistent snapshots (§6.2), by a hash that was looked at. */
function targetUrl(mirror: string, info: TargetFile, isConsistent: boolean): string {
  if (!isSafeName(info.path))
    throw new TufFailure('tuf-unsafe-name', `The target ${info.path} has a path that leads elsewhere.`);
  if (!hasStrongHash(Object.entries(info.hashes))) {
    throw new TufFailure(
      'tuf-target-unpinned',
      `The metadata names no hash of SHA-256 or longer for the target ${info.path}.`,
    );
  }
  const parts = info.path.split('/');
  const prefix = isConsistent
    ? `${info.hashes['sha256'] ?? info.hashes['sha512'] ?? info.hashes['sha384'] ?? ''}.`
    : '';
  const last = `${prefix}${parts.at(-1) ?? ''}`;
  return new URL(['targets', ...parts.slice(0, -1), last].map(encodeURIComponent).join('/'), mirror).href;
}

async function verifyTarget(info: TargetFile, bytes: Uint8Array): Promise<void> {
  const strong = ['sha256', 'sha384', 'sha512'].filter((alg) => Object.hasOwn(info.hashes, alg));
  const same = strong.length > 0 && strong.every((alg) => hash(alg, bytes, 'hex') === info.hashes[alg]);
  const sound = await info.verify(Readable.from([bytes])).then(
    () => true,
    () => false,
  );
  if (!same || !sound || bytes.length !== info.length) {
    throw new TufFailure(
      'tuf-target-mismatch',
      `The target ${info.path} is not the one that its metadata names (length or hash).`,
    );
  }
}

/** The root's, the top targets role's, and that of every delegated role whose word was needed on the way to the target. */
function expiryOf({ trusted }: ObservedUpdater, name: string): string {
  const times = [
    trusted.root.signed.expires,
    ...(trusted.targets === undefined ? [] : [trusted.targets.signed.expires]),
  ];
  if (trusted.targets?.signed.targets[name] === undefined) times.push(...delegatedExpiries(trusted));
  return earliest(times) ?? '1970-01-01T00:00:00Z';
}

/** All delegated roles that were loaded: some of them may not have led to the target, so that this errs to the early side. */
function delegatedExpiries(trusted: ObservedUpdater['trusted']): readonly string[] {
  const seen = new Set<string>();
  const waiting = ['targets'];
  const times: string[] = [];
  for (let role = waiting.pop(); role !== undefined; role = waiting.pop()) {
    if (seen.has(role)) continue;
    seen.add(role);
    const signed = trusted.getRole(role)?.signed;
    if (signed === undefined) continue;
    times.push(signed.expires);
    waiting.push(...Object.keys(signed.delegations?.roles ?? {}));
  }
  return times;
}
