/** pnpm’s structured `_auth` setting: `{"<registry URL>": {"@": {"authToken": "…"}, "@scope": {…}}}`. */

import { asMap, asText, parseJson, type DocMap } from '@assay/documents';
import type { Journal } from './journal.js';
import { parseRegistryUrl } from './registry-url-setting.js';
import { maxConfigurationBytes } from './read-regular-file.js';

/** The same in the form of npm’s settings. */
export interface PnpmAuth {
  /** `//host/path/:_authToken`; a scope’s own token serves its registry where the registry has none. */
  readonly credentials: ReadonlyMap<string, string>;
  /** `registry` and `@scope:registry`: pnpm concludes from a credential where packages come from. */
  readonly routes: ReadonlyMap<string, string>;
}

/** Reads the setting. Entries that are not of its form are left out with a note. */
export function readPnpmAuth(auth: DocMap, journal: Journal): PnpmAuth {
  const credentials = new Map<string, string>();
  const routes = new Map<string, string>();
  for (const [registry, scopes] of auth.entries()) {
    const url = parseRegistryUrl(registry, journal)?.url;
    const tokens = tokensOf(asMap(scopes), journal);
    const token = tokens.get('@') ?? [...tokens.values()][0];
    if (url === undefined || token === undefined) {
      journal.note('An entry of pnpm’s `_auth` is ignored: it is not a registry’s URL with an `authToken`.');
      continue;
    }
    credentials.set(`${url.slice(url.indexOf('//'))}:_authToken`, token);
    for (const scope of tokens.keys()) routes.set(scope === '@' ? 'registry' : `${scope}:registry`, url);
  }
  return { credentials, routes };
}

function tokensOf(scopes: DocMap | undefined, journal: Journal): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [scope, fields] of scopes?.entries() ?? []) {
    const token = asText(asMap(fields)?.get('authToken'));
    if (token === undefined) continue;
    journal.secret(token);
    tokens.set(scope, token);
  }
  return tokens;
}

/** Parses the `pnpm_config__auth` variable; null when it is not such an object. */
export function parsePnpmAuth(text: string): DocMap | null {
  const parsed = parseJson(new TextEncoder().encode(text), { maxBytes: maxConfigurationBytes });
  return parsed.ok ? (asMap(parsed.document.value) ?? null) : null;
}
