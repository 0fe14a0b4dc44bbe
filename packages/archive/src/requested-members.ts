/** Names of members that a caller asks for, sorted by the tar they lie in. */

/** Separates a nested archive from a path in it. */
const nesting = '!/';
const gemData = 'data.tar.gz';

/** What to look for in each tar: canonical path to the name it was asked under. */
export interface RequestedMembers {
  /** In the outer tar. */
  readonly outer: ReadonlyMap<string, string>;
  /** In a gem's data.tar.gz. */
  readonly data: ReadonlyMap<string, string>;
}

/** Sorts names such as `package.json`, `metadata.gz` and `data.tar.gz!/lib/x.rb`. */
export function requestedMembers(names: readonly string[]): RequestedMembers {
  const outer = new Map<string, string>();
  const data = new Map<string, string>();
  for (const name of names) {
    if (name.startsWith(gemData + nesting)) data.set(name.slice(gemData.length + nesting.length), name);
    else outer.set(name, name);
  }
  return { outer, data };
}
