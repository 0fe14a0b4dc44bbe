/** Reads a regular file under a cap. Never hangs on a FIFO, never reads a device. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AssayError, type AssayErrorCode } from '@assay/model';

/** What to say when the file cannot be read. */
export interface BoundedRead {
  readonly maxBytes: number;
  readonly code: AssayErrorCode;
  /** What the file is to the user: "lockfile", "policy". */
  readonly what: string;
}

/**
 * The file's bytes. Throws AssayError with `options.code` when it is missing, unreadable, no regular file, or larger than the
 * cap. The path is opened without blocking: a FIFO planted under a lockfile's name must not stop the run.
 */
export async function readBoundedFile(path: string, options: BoundedRead): Promise<Uint8Array> {
  const refuse = (why: string, cause?: unknown) =>
    new AssayError(options.code, `the ${options.what} ${path} ${why}`, { file: path, cause });
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw refuse(`cannot be read: ${reasonOf(cause)}`, cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw refuse('is not a regular file');
    if (stat.size > options.maxBytes) throw refuse(`is larger than ${String(options.maxBytes)} bytes`);
    const bytes = await handle.readFile().catch((cause: unknown) => {
      throw refuse(`cannot be read: ${reasonOf(cause)}`, cause);
    });
    if (bytes.length > options.maxBytes) throw refuse(`is larger than ${String(options.maxBytes)} bytes`);
    return bytes;
  } finally {
    await handle.close();
  }
}

/** The system's reason for a failure, for people. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ELOOP: 'too many symbolic links',
    ENXIO: 'it is not a regular file',
    EIO: 'the disk or file system failed (EIO)',
    EMFILE: 'too many files are open (EMFILE)',
  };
  if (code !== undefined && Object.hasOwn(known, code)) return known[code] ?? code;
  return code ?? (error instanceof Error ? error.message : String(error));
}
