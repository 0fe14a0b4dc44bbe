/** Names of files that a caller asks for in a ZIP archive. */

const belowRoot = '*/';

/** Which paths are asked for. */
export class ZipMembers {
  readonly #exact = new Map<string, string>();
  readonly #below = new Map<string, string>();

  /** `names`: full paths, or `*` and a path below the archive's single root folder. */
  constructor(names: readonly string[]) {
    for (const name of names) {
      if (name.startsWith(belowRoot)) this.#below.set(name.slice(belowRoot.length), name);
      else this.#exact.set(name, name);
    }
  }

  /** The names under which the file at `key` was asked for, provided that its first folder is the only root. */
  namesOf(key: string): readonly string[] {
    const below = this.#below.get(key.slice(key.indexOf('/') + 1));
    const exact = this.#exact.get(key);
    return [exact, key.includes('/') ? below : undefined].filter((name) => name !== undefined);
  }
}

/** True for a name that is good only in an archive with a single root folder. */
export function needsRoot(name: string): boolean {
  return name.startsWith(belowRoot);
}
