import { readBoundedFile } from './read-bounded-file.js';

/** Largest manifest that is read. */
const maxBytes = 4 * 1024 * 1024;

/** The bytes of a project's manifest, or of the settings beside it. Throws AssayError `ERR_LOCKFILE` for what is no regular file of that size. */
export function readManifest(path: string): Promise<Uint8Array> {
  return readBoundedFile(path, { maxBytes, code: 'ERR_LOCKFILE', what: 'manifest' });
}
