import { AssayError } from '@assay/model';

/** Where in which lockfile. */
export interface LockPlace {
  /** As the user named it. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
}

const regenerate = 'Restore the lockfile from version control, or let Bundler write it again with `bundle lock`.';

/** Throws `ERR_LOCKFILE`: the lockfile as a whole cannot be trusted to mean what Assay would read. */
export function refuseLockfile(place: LockPlace, message: string, hint: string = regenerate): never {
  throw new AssayError('ERR_LOCKFILE', message, { hint, ...place });
}

/** Attacker-controlled text for a message: quoted, control characters escaped, at most 80 characters of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text);
}
