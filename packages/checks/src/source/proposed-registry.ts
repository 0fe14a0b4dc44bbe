import {
  allowedRegistries,
  artifactPins,
  isStrong,
  isTrusted,
  registryOfUrl,
  trustedRegistries,
  type Registry,
  type RegistryTable,
  type Subject,
  type SubjectFile,
} from '@assay/model';

/** What a checkout proposes to npm's clients, by the names that it is for; empty text for all others. */
type Proposals = ReadonlyMap<string, Registry>;

/**
 * The registry of the checkout's own settings that clients ask for this file instead of the one that is verified, where no strong
 * digest holds what it would serve; null when there is none. They outrank the user's configuration, but not the environment. A locked
 * URL does not hold either: npm replaces the host of its own default (`replace-registry-host`). Gems are fetched from where the lockfile says.
 */
export function proposedRegistry(table: RegistryTable, subject: Subject, file: SubjectFile): Registry | null {
  if (subject.ecosystem !== 'npm' || artifactPins(file.pins).some(({ alg }) => isStrong(alg))) return null;
  const proposals = proposalsOf(table);
  if (proposals.size === 0) return null;
  const scoped = proposals.get(`${subject.name.split('/', 1)[0] ?? ''}/*`);
  if (scoped !== undefined) return scoped;
  const allowed = allowedRegistries(table, 'npm', subject.name);
  const outranked = allowed.some(({ names, from }) => names.length > 0 || from === 'environment');
  return outranked ? null : (proposals.get('') ?? null);
}

/** A hostile checkout proposes many registries and locks many packages: a table is sorted out once. */
const sorted = new WeakMap<RegistryTable, Proposals>();

function proposalsOf(table: RegistryTable): Proposals {
  const known = sorted.get(table);
  if (known !== undefined) return known;
  const trusted = trustedRegistries(table, 'npm');
  const proposals = new Map<string, Registry>();
  for (const registry of table.registries) {
    if (registry.ecosystem !== 'npm' || isTrusted(registry) || registryOfUrl(trusted, registry.url) !== null) continue;
    for (const name of registry.names.length === 0 ? [''] : registry.names) proposals.set(name, registry);
  }
  sorted.set(table, proposals);
  return proposals;
}
