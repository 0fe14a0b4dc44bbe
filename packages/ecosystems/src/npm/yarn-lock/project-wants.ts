import { asMap, asText, type DocMap } from '@assay/documents';
import type { Wanted } from './classic-entry.js';

const sections = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
] as const;

/** What the project itself asks for; Yarn installs no peers for it. A name may stand in several sections, and counts in each. */
export function projectWants(manifest: DocMap | undefined): readonly Wanted[] {
  return sections.flatMap(([section, scope]) => {
    const wanted = [...(asMap(manifest?.get(section))?.entries() ?? [])];
    return wanted.map(([name, range]): Wanted => ({ name, range: asText(range) ?? '', scope }));
  });
}
