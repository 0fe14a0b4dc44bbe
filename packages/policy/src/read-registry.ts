/** Registries of a policy. */

import { normaliseRegistryUrl, originOf, type Registry } from '@assay/model';
import type { Refuse } from './refuse.js';
import type { PolicyDocument } from './shape.js';

type RegistryDocument = NonNullable<PolicyDocument['registries']>[number];
type Path = readonly PropertyKey[];

/** A registry entry in normal form. Throws what `refuse` makes for a URL, origin or pattern that cannot be used. */
export function readRegistry(entry: RegistryDocument, path: Path, refuse: Refuse): Registry {
  const { ecosystem, names = [], redirects = [], aliases = [] } = entry;
  const url = readRegistryUrl(entry.url, [...path, 'url'], refuse);
  if (url.startsWith('http:') && entry.insecure !== true) {
    const hint = 'Use https, or add `insecure: true` to this registry if plain http is meant.';
    throw refuse([...path, 'url'], `the registry ${url} is plain http`, hint);
  }
  return {
    ecosystem,
    url,
    from: 'policy',
    names: names.map((name, index) => readNamePattern(name, [...path, 'names', index], refuse)),
    redirects: redirects.map((text, index) => readOrigin(text, [...path, 'redirects', index], refuse)),
    aliases: aliases.map((text, index) => readRegistryUrl(text, [...path, 'aliases', index], refuse)),
  };
}

/** A registry's base URL in normal form. */
export function readRegistryUrl(text: string, path: Path, refuse: Refuse): string {
  const url = normaliseRegistryUrl(text);
  if (url === null)
    throw refuse(path, `"${text}" is not the base URL of a registry`, 'Write it as https://host/path/.');
  if (hasUserinfo(text)) {
    const hint = 'Put credentials into your own client configuration.';
    throw refuse(path, 'a policy holds no credentials, but this URL does', hint);
  }
  return url;
}

function hasUserinfo(text: string): boolean {
  const url = new URL(text);
  return url.username !== '' || url.password !== '';
}

function readOrigin(text: string, path: Path, refuse: Refuse): string {
  const origin = originOf(text);
  const isBare = origin !== null && (text === origin || text === `${origin}/`);
  if (!isBare) throw refuse(path, `"${text}" is not an origin`, 'Write it as https://host, without a path.');
  return origin;
}

function readNamePattern(text: string, path: Path, refuse: Refuse): string {
  const star = text.indexOf('*');
  if (star < 0 || star === text.length - 1) return text;
  throw refuse(path, `"${text}": \`*\` may stand only at the end`, 'Write `@scope/*`, `prefix-*` or the exact name.');
}
