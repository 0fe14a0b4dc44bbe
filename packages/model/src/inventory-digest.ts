import type { JsonValue } from './canonical-json.js';
import type { Digest } from './digest.js';
import { digestOfJson } from './hash.js';
import type { PackageDescription } from './package-description.js';
import type { Inventory } from './subject.js';

/** SHA-256 of an inventory's canonical JSON (RFC 8785). What packages say about themselves for people, and what manifests ask for, is no part of what is locked. */
export function inventoryDigest({ projects, demands: _demands, ...inventory }: Inventory): Digest {
  const subjects = inventory.subjects.map(withoutDescription);
  return digestOfJson({ ...inventory, subjects, projects: projects?.map(withoutDescription) } as unknown as JsonValue);
}

/** Members that are undefined have no place in JSON. */
function withoutDescription(item: { readonly description?: PackageDescription }): object {
  return item.description === undefined ? item : { ...item, description: undefined };
}
