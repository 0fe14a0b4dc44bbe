/** What a feed says about digests, packages and signers. */

import { formatDigest, isExactPattern, matchesPattern, type Digest, type Signer } from '@assay/model';
import { comparablePurl } from './denied-purl.js';
import type { DeniedDigest, DeniedFeed, DeniedPublisher, DeniedPurl } from './denied-feed.js';

/** A feed, ready to be asked about many components. */
export interface DeniedIndex {
  /** The entry that denies one of these digests; undefined where none does. */
  digest(own: readonly Digest[]): DeniedDigest | undefined;
  /** The entry that denies a package by its purl, whose qualifiers do not count. */
  purl(purl: string): DeniedPurl | undefined;
}

/** Prepares a feed: what has no wildcard in its name is looked up, however much there is of it. */
export function deniedIndex({ digests, purls }: DeniedFeed): DeniedIndex {
  const byDigest = new Map(digests.map((entry) => [formatDigest(entry.digest), entry]));
  const patterns = purls.map((entry) => ({ entry, pattern: everyVersion(comparablePurl(entry.pattern)) }));
  const exact = new Map(patterns.filter(isExact).map(({ entry, pattern }) => [pattern, entry]));
  const whole = new Map(patterns.filter(isEveryVersion).map(({ entry, pattern }) => [pattern.slice(0, -1), entry]));
  const open = patterns.filter((each) => !isExact(each) && !isEveryVersion(each));
  return {
    digest: (own) => firstOf(own, (digest) => byDigest.get(formatDigest(digest))),
    purl: (purl) => {
      const bare = withVersion(comparablePurl(purl.replace(/[?#].*$/s, '')));
      const name = bare.slice(0, bare.lastIndexOf('@') + 1);
      return exact.get(bare) ?? whole.get(name) ?? open.find(({ pattern }) => matchesPattern(pattern, bare))?.entry;
    },
  };
}

interface Pattern {
  readonly pattern: string;
}

function isExact({ pattern }: Pattern): boolean {
  return isExactPattern(pattern);
}

/** Of one name, every version. */
function isEveryVersion({ pattern }: Pattern): boolean {
  return pattern.endsWith('@*') && isExactPattern(pattern.slice(0, -1));
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Without a version, it stands for every version. */
function everyVersion(pattern: string): string {
  return hasVersion(pattern) || pattern.endsWith('**') ? pattern : `${pattern}@*`;
}

/** A folder of the project may have none: its version is the empty text. */
function withVersion(purl: string): string {
  return hasVersion(purl) ? purl : `${purl}@`;
}

/** A scope's `@` is escaped here. */
function hasVersion(purl: string): boolean {
  return purl.slice(purl.lastIndexOf('/')).includes('@');
}

/** The entry that denies a verified signer. */
export function deniedSigner({ publishers }: DeniedFeed, signer: Signer) {
  return publishers.find((publisher) => isDenied(publisher, signer));
}

function isDenied(publisher: DeniedPublisher, signer: Signer): boolean {
  switch (signer.kind) {
    case 'identity':
      return isDeniedIdentity(publisher, signer);
    case 'certificate':
      return publisher.kind === 'certificate' && signer.chain.some(({ value }) => value === publisher.fingerprint);
    case 'registry-key':
      return publisher.kind === 'registry-key' && publisher.keyId === signer.keyId;
    case 'managed-key':
      return publisher.kind === 'managed-key' && publisher.fingerprint === signer.key.value;
  }
}

type Identity = Extract<Signer, { readonly kind: 'identity' }>;

/** Names are compared without regard to case: servers treat them so, and whoever is denied may choose the spelling. */
function isDeniedIdentity(publisher: DeniedPublisher, { san, claims, certificate }: Identity): boolean {
  const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
  switch (publisher.kind) {
    case 'email':
      return san.type === 'email' && same(publisher.email, san.value);
    case 'identity':
      return same(publisher.identity, san.value);
    case 'certificate':
      return publisher.fingerprint === certificate.value;
    case 'github':
    case 'gitlab':
    case 'buildkite':
      return isDeniedWorkflow(publisher, { san, claims });
    default:
      return false;
  }
}

function isDeniedWorkflow(
  { repository, repositoryId, ownerId }: DeniedPublisher,
  { san, claims }: Pick<Identity, 'san' | 'claims'>,
): boolean {
  const { sourceRepositoryUri = '', sourceRepositoryId, sourceRepositoryOwnerId } = claims;
  const byId = repositoryId !== undefined && repositoryId === sourceRepositoryId;
  const byOwner = ownerId !== undefined && ownerId === sourceRepositoryOwnerId;
  return (
    byId ||
    byOwner ||
    (repository !== undefined && [sourceRepositoryUri, san.value].some((uri) => isIn(uri, repository)))
  );
}

/** The URL of a repository, or of something in it: whatever the host. */
function isIn(uri: string, repository: string): boolean {
  const path = /^https:\/\/[^/]+\/([^?#]*)$/i.exec(uri)?.[1]?.toLowerCase() ?? '';
  const name = repository.toLowerCase();
  return path === name || path.startsWith(`${name}/`) || path.startsWith(`${name}@`);
}

/** The entry that denies a signer of whom only a line of text is known, as bills of materials have it. */
export function deniedSignerText({ publishers }: DeniedFeed, text: string) {
  const [name = ''] = text.split(' ');
  const lower = text.toLowerCase();
  return publishers.find(({ kind, repository, email, identity, fingerprint, keyId }) => {
    if (repository !== undefined && isIn(name, repository)) return true;
    if (kind === 'registry-key') return keyId !== undefined && text === `registry key ${keyId}`;
    if (fingerprint !== undefined) return lower.endsWith(`sha256:${fingerprint}`);
    const own = kind === 'email' ? email : identity;
    return own?.toLowerCase() === name.toLowerCase();
  });
}
