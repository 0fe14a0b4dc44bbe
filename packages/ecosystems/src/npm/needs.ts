import {
  allowedRegistries,
  artifactPins,
  digestAlgorithms,
  isStrong,
  registryOfUrl,
  vendoredKey,
  type Digest,
  type DigestAlgorithm,
  type EvidenceRequest,
  type Need,
  type NeedsContext,
  type Registry,
  type ReleaseFile,
  type SubjectFile,
} from '@assay/model';
import { baseOf } from './package-name.js';
import { normaliseVersion } from './package-version.js';
import { manifestMembers } from './install-scripts/bundled-runs.js';
import { attestationsRequest, historyRequest, releaseRequest } from './registry-requests.js';
import { readRelease } from './release.js';

const mebibyte = 1024 * 1024;
const maxArtifactBytes = 2048 * mebibyte;

/**
 * The next questions about a subject. The locked URL is asked for at once when it lies under a registry that may serve the
 * name; otherwise the registry's own answer says where the archive is, and after that npm's convention does. Nothing is ever
 * asked of a host that no trusted registry names.
 */
export function needs(context: NeedsContext): readonly Need[] {
  return [...originalNeeds(context), ...vendoredNeeds(context)];
}

/** What the checkout brings along is listed only where there is something to compare it with. */
function vendoredNeeds(context: NeedsContext): readonly Need[] {
  const { subject, wants } = context;
  if (!isOpen(context, 'vendored')) return [];
  return (subject.vendored ?? []).map((archive) => {
    const { lockfile, path: url, format, pins } = archive;
    const listing = { format, members: [], hashEntries: true } as const;
    const request: EvidenceRequest = {
      ...{ kind: 'file', ecosystem: 'npm', url, lockfile, pins: [], maxBytes: maxArtifactBytes },
      algorithms: algorithmsFor(pins, []),
      ...(wants.includes('artifact') ? { listing } : {}),
    };
    return { request, want: 'vendored', file: vendoredKey(archive) };
  });
}

function originalNeeds(context: NeedsContext): readonly Need[] {
  const { source } = context.subject;
  switch (source.kind) {
    case 'registry':
      return registryNeeds(context);
    case 'url':
      return plainUrlNeeds(context);
    case 'archive':
      return projectFileNeeds(context, source.path);
    default:
      return [];
  }
}

function registryNeeds(context: NeedsContext): readonly Need[] {
  const registries = allowedRegistries(context.registries, 'npm', context.subject.name);
  const [first] = registries;
  const file = context.subject.files[0];
  if (first === undefined || file === undefined) return [];
  const locked = locatedUnder(registries, file.url);
  const waiting = [...releaseNeed(context, locked?.registry ?? first)];
  const further = furtherNeeds(context, file);
  if (isOpen(context, 'artifact')) {
    if (locked !== null) waiting.push(artifactNeed(context, file, locked));
    else if (waiting.length === 0) waiting.push(artifactNeed(context, file, statedOrUsual(context, registries, first)));
  }
  return [...waiting, ...further];
}

/** True when something is wanted and was not asked for yet. */
function isOpen(context: NeedsContext, want: Need['want']): boolean {
  return context.wants.includes(want) && !context.have.some((gathered) => gathered.want === want);
}

/** Where to fetch, and as whose. */
interface Location {
  readonly registry: Registry;
  readonly url: string;
}

/**
 * A URL as the client would ask for it: the alias that stands for a registry replaced by that registry, as npm's
 * replace-registry-host does. Null when it lies under none, or carries a query, which no registry's download URL does.
 */
function locatedUnder(registries: readonly Registry[], url: string | undefined): Location | null {
  if (url === undefined || url.includes('?')) return null;
  const match = registryOfUrl(registries, url);
  return match === null ? null : { registry: match.registry, url: `${match.registry.url}${match.path}` };
}

/**
 * The release is needed for itself, and to know what else there is to ask for. A registry that has no address for a single version
 * (GitHub's answers 405 there, GitLab's 404) is asked for the whole package document, as clients ask it.
 */
function releaseNeed(context: NeedsContext, registry: Registry): readonly Need[] {
  const leads = isOpen(context, 'attestations') || isOpen(context, 'history');
  if (!(leads || context.wants.includes('release'))) return [];
  const { name } = context.subject;
  const [first, second] = context.have.filter(({ want }) => want === 'release');
  if (first === undefined) {
    return [{ request: releaseRequest(registry.url, name, registryVersion(context)), want: 'release' }];
  }
  if (first.evidence.state !== 'absent' || second !== undefined) return [];
  return [{ request: historyRequest(first.request.registry ?? registry.url, name), want: 'release' }];
}

