import { AssayError, type LockfileInput } from '@assay/model';
import type { DocProblem } from '@assay/documents';

/** What a lockfile error says beside its message. */
export interface LockfileErrorOptions {
  readonly line?: number;
  readonly hint?: string;
}

/** A lockfile that cannot be read: `ERR_LOCKFILE`. */
export function unreadable(input: LockfileInput, message: string, options: LockfileErrorOptions = {}): AssayError {
  return new AssayError('ERR_LOCKFILE', message, { file: input.path, ...options });
}

/** A lockfile of a version that Assay does not read: `ERR_LOCKFILE_UNSUPPORTED`. */
export function unsupported(input: LockfileInput, message: string, options: LockfileErrorOptions): AssayError {
  return new AssayError('ERR_LOCKFILE_UNSUPPORTED', message, { file: input.path, ...options });
}

/** A lockfile whose text was refused by the strict reader. */
export function refused(input: LockfileInput, problem: DocProblem): AssayError {
  const hint =
    problem.problem === 'duplicate-key'
      ? 'Clients disagree about which of two equal keys counts: write the lockfile anew with the package manager.'
      : 'Write the lockfile anew with the package manager; unresolved merge conflicts are the usual cause.';
  return unreadable(input, problem.detail, { hint, ...(problem.line === undefined ? {} : { line: problem.line }) });
}
