/** The settings of `.yarnrc.yml` that say where packages come from, under the names npm’s settings have. */

import { asMap, asText, parseYaml, type DocMap, type DocProblem } from '@assay/documents';
import { nerfDart } from './nerf-dart.js';
import { maxConfigurationBytes } from './read-regular-file.js';

/** The settings, or why the file is no YAML that Yarn reads. */
export type YarnYamlResult =
  { readonly ok: true; readonly root: DocMap | null } | { readonly ok: false; readonly problem: DocProblem };

/** Parses the bytes of a `.yarnrc.yml`. */
export function parseYarnYaml(bytes: Uint8Array): YarnYamlResult {
  const parsed = parseYaml(bytes, { maxBytes: maxConfigurationBytes, maxValues: 100_000, scalars: 'text' });
  return parsed.ok ? { ok: true, root: asMap(parsed.documents[0]?.value) ?? null } : parsed;
}

type Settings = ReadonlyMap<string, string>;

/** `registry`, `@scope:registry`, and the credentials as npm’s “nerf darts”. Variables must have been expanded before. */
export function npmSettingsOf(root: DocMap | null, expand: (text: string) => string): Settings {
  const values = new Map<string, string>();
  if (root === null) return values;
  const text = (map: DocMap, key: string) => expand(asText(map.get(key)) ?? '');
  const server = text(root, 'npmRegistryServer');
  if (server !== '') values.set('registry', server);
  addCredential(values, server, (key) => text(root, key));
  for (const [scope, value] of asMap(root.get('npmScopes'))?.entries() ?? []) {
    const own = asMap(value);
    if (own === undefined) continue;
    const url = text(own, 'npmRegistryServer');
    if (url !== '') values.set(`@${scope}:registry`, url);
    addCredential(values, url, (key) => text(own, key));
  }
  for (const [registry, value] of asMap(root.get('npmRegistries'))?.entries() ?? []) {
    const own = asMap(value);
    if (own !== undefined) addCredential(values, withScheme(expand(registry)), (key) => text(own, key));
  }
  return values;
}

/** `//host/path` names a registry without its protocol. */
function withScheme(registry: string): string {
  return registry.startsWith('//') ? `https:${registry}` : registry;
}

/** Yarn sends a credential to the registry it stands beside; without one there, Assay sends it to nobody. */
export function addCredential(values: Map<string, string>, server: string, field: (key: string) => string): void {
  const dart = nerfDart(server);
  if (dart === null) return;
  const [token, pair] = [field('npmAuthToken'), field('npmAuthIdent')];
  if (token !== '') values.set(`${dart}:_authToken`, token);
  if (pair !== '') values.set(`${dart}:_auth`, pair.includes(':') ? Buffer.from(pair).toString('base64') : pair);
}
