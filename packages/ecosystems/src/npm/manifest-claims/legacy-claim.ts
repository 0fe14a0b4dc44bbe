import { asMap, asText, type DocMap } from '@assay/documents';
import { writeClaim } from './claim.js';

/**
 * What an entry of a lockfile by npm 6 or older says about the manifest of its package: what it asks for, as far as that was found. npm
 * takes commands from elsewhere: 6 from the archive, later ones from the registry, which they ask about every package of such a lockfile.
 */
export function legacyClaim(_name: string, meta: DocMap): string {
  const required: (readonly [string, string])[] = [];
  for (const [name, spec] of asMap(meta.get('dependencies'))?.entries() ?? [])
    required.push([name, asText(spec) ?? '']);
  return writeClaim({ client: 'npm-6', required: required.sort(([a], [b]) => (a < b ? -1 : 1)) });
}
