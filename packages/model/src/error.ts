/**
 * Misuse and configuration errors. A bad world (a wrong digest, a dead registry) is never an error: it is a finding.
 */

/** Why Assay could not start or go on. `ERR_INTERNAL` is a defect in Assay; all others are for the user to mend. */
export type AssayErrorCode =
  | 'ERR_USAGE'
  | 'ERR_CONFIG'
  | 'ERR_POLICY'
  | 'ERR_LOCKFILE'
  | 'ERR_LOCKFILE_UNSUPPORTED'
  | 'ERR_EVIDENCE_FILE'
  | 'ERR_STORE'
  | 'ERR_INTERNAL';

/** What an {@link AssayError} carries beside its message. */
export interface AssayErrorOptions {
  /** What the user can do about it, one sentence. */
  readonly hint?: string;
  /** The file it is about, as the user named it. */
  readonly file?: string;
  /** 1-based line in that file. */
  readonly line?: number;
  readonly cause?: unknown;
}

/** The one error class of Assay's public surface. Narrow on `code`. */
export class AssayError extends Error {
  readonly code: AssayErrorCode;
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(code: AssayErrorCode, message: string, options: AssayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AssayError';
    this.code = code;
    this.hint = options.hint;
    this.file = options.file;
    this.line = options.line;
  }
}
