/** pnpm’s YAML settings (`pnpm-workspace.yaml`, the global `config.yaml`) under the names npm’s settings have. */

import { asList, asMap, asText, parseYaml, type DocMap, type DocProblem, type DocValue } from '@assay/documents';
import { maxConfigurationBytes } from './read-regular-file.js';

/** The settings that say where packages come from and how to get there. */
interface PnpmYaml {
  /** `registry`, `@scope:registry`, `https-proxy`, `http-proxy`, `noproxy`, `strict-ssl`, `npmrc-auth-file`. */
  readonly values: ReadonlyMap<string, DocValue>;
  /** `_auth` as it stands: registry URL → scope → credential. */
  readonly auth: DocMap | null;
}

/** The settings, or why the file is no YAML that pnpm reads. */
export type PnpmYamlResult =
  { readonly ok: true; readonly settings: PnpmYaml } | { readonly ok: false; readonly problem: DocProblem };

const plainSettings = new Map([
  ['registry', 'registry'],
  ['httpsProxy', 'https-proxy'],
  ['httpProxy', 'http-proxy'],
  ['proxy', 'proxy'],
  ['noProxy', 'noproxy'],
  ['strictSsl', 'strict-ssl'],
  ['npmrcAuthFile', 'npmrc-auth-file'],
]);

/** Parses the bytes of a pnpm settings file. */
export function parsePnpmYaml(bytes: Uint8Array): PnpmYamlResult {
  const parsed = parseYaml(bytes, {
    maxBytes: maxConfigurationBytes,
    maxAliases: 100,
    maxValues: 100_000,
    tags: 'ignore',
    duplicateKeys: 'report',
  });
  if (!parsed.ok) return parsed;
  const root = asMap(parsed.documents[0]?.value);
  const values = new Map<string, DocValue>();
  for (const [key, value] of root?.entries() ?? []) {
    const name = plainSettings.get(key);
    if (name !== undefined) values.set(name, value);
  }
  // A registry’s declaration outranks the older single setting, as in pnpm.
  for (const [key, value] of routes(asMap(root?.get('registries')))) values.set(key, value);
  return { ok: true, settings: { values, auth: asMap(root?.get('_auth')) ?? null } };
}

/**
 * The two shapes of `registries`: `<scope>: <url>` with `default` for the registry of everything else, and, since pnpm 11.23,
 * `<url>: {scopes: […]}` with `@` for it. Entries that route nothing (`prefix` alone) or serve another ecosystem are left out.
 */
function routes(registries: DocMap | undefined): readonly (readonly [string, DocValue])[] {
  return [...(registries?.entries() ?? [])].flatMap(([key, value]) => {
    const declared = asMap(value);
    if (declared === undefined) return [[settingOfScope(key), value] as const];
    if ((asText(declared.get('ecosystem')) ?? 'npm') !== 'npm') return [];
    const scopes = (asList(declared.get('scopes')) ?? []).flatMap((scope) => asText(scope) ?? []);
    return scopes.map((scope) => [settingOfScope(scope), key] as const);
  });
}

function settingOfScope(scope: string): string {
  return scope === '@' || scope === 'default' ? 'registry' : `${scope}:registry`;
}
