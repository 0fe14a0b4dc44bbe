import { asMap, asText, type DocMap } from '@assay/documents';

/** What a package asks for: specifiers by name. */
export interface PackageNeeds {
  /** `dependencies` and `optionalDependencies`; the latter count where a name stands in both. */
  readonly direct: ReadonlyMap<string, string>;
  readonly peers: ReadonlyMap<string, string>;
}

/**
 * Reads the sections that clients install from, out of a manifest or a lockfile's entry. Null when one of them is no mapping:
 * npm guessed its way through such manifests once, and no guess is compared here.
 */
export function readNeeds(meta: DocMap): PackageNeeds | null {
  const direct = new Map<string, string>();
  const peers = new Map<string, string>();
  const read = readSection(meta, 'dependencies', direct) && readSection(meta, 'optionalDependencies', direct);
  return read && readSection(meta, 'peerDependencies', peers) ? { direct, peers } : null;
}

function readSection(meta: DocMap, section: string, into: Map<string, string>): boolean {
  const value = meta.get(section);
  if (value === undefined || value === null || value === false) return true;
  const wanted = asMap(value);
  if (wanted === undefined) return false;
  for (const [name, spec] of wanted.entries()) {
    const text = asText(spec);
    if (text !== undefined) into.set(name.trim(), text.trim());
  }
  return true;
}
