/** What must not be recorded: an evidence file is made to be passed on, and keeps lockfiles byte for byte. */

import { basename, dirname, join } from 'node:path';
import type { LockfileOnDisk } from '@assay/acquire';
import { AssayError, manifestNameOf, type Inventory } from '@assay/model';
import { findCredential } from './find-credential.js';

/** What a recording would hold. */
export interface ToRecord {
  readonly lockfiles: readonly LockfileOnDisk[];
  readonly inventory: Inventory;
  readonly policy: { readonly file: string; readonly text: string } | null;
}

/**
 * Throws AssayError `ERR_EVIDENCE_FILE`, with file and line, when a lockfile, the manifest beside it or the policy holds a credential. Neither
 * would a lockfile without it be the one that was judged, nor could a replay of it give the same report.
 */
export function refuseCredentials({ lockfiles, inventory, policy }: ToRecord): void {
  for (const { path, bytes, ecosystem, manifest, settings, members } of lockfiles) {
    // Readers see through every spelling; the text holds what they pass over, such as comments and unknown fields.
    const told = inventory.gaps.find(({ lockfile, code }) => lockfile === path && code === 'credentials-in-lockfile');
    const line = findCredential(bytes) ?? told?.line ?? null;
    if (told !== undefined || line !== null) throw refusal(path, line);
    const manifests = [...(manifest === undefined ? [] : [['.', manifest] as const]), ...(members ?? [])];
    if (settings !== undefined)
      expectNone(join(dirname(path), ecosystem.settingsNames?.[basename(path)] ?? ''), settings);
    for (const [folder, text] of manifests) {
      expectNone(join(dirname(path), folder, manifestNameOf(ecosystem, basename(path)) ?? ''), text);
    }
  }
  if (policy !== null) expectNone(policy.file, new TextEncoder().encode(policy.text));
}

function expectNone(file: string, bytes: Uint8Array): void {
  const line = findCredential(bytes);
  if (line !== null) throw refusal(file, line);
}

function refusal(file: string, line: number | null): AssayError {
  const why = 'a credential stands here, and an evidence file would pass it on: nothing was recorded';
  const hint =
    'Take it out and replace it where it is valid, for whoever can read this file has it; the new one belongs into the client’s own ' +
    'configuration (.npmrc, `bundle config`). Without --record, the run goes on.';
  return new AssayError('ERR_EVIDENCE_FILE', why, { file, hint, ...(line === null ? {} : { line }) });
}
