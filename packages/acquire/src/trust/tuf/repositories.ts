/** Which TUF repositories an update asks, and what each one is trusted from. */

import { AssayError, digestOf } from '@assay/model';
import { shippedTufRoots, type ShippedTufRoot } from '../shipped/manifest.js';
import { nextStep } from '../trust-codes.js';
import { checkMetadata } from './check-metadata.js';
import { knownMirrors, readState } from './state-store.js';
import { TufFailure } from './tuf-failure.js';
import type { TufMetadata } from './tuf-state.js';

/** A mirror that the user names. */
export interface NamedMirror {
  /** Base URL. */
  readonly url: string;
  /** Text of the root.json to trust; needed once for each mirror. */
  readonly root?: string;
  /** Name of the trusted root that it serves. Default: the mirror's host and path. */
  readonly name?: string;
}

/** A repository with what is trusted of it so far. */
export interface Repository {
  readonly name: string;
  readonly mirror: string;
  readonly anchor: string;
  readonly metadata: TufMetadata;
  /** True when the user named it: it may lie in the user's own network. */
  readonly isOwn: boolean;
}

/** A repository that cannot even be asked. */
export interface BrokenRepository {
  readonly name: string;
  readonly code: 'trust-store-corrupt';
  readonly detail: string;
}

/**
 * The named mirror alone; or the ones that ship and every mirror named before. Throws AssayError `ERR_USAGE` for a mirror that is no
 * usable URL, that is new and comes without a root, or whose root is none.
 */
export async function chooseRepositories(
  folder: string,
  named: NamedMirror | undefined,
  shipped: readonly ShippedTufRoot[] = shippedTufRoots,
): Promise<readonly (Repository | BrokenRepository)[]> {
  if (named !== undefined) return [await namedRepository(folder, named)];
  const builtIn = await Promise.all(shipped.map((root) => shippedRepository(folder, root)));
  const others = (await knownMirrors(folder)).filter((mirror) => !shipped.some((root) => root.mirror === mirror));
  return [...builtIn, ...(await Promise.all(others.map((url) => namedRepository(folder, { url }))))];
}

async function shippedRepository(folder: string, root: ShippedTufRoot): Promise<Repository | BrokenRepository> {
  const { name, mirror, sha256 } = root;
  const kept = await readState(folder, mirror);
  if (kept.kind === 'corrupt') return broken(name, kept.path, kept.why);
  if (kept.kind === 'state') return { ...kept.state, name, isOwn: false };
  const { text } = await root.load();
  if (digestOf('sha256', text).value !== sha256)
    throw new TypeError(`the TUF root of ${name} is not what its manifest says`);
  return { name, mirror, anchor: sha256, metadata: { root: text }, isOwn: false };
}

async function namedRepository(
  folder: string,
  { url, root, name }: NamedMirror,
): Promise<Repository | BrokenRepository> {
  const mirror = mirrorUrl(url);
  const kept = await readState(folder, mirror);
  const known = kept.kind === 'state' ? kept.state : null;
  const label = name ?? known?.name ?? defaultName(mirror);
  if (kept.kind === 'corrupt') return broken(label, kept.path, kept.why);
  if (root === undefined) {
    if (known !== null) return { ...known, name: label, isOwn: true };
    const hint =
      'Name it once with --root FILE: the root.json that you got from who runs the repository, not from the mirror itself.';
    throw new AssayError('ERR_USAGE', `nothing is known yet about the mirror ${mirror}`, { hint });
  }
  const anchor = digestOf('sha256', root).value;
  // The root that was named the first time: go on from what it has led to, or a rollback would go unnoticed.
  if (known?.anchor === anchor) return { ...known, name: label, isOwn: true };
  refuseBadRoot(root);
  return { name: label, mirror, anchor, metadata: { root }, isOwn: true };
}

function refuseBadRoot(root: string): void {
  try {
    checkMetadata(new TextEncoder().encode(root), 'root', 'the file');
  } catch (error) {
    if (!(error instanceof TufFailure)) throw error;
    throw new AssayError('ERR_USAGE', `the root is no TUF root metadata: ${error.message}`, {
      hint: nextStep('tuf-root-refused'),
    });
  }
}

function mirrorUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHttp = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === null || !isHttp || !isPlain) {
    const hint = 'Write it as https://tuf.example/ without credentials or query: none are ever sent to a mirror.';
    throw new AssayError('ERR_USAGE', 'the mirror is no plain http(s) URL', { hint });
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function defaultName(mirror: string): string {
  const { host, pathname } = new URL(mirror);
  return `${host}${pathname.replace(/\/$/u, '')}`;
}

function broken(name: string, path: string, why: string): BrokenRepository {
  return { name, code: 'trust-store-corrupt', detail: `${path} in the trust store cannot be used: ${why}.` };
}
