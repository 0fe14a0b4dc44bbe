/** Which credential a request carries: decided by its exact origin, and never for an origin that only a checkout names. */

import { isTrusted, pathUnder, type RegistryTable } from '@assay/model';
import type { Credential } from './client-configuration.js';
import type { ClientSettings } from './npm-client.js';
import { parseHttpUrl } from './parse-http-url.js';

/** Package managers whose configuration is read. */
type ClientId = 'npm' | 'rubygems';

/** The function that answers for the whole configuration. */
export function credentialLookup(
  table: RegistryTable,
  npm: ClientSettings,
  rubygems: ClientSettings,
): (url: string) => Credential | null {
  const clients = { npm, rubygems };
  const known = new Map<string, Receivers>();
  return (text) => {
    const url = parseHttpUrl(text);
    if (url === null) return null;
    const bases = known.get(url.origin) ?? {
      npm: receivers(table, 'npm', url),
      rubygems: receivers(table, 'rubygems', url),
    };
    known.set(url.origin, bases);
    for (const ecosystem of inOrder(bases, url)) {
      const value = clientCredential(clients[ecosystem], bases[ecosystem], url);
      if (value !== null) return { header: 'authorization', value };
    }
    return null;
  };
}

/** For each client the registries at one origin that may receive its credentials. */
type Receivers = Readonly<Record<ClientId, readonly string[]>>;

/** Whose credentials to look through: first those of the client under whose registry the URL lies. */
function inOrder(bases: Receivers, url: URL): readonly ClientId[] {
  const isUnder = (ecosystem: ClientId) => bases[ecosystem].some((base) => pathUnder(base, url.href) !== null);
  return isUnder('rubygems') && !isUnder('npm') ? ['rubygems', 'npm'] : ['npm', 'rubygems'];
}

/**
 * The trusted registries at the URL’s origin, most specific first. Only these receive credentials, and over plain http only
 * those that someone configured with plain http: a credential’s key names no protocol.
 */
function receivers(table: RegistryTable, ecosystem: ClientId, url: URL): readonly string[] {
  return table.registries
    .filter((entry) => entry.ecosystem === ecosystem && isTrusted(entry))
    .filter((entry) => url.protocol === 'https:' || entry.from !== 'client-default')
    .map((entry) => entry.url)
    .filter((base) => new URL(base).origin === url.origin)
    .sort((a, b) => b.length - a.length);
}

/**
 * The URL’s own credential; that of a registry it lies under; that of a registry at the same origin (servers whose metadata
 * and archives have different paths).
 */
function clientCredential(client: ClientSettings, bases: readonly string[], url: URL): string | null {
  if (bases.length === 0) return null;
  const own = client.credential(url);
  if (own !== null) return own;
  const under = bases.filter((base) => pathUnder(base, url.href) !== null);
  for (const base of [...under, ...bases]) {
    const found = client.credential(new URL(base)) ?? inUrl(client, base);
    if (found !== null) return found;
  }
  return null;
}

/** The credential that stood in the registry’s URL, or beside it. */
function inUrl(client: ClientSettings, base: string): string | null {
  return (
    client.trusted.find(({ registry, credential }) => registry.url === base && credential !== null)?.credential ?? null
  );
}
