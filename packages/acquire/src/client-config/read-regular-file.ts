import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A file's bytes, or why there are none. */
export type FileContent =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly why: string };

/** Configuration is small; a file above this is not configuration. */
export const maxConfigurationBytes = 1024 * 1024;

/**
 * Reads a regular file of at most `maxBytes`. A pipe, a device, a folder or a larger file is refused without waiting for it:
 * whoever made the checkout chose what stands at the path.
 */
export async function readRegularFile(path: string, maxBytes = maxConfigurationBytes): Promise<FileContent> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer that never comes. Windows has neither.
    file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  } catch (error) {
    return openProblem(error);
  }
  try {
    return await readBounded(file, maxBytes);
  } catch {
    return { kind: 'refused', why: 'it cannot be read' };
  } finally {
    await file.close();
  }
}

async function readBounded(file: FileHandle, maxBytes: number): Promise<FileContent> {
  const info = await file.stat();
  if (!info.isFile()) return { kind: 'refused', why: 'it is not a regular file' };
  if (info.size > maxBytes) return { kind: 'refused', why: `it is larger than ${maxBytes} bytes` };
  const buffer = new Uint8Array(info.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
    length += bytesRead;
    if (length > info.size) return { kind: 'refused', why: 'it grew while it was read' };
    if (bytesRead === 0) return { kind: 'bytes', bytes: buffer.subarray(0, length) };
  }
}

function openProblem(error: unknown): FileContent {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'refused', why: 'permission is denied' };
  if (code === 'ELOOP') return { kind: 'refused', why: 'its symbolic links form a loop' };
  return { kind: 'refused', why: 'it cannot be opened' };
}
