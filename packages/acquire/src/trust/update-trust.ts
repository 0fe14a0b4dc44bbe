/** `assay trust update`: documents from TUF repositories into the user's store. The only part of trust that opens a socket. */

import { parse, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { digestOf, isTrusted, type TrustDocument } from '@assay/model';
import { readClientConfiguration, type ClientConfiguration } from '../client-config/index.js';
import { identityOfKeys, isNpmDefault } from './registry-keys-identity.js';
import type { ShippedTufRoot } from './shipped/manifest.js';
import { checkoutOf, holding } from '../client-config/checkouts.js';
import { nextStep, type TrustCode } from './trust-codes.js';
import type { TrustEntry } from './trust-entry.js';
import { writableTrustFolder } from './trust-folder.js';
import { storeTrustEntry, unwritable } from './trust-store.js';
import { chooseRepositories, type BrokenRepository, type NamedMirror, type Repository } from './tuf/repositories.js';
import type { MirrorOptions } from './tuf/mirror-client.js';
import { storeState } from './tuf/state-store.js';
import type { VerifiedTarget } from './tuf/update-repository.js';

/** What to update, and with what. */
export interface TrustUpdateOptions extends Omit<MirrorOptions, 'network'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  /** Absolute path of the folder where the command runs: if it is a checkout, its files have no say. */
  readonly cwd: string;
  /** RFC 3339 UTC: now. */
  readonly at: string;
  /** A mirror of the user's; without it, what ships and every mirror named before. */
  readonly mirror?: NamedMirror;
  /** Says why a verified document is of no use, or null: a repository may vouch for something that nobody can read. */
  readonly refuse: (document: TrustDocument) => string | null;
  /** Repositories in place of those that ship: for tests. */
  readonly shipped?: readonly ShippedTufRoot[];
}

/** A document that an update brought. */
export interface UpdatedDocument {
  readonly entry: TrustEntry;
  /** Name of the repository. */
  readonly repository: string;
}

/** A repository that could not be updated; what it brought before stays in force. */
export interface FailedUpdate {
  readonly repository: string;
  readonly mirror?: string;
  readonly code: TrustCode;
  readonly detail: string;
  readonly next: string;
}

/** How an update went. */
export interface TrustUpdate {
  readonly updated: readonly UpdatedDocument[];
  readonly failures: readonly FailedUpdate[];
  readonly notes: readonly string[];
}

/**
 * Updates every repository, one after another; a failure of one does not stop the others. Throws AssayError `ERR_USAGE` or
 * `ERR_CONFIG` for mirrors and stores that cannot be used.
 */
export async function updateTrust(options: TrustUpdateOptions): Promise<TrustUpdate> {
  const folder = await writableTrustFolder({ ...options, folders: [options.cwd] });
  const configuration = await readClientConfiguration({
    env: options.env,
    home: options.home,
    projectRoot: await projectRootOf(options),
    policyRegistries: [],
    isPublicRegistry: () => false,
  });
  const repositories = await chooseRepositories(folder.path, options.mirror, options.shipped);
  const results: RepositoryOutcome[] = [];
  for (const repository of repositories) {
    results.push(await updateOne(repository, { options, folder: folder.path, configuration }));
  }
  return {
    updated: results.flatMap((one) => one.updated),
    failures: results.flatMap((one) => one.failures),
    notes: [...folder.notes, ...configuration.notes],
  };
}

/**
 * The checkout whose configuration has no say. None, where the home folder lies in it: somebody who works in the home folder or above it
 * has user configuration there, and what an update brings is signed, whoever carries it.
 */
async function projectRootOf({ cwd, home }: TrustUpdateOptions): Promise<string> {
  const isHome = home !== null && (await holding(home, { folders: [cwd], home })) !== null;
  return isHome ? parse(resolve(cwd)).root : checkoutOf(resolve(cwd));
}

interface Surroundings {
  readonly options: TrustUpdateOptions;
  readonly folder: string;
  readonly configuration: ClientConfiguration;
}

type RepositoryOutcome = Pick<TrustUpdate, 'updated' | 'failures'>;

