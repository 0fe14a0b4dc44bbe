/** What npm wrote into `node_modules/.package-lock.json`: which package lies where. Hints on where to look, nothing more. */

import { join } from 'node:path';
import { membersOf, readJsonObject, textIn, type JsonMembers } from './json-object.js';

/** One installed package. */
export interface InstalledEntry {
  /** Its folder below the one that holds `node_modules`, with `/`. */
  readonly path: string;
  readonly version: string | null;
  /** Subresource Integrity, as it stands. */
  readonly integrity: string | null;
  /** Where it was downloaded from. */
  readonly resolved: string | null;
  /** It came inside the archive of the package that it lies in. */
  readonly isBundled: boolean;
}

/** All packages by their folder. */
export type InstalledEntries = ReadonlyMap<string, InstalledEntry>;

const mostBytes = 64 * 1024 * 1024;

/** The entries; null where npm wrote no such file, or not a whole one. */
export async function readInstalledEntries(project: string): Promise<InstalledEntries | null> {
  const file = await readJsonObject(join(project, 'node_modules', '.package-lock.json'), mostBytes);
  const packages = membersOf(file?.get('packages'));
  if (packages === null) return null;
  return new Map([...packages].map(([path, value]) => [path, entryOf(path, membersOf(value))]));
}

function entryOf(path: string, entry: JsonMembers | null): InstalledEntry {
  return {
    path,
    version: textIn(entry, 'version'),
    integrity: textIn(entry, 'integrity'),
    resolved: textIn(entry, 'resolved'),
    isBundled: entry?.get('inBundle') === true,
  };
}

/** The entries of one package, in whatever folder of the project; npm writes plain paths, and any other leads elsewhere. */
export function entriesNamed(entries: InstalledEntries | null, name: string): readonly InstalledEntry[] {
  const tail = `node_modules/${name}`;
  const named = [...(entries?.values() ?? [])].filter(({ path }) => path === tail || path.endsWith(`/${tail}`));
  return named.filter(({ path }) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'));
}