/** What the release leads to, asked of the registry that answered it. */
function furtherNeeds(context: NeedsContext, file: SubjectFile): readonly Need[] {
  if (!isOpen(context, 'attestations') && !isOpen(context, 'history')) return [];
  const registry = context.have.find((gathered) => gathered.want === 'release')?.request.registry;
  const release = releaseIn(context);
  if (registry === undefined || release === undefined) return [];
  const { name } = context.subject;
  const list: Need[] = [];
  if (isOpen(context, 'attestations') && release.attested !== false) {
    const request = attestationsRequest(registry, name, registryVersion(context));
    list.push({ request, want: 'attestations', file: file.name });
  }
  if (isOpen(context, 'history') && needsHistory(context, registry, release)) {
    list.push({ request: historyRequest(registry, name), want: 'history' });
  }
  return list;
}

/** The whole package document is fetched only where an age, the signatures' keys, or who is expected to sign make the publish time matter. */
function needsHistory(context: NeedsContext, registry: string, release: ReleaseFile): boolean {
  const keyIds = (release.signatures ?? []).map((signature) => signature.keyId);
  return release.publishedAt === undefined && context.needsPublishTime(registry, keyIds);
}

/** The version as registries list it: build metadata and loose spellings are not part of it. */
function registryVersion({ subject }: NeedsContext): string {
  return normaliseVersion(subject.version) ?? subject.version;
}

/** The URL the registry states, when it is one of its own; otherwise the one that npm's convention gives. */
function statedOrUsual(context: NeedsContext, registries: readonly Registry[], first: Registry): Location {
  const { name } = context.subject;
  const stated = locatedUnder(registries, releaseIn(context)?.url);
  if (stated !== null) return stated;
  const file = `${encodeURIComponent(baseOf(name))}-${encodeURIComponent(registryVersion(context))}.tgz`;
  return { registry: first, url: `${first.url}${name}/-/${file}` };
}

/** The file the registry describes, if its answer could be read. */
function releaseIn(context: NeedsContext): ReleaseFile | undefined {
  const answer = context.have
    .filter(({ want }) => want === 'release')
    .map(({ evidence }) => evidence)
    .find((evidence) => evidence.state === 'found');
  if (answer === undefined) return undefined;
  const release = readRelease(context.subject, answer);
  return 'files' in release ? release.files[0] : undefined;
}

function artifactNeed(context: NeedsContext, file: SubjectFile, location: Location): Need {
  const request: EvidenceRequest = {
    kind: 'artifact',
    ecosystem: 'npm',
    url: location.url,
    registry: location.registry.url,
    ...archiveQuestion(context, file),
  };
  return { request, want: 'artifact', file: file.name };
}

/** Archives at plain URLs are fetched only from where the policy (or user) says this very name comes from. */
function plainUrlNeeds(context: NeedsContext): readonly Need[] {
  const registries = allowedRegistries(context.registries, 'npm', context.subject.name);
  const file = context.subject.files[0];
  if (file?.url === undefined || !isOpen(context, 'artifact')) return [];
  const claiming = registries.filter((registry) => registry.names.length > 0);
  const match = registryOfUrl(claiming, file.url);
  if (match === null) return [];
  const query = file.url.split('#', 1)[0]?.split('?')[1];
  const url = `${match.registry.url}${match.path}${query === undefined ? '' : `?${query}`}`;
  return [artifactNeed(context, file, { registry: match.registry, url })];
}

function projectFileNeeds(context: NeedsContext, path: string): readonly Need[] {
  const file = context.subject.files[0];
  if (file === undefined || !isOpen(context, 'artifact')) return [];
  const request: EvidenceRequest = {
    kind: 'file',
    ecosystem: 'npm',
    url: path,
    lockfile: context.lockfile,
    ...archiveQuestion(context, file),
  };
  return [{ request, want: 'artifact', file: file.name }];
}

function archiveQuestion(context: NeedsContext, file: SubjectFile) {
  const pins = artifactPins(file.pins);
  return {
    pins,
    algorithms: algorithmsFor(pins, releaseIn(context)?.digests ?? []),
    listing: {
      format: 'npm-tgz',
      members: manifestMembers(context.subject),
      ...(context.wants.includes('vendored') ? { hashEntries: true as const } : {}),
    },
    maxBytes: maxArtifactBytes,
  } as const;
}

/** Every pinned algorithm, every strong one the registry states, and SHA-512, which it states for anything recent. */
function algorithmsFor(pins: readonly Digest[], stated: readonly Digest[]): readonly DigestAlgorithm[] {
  const wanted = new Set<DigestAlgorithm>(['sha512']);
  for (const pin of pins) wanted.add(pin.alg);
  for (const digest of stated) if (isStrong(digest.alg)) wanted.add(digest.alg);
  return digestAlgorithms.filter((alg) => wanted.has(alg));
}
