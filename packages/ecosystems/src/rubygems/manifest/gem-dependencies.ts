import { asList, asMap, asText, type DocMap } from '@assay/documents';
import type { ManifestFields } from '../../manifest-fields.js';
import type { GemDocument } from './gem-metadata.js';

/** Names; those for development alone are left out where the metadata says so as RubyGems does. */
export function runtimeDependencies(fields: ManifestFields, { lines }: GemDocument): readonly string[] {
  const value = fields.value('dependencies') ?? [];
  const names: string[] = [];
  for (const item of asList(value) ?? [null]) {
    const map = asMap(item);
    const name = map?.decorationOf('name') === undefined ? asText(map?.get('name')) : undefined;
    if (map === undefined || name === undefined) fields.refuse('dependencies', 'is not a list of named dependencies');
    else if (!isForDevelopment(map, lines)) names.push(name);
  }
  return names;
}

/** To Ruby, `:development` is a symbol and `":development"` a text, which Bundler takes for a dependency like any other. */
function isForDevelopment(map: DocMap, lines: readonly string[]): boolean {
  if (map.get('type') !== ':development' || map.decorationOf('type') !== undefined) return false;
  return lines[map.lineOf('type') - 1]?.trim() === 'type: :development';
}
