/** Which origins may be asked at all, and which may be redirected to: the allow-list, a second time, at the edge. */

import { AssayError, isTrusted, originOf, type RegistryTable } from '@assay/model';

/** The allow-list of one source. */
export interface Origins {
  /** True when a request may go to this origin. */
  isAllowed(origin: string): boolean;
  /** Origins that a request to `origin` may be redirected to, besides `origin` itself. */
  redirectsFrom(origin: string): ReadonlySet<string>;
}

/**
 * Builds the allow-list from trusted registries and from plain-URL origins that the policy allows. Plain origins must
 * be https: only a registry that the user configured so may be asked over http.
 */
export function originsOf(table: RegistryTable, plain: readonly string[]): Origins {
  const registries = new Set<string>();
  const redirects = new Map<string, Set<string>>();
  for (const registry of table.registries.filter(isTrusted)) {
    const origin = exactOrigin(registry.url);
    registries.add(origin);
    const listed = redirects.get(origin) ?? new Set();
    for (const target of registry.redirects) listed.add(exactOrigin(target));
    redirects.set(origin, listed);
  }
  const plainOrigins = new Set(plain.map(httpsOrigin));
  return {
    isAllowed: (origin) => registries.has(origin) || plainOrigins.has(origin),
    redirectsFrom: (origin) => new Set([...registries, ...(redirects.get(origin) ?? [])]),
  };
}

function httpsOrigin(text: string): string {
  const origin = exactOrigin(text);
  if (origin.startsWith('https:')) return origin;
  throw new AssayError('ERR_CONFIG', `the origin ${origin} is allowed for downloads but is not https`, {
    hint: 'Only a registry from your own configuration may be asked over http.',
  });
}

function exactOrigin(text: string): string {
  const origin = originOf(text);
  if (origin !== null) return origin;
  throw new AssayError('ERR_CONFIG', 'a registry, redirect or allowed origin is no http(s) URL');
}
