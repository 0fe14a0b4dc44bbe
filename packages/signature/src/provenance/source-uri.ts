/** Addresses of source repositories in predicates. */

/** A repository and, where it says so, the ref that was checked out. */
export interface SourceUri {
  /** `https://host/owner/name`, without a slash at the end. */
  readonly repository: string;
  readonly ref?: string;
}

const shape = /^(?:git\+)?(https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[^\s/@?#\\%]+){2,})(?:@([^\s\\]+))?$/;

/** Reads `git+https://host/owner/name[@ref]` or the same without `git+` (SPDX download locations, as SLSA uses them); else null. */
export function parseSourceUri(text: string): SourceUri | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [, repository = '', ref] = match;
  return ref === undefined ? { repository } : { repository, ref };
}
