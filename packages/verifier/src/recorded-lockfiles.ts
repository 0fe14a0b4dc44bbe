/** Lockfiles and the manifests beside them, as an evidence file keeps them. */

import { basename } from 'node:path';
import type { EvidenceFile, LockfileOnDisk } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { AssayError, type JsonValue } from '@assay/model';

/** Lockfile path → base64 of the manifest beside it; what a replay needs to read the same inventory. */
export function writeManifests(lockfiles: readonly LockfileOnDisk[]): { readonly [path: string]: JsonValue } {
  const written: [string, JsonValue][] = [];
  for (const { path, manifest } of lockfiles) {
    if (manifest !== undefined) written.push([path, Buffer.from(manifest).toString('base64')]);
  }
  return Object.fromEntries(written);
}

/** The lockfiles of a recording. Throws AssayError `ERR_EVIDENCE_FILE` for one that no ecosystem knows. */
export function readRecordedLockfiles({ lockfiles, header }: EvidenceFile): readonly LockfileOnDisk[] {
  const manifests = header.options['manifests'];
  return lockfiles.map(({ path, bytes }) => {
    const ecosystem = ecosystems.find((candidate) => candidate.lockfileNames.includes(basename(path)));
    if (ecosystem === undefined) {
      throw new AssayError('ERR_EVIDENCE_FILE', `the evidence file holds a lockfile of an unknown kind: ${path}`);
    }
    const manifest = readManifest(manifests, path);
    return { path, bytes, ecosystem, ...(manifest === null ? {} : { manifest }) };
  });
}

function readManifest(manifests: JsonValue | undefined, path: string): Uint8Array | null {
  if (typeof manifests !== 'object' || manifests === null || !Object.hasOwn(manifests, path)) return null;
  const text = (manifests as { readonly [path: string]: JsonValue })[path];
  return typeof text === 'string' ? Buffer.from(text, 'base64') : null;
}
