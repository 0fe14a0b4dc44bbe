/** Copies in the folders of other packages, for a package manager that leaves no record of them. */

import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { CopiesWanted } from '@assay/model';
import type { Obstacle } from './descend.js';
import { membersOf, parseHint, textIn } from './json-object.js';
import { listNames } from './list-names.js';
import { readSmallFile } from './read-small-file.js';
import { attempt } from './system-code.js';

/** Folders of packages that are looked into: what no project has. */
const mostFolders = 20_000;

/** Their paths below `modules`, a folder `node_modules`, its own packages left out; an obstacle where there is too much to look through. */
export function findNested(modules: string, wanted: CopiesWanted): readonly string[] | Obstacle {
  const found: string[] = [];
  const waiting = packagesIn(modules, '');
  for (let at = 0; ; at++) {
    if (at > mostFolders) return { code: 'tree-limit-entries', path: modules };
    const path = waiting[at];
    if (path === undefined) return found;
    const inner = `${path}/node_modules`;
    if (!isFolder(join(modules, inner))) continue;
    if (isIt(join(modules, inner, wanted.name), wanted)) found.push(`${inner}/${wanted.name}`);
    waiting.push(...packagesIn(modules, `${inner}/`));
  }
}

/** Packages directly in a `node_modules`, scoped ones too. Links are pnpm's, and lead to what is looked at elsewhere. */
function packagesIn(modules: string, path: string): string[] {
  const names = namesIn(join(modules, path)).filter((name) => !name.startsWith('.'));
  return names.flatMap((name) => {
    if (!name.startsWith('@')) return [`${path}${name}`];
    return namesIn(join(modules, path, name)).map((inner) => `${path}${name}/${inner}`);
  });
}

function namesIn(folder: string): readonly string[] {
  const names = isFolder(folder) ? listNames(folder, mostFolders) : [];
  return 'code' in names ? [] : names;
}

function isFolder(path: string): boolean {
  return attempt(
    () => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    () => false,
  );
}

/** Another version says so; what cannot be read is looked at. */
function isIt(folder: string, { version }: CopiesWanted): boolean {
  if (!isFolder(folder)) return false;
  const bytes = readSmallFile({ base: folder, names: [] }, 'package.json', 2 ** 20);
  const manifest = bytes === null ? undefined : parseHint(new TextDecoder().decode(bytes));
  return (textIn(membersOf(manifest), 'version') ?? version) === version;
}
