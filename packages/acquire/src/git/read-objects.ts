/** Objects by their ids: no name of a tree ever reaches git. */

import { AssayError } from '@assay/model';
import { runGit, type GitPlace } from './run-git.js';

/** An object that is wanted. */
export interface ObjectRequest {
  /** Full hexadecimal id. */
  readonly id: string;
  readonly type: 'tree' | 'blob' | 'commit';
  readonly maxBytes: number;
  /** For messages. */
  readonly what: string;
}

/** Most that is read at once, of all objects together. */
const mostBytes = 1024 * 1024 * 1024;

/** The bytes of each object, in order. Throws AssayError `ERR_USAGE` for one that is not there, of another type, or too large. */
export async function readObjects(place: GitPlace, wanted: readonly ObjectRequest[]): Promise<readonly Uint8Array[]> {
  if (wanted.length === 0) return [];
  const input = wanted.map(({ id }) => `${id}\n`).join('');
  const sizes = await runGit(place, { args: ['cat-file', '--batch-check'], input, maxBytes: 256 * wanted.length });
  const lines = new TextDecoder().decode(sizes.output).split('\n');
  const total = wanted.reduce((sum, request, index) => sum + sizeOf(request, lines[index] ?? ''), 0);
  const room = total + 256 * wanted.length;
  if (room > mostBytes) throw new AssayError('ERR_USAGE', 'the lockfiles of this revision are too large together');
  const { output } = await runGit(place, { args: ['cat-file', '--batch'], input, maxBytes: room });
  return splitObjects(output, wanted);
}

function sizeOf({ id, type, maxBytes, what }: ObjectRequest, line: string): number {
  const [found, kind, size] = line.split(' ');
  if (found !== id || kind === 'missing') {
    const hint =
      'This is a partial clone or a damaged one: fetch the revision whole (git fetch --refetch --no-filter origin).';
    throw new AssayError('ERR_USAGE', `${what} is not in this clone`, { hint });
  }
  if (kind !== type) throw new AssayError('ERR_USAGE', `${what} is a ${kind ?? ''} in git, not a ${type}`);
  if (Number(size) > maxBytes) throw new AssayError('ERR_USAGE', `${what} is larger than ${String(maxBytes)} bytes`);
  return Number(size);
}

/** `<id> <type> <size>\n<bytes>\n`, again and again. */
function splitObjects(output: Uint8Array, wanted: readonly ObjectRequest[]): readonly Uint8Array[] {
  let at = 0;
  return wanted.map((request) => {
    const end = output.indexOf(0x0a, at);
    const size = sizeOf(request, new TextDecoder().decode(output.subarray(at, Math.max(end, at))));
    const start = end + 1;
    at = start + size + 1;
    if (end < 0 || at > output.length)
      throw new AssayError('ERR_CONFIG', `git broke off while it gave ${request.what}`);
    return output.slice(start, start + size);
  });
}