async function updateOne(repository: Repository | BrokenRepository, around: Surroundings): Promise<RepositoryOutcome> {
  if ('code' in repository) return failed(repository.name, repository);
  const { name, mirror, metadata, anchor } = repository;
  const { options, folder, configuration } = around;
  // tuf-js is loaded by this command alone: a run never asks a TUF repository.
  const { updateRepository } = await import('./tuf/update-repository.js');
  const registries = npmRegistries(repository, configuration);
  const targets = [rootTarget, ...registries.keys()];
  const result = await updateRepository({
    ...options,
    mirror,
    metadata,
    targets,
    network: networkTo(repository, configuration),
  });
  await storeState(folder, { name, mirror, anchor, metadata: result.metadata }).catch((cause: unknown) => {
    throw unwritable(folder, cause);
  });
  if (result.failure !== null)
    return failed(name, { code: result.failure.code, detail: result.failure.message, mirror });
  if (!result.targets.some((target) => target.name === rootTarget)) {
    return failed(name, { code: 'tuf-target-absent', detail: `The repository has no target ${rootTarget}.`, mirror });
  }
  const entries = result.targets.map((target) => entryOf(target, { repository, registries, at: options.at }));
  return keep(entries, repository, around);
}

/** All documents of a repository or none: they were vouched for together. */
async function keep(
  entries: readonly (TrustEntry | null)[],
  { name, mirror }: Repository,
  { options, folder }: Surroundings,
): Promise<RepositoryOutcome> {
  const usable = entries.filter((entry) => entry !== null);
  const reasons = usable.map(({ document }) => ({ name: document.name, why: options.refuse(document) }));
  const unread = usable.length < entries.length ? { name, why: 'it is no text' } : undefined;
  const refused = unread ?? reasons.find(({ why }) => why !== null);
  if (refused !== undefined) {
    const detail = `The document ${refused.name} is of no use: ${refused.why ?? ''}.`;
    return failed(name, { code: 'tuf-document-refused', detail, mirror });
  }
  for (const entry of usable) await storeTrustEntry(folder, entry);
  return { updated: usable.map((entry) => ({ entry, repository: name })), failures: [] };
}

/** The target that holds a Sigstore instance's trusted root. */
const rootTarget = 'trusted_root.json';

/** The repository that vouches for the keys of npm's built-in default registry. */
const publicRepository = 'sigstore-public-good';

/**
 * The npm registries of the user's configuration whose keys this repository may vouch for, by the target that holds them: Sigstore's
 * public one for any, a mirror of the user's for those of the user's own registries, any other for none.
 */
function npmRegistries({ name, isOwn }: Repository, { registries }: ClientConfiguration): ReadonlyMap<string, string> {
  const trusted = registries.registries.filter((entry) => entry.ecosystem === 'npm' && isTrusted(entry));
  const urls = trusted.flatMap(({ url, aliases }) => [url, ...aliases]);
  const allowed = urls.filter((url) => name === publicRepository || (isOwn && !isNpmDefault(url)));
  return new Map(allowed.map((url) => [`${new URL(url).host}/keys.json`, url]));
}

interface EntryContext {
  readonly repository: Repository;
  readonly registries: ReadonlyMap<string, string>;
  readonly at: string;
}

/** The stored form of a target; null when its bytes are no text. */
function entryOf(
  { name, bytes, expires }: VerifiedTarget,
  { repository, registries, at }: EntryContext,
): TrustEntry | null {
  const text = decode(bytes);
  if (text === null) return null;
  const document: TrustDocument = {
    ...(name === rootTarget
      ? { kind: 'sigstore-root', name: repository.name }
      : identityOfKeys(registries.get(name) ?? repository.mirror)),
    origin: 'tuf',
    text,
    digest: { ...digestOf('sha256', bytes), covers: 'document' },
    expires,
  };
  return { document, source: repository.mirror, since: at };
}

/**
 * The user's proxies. The user's own certificate authorities come beside the default ones, never instead, and verification stays on
 * whatever npm's configuration says: these servers are not npm's. Private addresses only for a mirror that the user named.
 */
function networkTo(
  { mirror, isOwn }: Repository,
  { network, registries }: ClientConfiguration,
): MirrorOptions['network'] {
  const own = registries.registries.filter(isTrusted).flatMap(({ url }) => network.tlsFor(url).ca);
  const ca = own.length === 0 ? [] : [...new Set([...rootCertificates, ...own])];
  return {
    proxyFor: (url) => network.proxyFor(url),
    tlsFor: () => ({ ca, strictSsl: true }),
    privateOrigins: new Set(isOwn ? [new URL(mirror).origin] : []),
  };
}

function failed(
  repository: string,
  { code, detail, mirror }: { readonly code: TrustCode; readonly detail: string; readonly mirror?: string },
): RepositoryOutcome {
  const failure = { repository, code, detail, next: nextStep(code), ...(mirror === undefined ? {} : { mirror }) };
  return { updated: [], failures: [failure] };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
