/**
 * Archives that lie in the project itself. The lockfile names the path, so that an attacker does: it must lead to a
 * regular file below the project's root, however many links are on the way.
 */

import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Evidence, EvidenceRequest } from '@assay/model';
import { unreachable, withoutContent, type Acquired, type ContentSource } from '../content/content.js';
import { examineBytes, examineStream } from '../content/examine.js';
import { readChunks, readRange } from '../content/read-chunks.js';

export interface FileSourceOptions {
  /** Folder that archives must lie in. */
  readonly projectRoot: string;
  /** Folder that the requests' lockfile names are relative to; the process's own unless told. */
  readonly cwd?: string;
  /** Files up to this size are read at once; larger ones are streamed. Default 8 MiB. */
  readonly bufferBytes?: number;
}

/** Answers `file` requests from the project; everything else is `path-refused`. */
export function createFileSource(options: FileSourceOptions): ContentSource {
  const acquire = (request: EvidenceRequest) => answer(request, options);
  const get = async (request: EvidenceRequest): Promise<Evidence> => {
    const { evidence, content } = await acquire(request);
    if (content?.kind === 'file') await content.release();
    return evidence;
  };
  return { acquire, get };
}

const mebibyte = 1024 ** 2;

/** A missing file is the same authoritative "there is none" as a server's 404. */
const missing: Evidence = { state: 'absent', status: 404 };

async function answer(request: EvidenceRequest, options: FileSourceOptions): Promise<Acquired> {
  if (request.kind !== 'file') return unreachable('path-refused', 'The request is not one for a file of the project.');
  const shown = JSON.stringify(request.url.slice(0, 200));
  const refused = (why: string) => unreachable('path-refused', `${shown} ${why}.`);
  if (isAbsolute(request.url) || request.url.includes('\0')) return refused('is not a path relative to the lockfile');
  try {
    const path = await insidePath(request, options);
    if (path === null) return refused('leads out of the project');
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      return await answerFromFile(handle, { request, path, shown, bufferBytes: options.bufferBytes ?? 8 * mebibyte });
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return code === 'ENOENT' || code === 'ENOTDIR' ? withoutContent(missing) : refused(`cannot be read (${code})`);
  }
}

/** The file's real path if it lies below the project's real root, else null. Rejects when there is no such file. */
async function insidePath(request: EvidenceRequest, options: FileSourceOptions): Promise<string | null> {
  const cwd = options.cwd ?? process.cwd();
  const root = await realpath(resolve(cwd, options.projectRoot));
  const folder = dirname(resolve(cwd, request.lockfile ?? options.projectRoot));
  const wanted = resolve(request.lockfile === undefined ? root : folder, request.url);
  const inside = relative(root, await realpath(wanted));
  const leaves = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return leaves ? null : resolve(root, inside);
}

interface OpenedFile {
  readonly request: EvidenceRequest;
  readonly path: string;
  readonly shown: string;
  readonly bufferBytes: number;
}

async function answerFromFile(handle: FileHandle, file: OpenedFile): Promise<Acquired> {
  const { request, path, shown, bufferBytes } = file;
  const stat = await handle.stat();
  if (!stat.isFile()) return unreachable('path-refused', `${shown} is not a regular file.`);
  if (stat.size > request.maxBytes) {
    return unreachable('too-large', `${shown} has more than the ${request.maxBytes} bytes allowed.`);
  }
  if (stat.size > bufferBytes) {
    const evidence = await examineStream(readChunks(handle, 0, stat.size), request);
    return { evidence, content: { kind: 'file', path, size: evidence.size, release: () => Promise.resolve() } };
  }
  const bytes = await readRange(handle, 0, stat.size);
  return { evidence: await examineBytes(bytes, request), content: { kind: 'bytes', bytes } };
}

/** The code of an error of the operating system; null for defects. */
function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
