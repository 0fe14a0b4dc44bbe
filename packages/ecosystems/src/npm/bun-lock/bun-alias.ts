import { aliasedName } from '../package-lock/aliased-name.js';
import { shown } from '../shown.js';
import type { BunPackage } from './bun-node.js';
import type { FolderClaims } from './folder-claim.js';

/**
 * True when a release is locked under another name than the one it is installed as, although nobody who depends on it asks for that
 * name with `npm:`, itself or by a catalog, and no override does. bun believes the row; whoever edits a lockfile can put any package in
 * another's place like this (CVE-2021-43616 is npm's). Who asks for a URL or a repository gets whatever package is there.
 */
export function isUndeclaredAlias(
  row: BunPackage,
  { graph, declarations }: Omit<FolderClaims, 'isWorkspaceFolder'>,
): boolean {
  if (row.resolution.kind !== 'release' || row.problem !== null || typeof row.path === 'string') return false;
  if (row.path.name === row.name) return false;
  const asked = (graph.askedOf.get(row) ?? []).some(({ specifier }) => aliasedName(specifier) === row.name);
  if (asked) return false;
  const overrides = declarations.overridesOf.get(row.path.name) ?? [];
  return !overrides.some((specifier) => aliasedName(specifier) === row.name);
}

/** What is said of such a row, in one sentence. */
export function aliasReason(row: BunPackage, place: string): string {
  return (
    `${shown(row.name)} is locked in the place of ${shown(place)}, and nothing that depends on it asks for that: ` +
    'the lockfile was changed by hand.'
  );
}
