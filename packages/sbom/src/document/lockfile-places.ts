/** Where lockfiles lie in the project, whatever folder the run was started in. */

import { compareText, type Inventory } from '@assay/model';

/** Folder and file of a lockfile, below the folder that all lockfiles have in common; forward slashes; `.` for that folder itself. */
export interface LockfilePlace {
  readonly folder: string;
  readonly file: string;
}

/** By the name that the user gave it. What all have in common may be a path of the machine and is nowhere in the places. */
export function lockfilePlaces({ lockfiles }: Inventory): ReadonlyMap<string, LockfilePlace> {
  const names = lockfiles.map(({ path }) => path).sort(compareText);
  const split = new Map(names.map((name) => [name, namesOf(name)]));
  const [first = [], ...rest] = [...split.values()].map((path) => path.slice(0, -1));
  const common = rest.reduce((shared, folders) => shared.slice(0, sharedLength(shared, folders)), first).length;
  return new Map([...split].map(([name, path]) => [name, placeOf(path.slice(common))]));
}

function namesOf(path: string): readonly string[] {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((name, index) => name !== '.' && (name !== '' || index === 0));
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function placeOf(names: readonly string[]): LockfilePlace {
  const folder = names.slice(0, -1).join('/');
  return { folder: folder === '' ? '.' : folder, file: names.join('/') };
}
