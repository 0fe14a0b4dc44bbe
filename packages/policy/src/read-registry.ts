/** Registries of a policy. */

import { normaliseRegistryUrl, originOf, type Registry } from '@assay/model';
import type { Path } from './locate.js';
import { readRegistryKeys } from './read-trust.js';
import type { EntryPlace, Refuse } from './refuse.js';
import type { PolicyDocument } from './shape.js';

type RegistryDocument = NonNullable<PolicyDocument['registries']>[number];

type RegistryPlace = Pick<EntryPlace, 'path' | 'refuse' | 'readers'>;

/** Registry entries in normal form. Throws what `refuse` makes for one that cannot be used or stands twice. */
export function readRegistries(
  entries: readonly RegistryDocument[],
  { path, refuse, readers }: RegistryPlace,
): readonly Registry[] {
  const seen = new Set<string>();
  return entries.map((entry, index) => {
    const registry = readRegistry(entry, { path: [...path, index], refuse, readers });
    const key = `${registry.ecosystem} ${registry.url}`;
    if (seen.has(key)) {
      throw refuse(
        [...path, index, 'url'],
        'this registry stands twice',
        'Join the two entries: one could contradict the other.',
      );
    }
    seen.add(key);
    return registry;
  });
}

function readRegistry(entry: RegistryDocument, { path, refuse, readers }: RegistryPlace): Registry {
  const { ecosystem, names = [], redirects = [], aliases = [], insecure = false, keys } = entry;
  const secure = (url: string, place: Path) => {
    if (insecure || url.startsWith('https:')) return url;
    throw refuse(place, 'this is plain http', 'Use https, or add `insecure: true` to this registry if http is meant.');
  };
  const base = (text: string, place: Path) => secure(readRegistryUrl(text, place, refuse), place);
  const origin = (text: string, place: Path) => secure(readOrigin(text, place, refuse), place);
  return {
    ecosystem,
    url: base(entry.url, [...path, 'url']),
    from: 'policy',
    names: names.map((name, index) => readName(name, ecosystem, () => refuseName([...path, 'names', index], refuse))),
    redirects: redirects.map((text, index) => origin(text, [...path, 'redirects', index])),
    aliases: aliases.map((text, index) => base(text, [...path, 'aliases', index])),
    ...(keys === undefined ? {} : { keys: readKeys(keys, ecosystem, { path: [...path, 'keys'], refuse, readers }) }),
  };
}

/** Only npm's registries sign what they serve: under another, keys would look like protection. */
function readKeys(
  keys: NonNullable<RegistryDocument['keys']>,
  ecosystem: Registry['ecosystem'],
  place: RegistryPlace,
): NonNullable<Registry['keys']> {
  if (ecosystem === 'npm') return readRegistryKeys(keys, place);
  const hint = 'Remove `keys`; `publishers` and `gems` say who may sign gems.';
  throw place.refuse(place.path, 'registries of gems sign nothing', hint);
}

/** A registry's base URL in normal form. The shape has already refused credentials. */
export function readRegistryUrl(text: string, path: Path, refuse: Refuse): string {
  const url = normaliseRegistryUrl(text);
  if (url !== null) return url;
  throw refuse(path, 'this is not the base URL of a registry', 'Write it as https://host/path/.');
}

function readOrigin(text: string, path: Path, refuse: Refuse): string {
  const origin = originOf(text);
  if (origin !== null) return origin;
  throw refuse(path, 'this is not an origin', 'Write it as https://host, without a path.');
}

/** Only npm has scopes: a gem's name with one would claim nothing, and leave what was meant unprotected. */
function readName(name: string, ecosystem: Registry['ecosystem'], refuse: () => Error): string {
  if (ecosystem === 'npm' || !name.includes('/')) return name;
  throw refuse();
}

function refuseName(path: Path, refuse: Refuse): Error {
  return refuse(path, 'names of gems have no scope', 'Write the exact name, or `prefix-*`.');
}
