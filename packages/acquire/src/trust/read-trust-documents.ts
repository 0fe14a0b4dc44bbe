/** Everything that may be trusted in a run, with who vouches for it. Opens no socket. */

import { lstat } from 'node:fs/promises';
import type { TrustDocument } from '@assay/model';
import { readGemTrust } from './gem-trust-directory.js';
import { readShipped } from './shipped/read-shipped.js';
import { nextStep } from './trust-codes.js';
import type { TrustEntry, TrustProblem } from './trust-entry.js';
import { nextInHome, trustFolder, type TrustFolder, type TrustPlace } from './trust-folder.js';
import { isUpTo } from './trust-time.js';
import { readTrustStore, type StoredTrust } from './trust-store.js';

/** What was read. */
export interface TrustReading {
  /** For each kind and name one, in a fixed order: roots, keys, certificates, by name. */
  readonly entries: readonly TrustEntry[];
  /** The same without where they come from: what a run judges by, and what an evidence file records. */
  readonly documents: readonly TrustDocument[];
  readonly problems: readonly TrustProblem[];
}

/**
 * For each kind and name, what the user imported, else the newer of what an update verified and what ships; and the certificates
 * of RubyGems' trust directory. A stored document that cannot be used is a problem, and nothing stands in for it. Throws
 * AssayError `ERR_CONFIG` when `ASSAY_TRUST` is no folder to trust (see {@link trustFolder}).
 */
export async function readTrustDocuments(place: TrustPlace): Promise<TrustReading> {
  const folder = await trustFolder(place);
  const stored = folder.kind === 'folder' ? await readTrustStore(folder.path) : emptyStore;
  const gems = await readGemTrust(place);
  const shipped = (await readShipped()).filter((entry) => isInForce(entry, stored));
  const kept = stored.entries.filter((entry) => !shipped.some((other) => isSame(other, entry)));
  const own = gems.entries.filter((entry) => !kept.some((other) => isSame(other, entry)));
  const entries = [...shipped, ...kept, ...own].sort(inOrder);
  const inProject = folder.kind === 'in-project' && (await isThere(folder.path)) ? [refused(folder)] : [];
  return {
    entries,
    documents: entries.map(({ document }) => document),
    problems: [...inProject, ...stored.problems, ...gems.problems],
  };
}

const emptyStore: StoredTrust = { entries: [], problems: [], isBroken: () => false };

/** Whether a shipped document counts: nothing is stored for it, or only an update that is older than the release. */
function isInForce(shipped: TrustEntry, stored: StoredTrust): boolean {
  if (stored.isBroken(shipped.document)) return false;
  const other = stored.entries.find((entry) => isSame(entry, shipped));
  if (other === undefined) return true;
  return other.document.origin === 'tuf' && !isUpTo(shipped.since, other.since);
}

function isSame({ document: a }: TrustEntry, { document: b }: TrustEntry): boolean {
  return a.kind === b.kind && a.name === b.name;
}

const kindOrder: readonly TrustDocument['kind'][] = ['sigstore-root', 'registry-keys', 'gem-certificates'];

function inOrder({ document: a }: TrustEntry, { document: b }: TrustEntry): number {
  const byKind = kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function refused({ path, holdsHome }: Extract<TrustFolder, { kind: 'in-project' }>): TrustProblem {
  const code = 'trust-store-in-project';
  const detail = holdsHome
    ? `The trust store ${path} lies with your home folder in the checkout and was not read.`
    : `The trust store ${path} lies in the checkout and was not read.`;
  return { code, detail, next: holdsHome ? nextInHome(path) : nextStep(code) };
}
