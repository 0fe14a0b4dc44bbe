import { asMap, parseJson, type DocValue } from '@assay/documents';
import { isSet } from '../locked-pins.js';
import { isHttp } from '../locked-source.js';
import type { DependencyTree } from './dependency-tree.js';
import { entryName, type LockEntry } from './lock-entry.js';

/**
 * True when an entry is locked under another name than the one it is installed as, although nobody who depends on it asks
 * for that name with `npm:`. Whoever edits a lockfile can put any package in another's place like this, and `npm ci` does
 * not notice (CVE-2021-43616, row 28 of THREATS). An `overrides` rule of package.json does the same, and the lockfile does
 * not repeat it: `overriding` are the specifiers of those rules, as far as they are known. Who asks for a URL gets whatever
 * package is there.
 */
export function isUndeclaredAlias(entry: LockEntry, tree: DependencyTree, overriding: readonly string[]): boolean {
  if (entry.location.kind !== 'package' || !isSet(entry.meta.get('name'))) return false;
  const name = entryName(entry);
  if (name === entry.location.name) return false;
  const specs = tree.specsOf.get(entry) ?? [];
  return ![...specs, ...overriding].some((spec) => isHttp(spec) || asksFor(spec, name));
}

/** Every specifier in the `overrides` of a package.json, however deep; none when it cannot be read. */
export function overrideSpecs(manifest: Uint8Array | undefined): readonly string[] {
  if (manifest === undefined) return [];
  const result = parseJson(manifest, { maxBytes: maxManifestBytes, duplicateKeys: 'report', bom: 'accept' });
  return result.ok ? textsIn(asMap(result.document.value)?.get('overrides')) : [];
}

const maxManifestBytes = 10 * 1024 * 1024;

function textsIn(value: DocValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return [...(asMap(value)?.entries() ?? [])].flatMap(([, inner]) => textsIn(inner));
}

/** True for the specifier `npm:<name>` with or without a version. */
function asksFor(spec: string, name: string): boolean {
  return spec === `npm:${name}` || spec.startsWith(`npm:${name}@`);
}
