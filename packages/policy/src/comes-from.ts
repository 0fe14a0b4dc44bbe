/** Whether a package comes from the registry that a rule names. */

import {
  allowedRegistries,
  normaliseRegistryUrl,
  pathUnder,
  registryOfUrl,
  type RegistryTable,
  type Subject,
} from '@assay/model';

/** `open`: it may, and nothing that can be trusted says so; a lockfile is edited by whoever wants a change merged. */
export type Selection = 'yes' | 'no' | 'open';

/**
 * A package comes from the registry that answers for it: the one that an alias in its lockfile stands for, or that clients ask where
 * the lockfile names none (pnpm's never do). It is open where several registries may be asked, where only some of a package's URLs
 * lie under the registry, and where they do but another one answers.
 */
export function comesFrom(subject: Subject, registry: string, table: RegistryTable): Selection {
  const stated = statedUrls(subject);
  if (stated.length === 0 && subject.source.kind !== 'registry') return 'no';
  const allowed = allowedRegistries(table, subject.ecosystem, subject.name);
  const others = allowed.map(({ url }) => url);
  if (stated.length === 0) return others.length === 0 ? 'open' : under(registry, others);
  const answering = stated.map((url) => registryOfUrl(allowed, url)?.registry.url ?? null);
  const sources = stated.map((url, index) => answering[index] ?? url);
  const answer = under(registry, sources);
  if (answer !== 'no') return answer;
  const isUnanswered = subject.source.kind === 'registry' && answering.includes(null);
  return under(registry, isUnanswered ? [...stated, ...others] : stated) === 'no' ? 'no' : 'open';
}

/** Every URL that the lockfile states for the package. A registry's base URL may be locked without its last slash. */
function statedUrls({ source, files }: Subject): readonly string[] {
  const named = source.kind === 'registry' && source.url !== undefined ? [asBase(source.url)] : [];
  return [...named, ...files.map((file) => file.url).filter((url) => url !== undefined)];
}

function asBase(url: string): string {
  return normaliseRegistryUrl(url) ?? url;
}

function under(registry: string, urls: readonly string[]): Selection {
  const count = urls.filter((url) => pathUnder(registry, url) !== null).length;
  if (count === 0) return 'no';
  return count === urls.length ? 'yes' : 'open';
}
