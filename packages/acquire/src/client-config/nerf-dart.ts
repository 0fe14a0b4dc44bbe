import { normaliseRegistryUrl } from '@assay/model';

/** A registry as npm's credentials name it, `//host/path/`; null for what is no registry's URL. */
export function nerfDart(registry: string): string | null {
  const url = normaliseRegistryUrl(registry);
  return url === null ? null : url.slice(url.indexOf('//'));
}
