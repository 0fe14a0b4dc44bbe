/** Lockfiles and the manifests beside them, as an evidence file keeps them. */

import { basename } from 'node:path';
import type { EvidenceFile, LockfileOnDisk } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { AssayError, type JsonValue } from '@assay/model';

/** Lockfile path → base64 of the manifest beside it; what a replay needs to read the same inventory. */
export function writeManifests(lockfiles: readonly LockfileOnDisk[]): { readonly [path: string]: JsonValue } {
  return filesOf(lockfiles, ({ manifest }) => manifest);
}

/** Lockfile path → base64 of the settings beside it; nothing where no lockfile has any. */
export function writeSettings(lockfiles: readonly LockfileOnDisk[]): { readonly settings?: JsonValue } {
  const settings = filesOf(lockfiles, (lockfile) => lockfile.settings);
  return Object.keys(settings).length === 0 ? {} : { settings };
}

function filesOf(
  lockfiles: readonly LockfileOnDisk[],
  fileOf: (lockfile: LockfileOnDisk) => Uint8Array | undefined,
): { readonly [path: string]: JsonValue } {
  const written: [string, JsonValue][] = [];
  for (const lockfile of lockfiles) {
    const file = fileOf(lockfile);
    if (file !== undefined) written.push([lockfile.path, Buffer.from(file).toString('base64')]);
  }
  return Object.fromEntries(written);
}

/** Lockfile path → folder of a workspace member → base64 of its manifest; nothing where no lockfile has such members. */
export function writeMembers(lockfiles: readonly LockfileOnDisk[]): { readonly members?: JsonValue } {
  const written: [string, JsonValue][] = [];
  for (const { path, members } of lockfiles) {
    if (members === undefined || members.size === 0) continue;
    const texts = [...members].map(([folder, bytes]) => [folder, Buffer.from(bytes).toString('base64')] as const);
    written.push([path, Object.fromEntries(texts)]);
  }
  return written.length === 0 ? {} : { members: Object.fromEntries(written) };
}

/** Lockfile path → names of the archives that its client takes from beside it; nothing where there are none. */
export function writeArchives(lockfiles: readonly LockfileOnDisk[]): { readonly archives?: JsonValue } {
  const written = lockfiles.flatMap(({ path, archives }) =>
    archives === undefined ? [] : [[path, archives] as const],
  );
  return written.length === 0 ? {} : { archives: Object.fromEntries(written) };
}

/** The lockfiles of a recording. Throws AssayError `ERR_EVIDENCE_FILE` for one that no ecosystem knows. */
export function readRecordedLockfiles({ lockfiles, header }: EvidenceFile): readonly LockfileOnDisk[] {
  return lockfiles.map(({ path, bytes }) => {
    const ecosystem = ecosystems.find((candidate) => candidate.lockfileNames.includes(basename(path)));
    if (ecosystem === undefined) {
      throw new AssayError('ERR_EVIDENCE_FILE', `the evidence file holds a lockfile of an unknown kind: ${path}`);
    }
    const manifest = readFile(header.options['manifests'], path);
    const settings = readFile(header.options['settings'], path);
    const members = readMembers(header.options['members'], path);
    return {
      path,
      bytes,
      ecosystem,
      ...(manifest === null ? {} : { manifest }),
      ...(settings === null ? {} : { settings }),
      ...members,
      ...readArchives(header.options['archives'], path),
    };
  });
}

function readFile(recorded: JsonValue | undefined, path: string): Uint8Array | null {
  const text = memberOf(recorded, path);
  return typeof text === 'string' ? Buffer.from(text, 'base64') : null;
}

function readMembers(recorded: JsonValue | undefined, path: string): Pick<LockfileOnDisk, 'members'> {
  const folders = memberOf(recorded, path);
  if (typeof folders !== 'object' || folders === null) return {};
  const members = new Map<string, Uint8Array>();
  for (const [folder, text] of Object.entries(folders)) {
    if (typeof text === 'string') members.set(folder, Buffer.from(text, 'base64'));
  }
  return { members };
}

function readArchives(recorded: JsonValue | undefined, path: string): Pick<LockfileOnDisk, 'archives'> {
  const names = memberOf(recorded, path);
  return Array.isArray(names) ? { archives: names.filter((name) => typeof name === 'string') } : {};
}

function memberOf(map: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof map !== 'object' || map === null || !Object.hasOwn(map, key)) return undefined;
  return (map as { readonly [key: string]: JsonValue })[key];
}
