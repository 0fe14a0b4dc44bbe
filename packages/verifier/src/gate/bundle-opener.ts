/** Loaded only where there is a Sigstore bundle: it brings its cryptography. */

import { openSignedBundle, type StatementOpening, type StatementQuestion } from '@assay/signature';
import { readRootsForFiles } from '../trust-for-run.js';
import type { OpenerPlace } from './opener-place.js';

type BundleMap = Parameters<typeof openSignedBundle>[0];

/** Opens Sigstore bundles under the roots that the user trusts. */
export interface BundleOpener {
  open(map: BundleMap, question: StatementQuestion): StatementOpening;
  readonly notes: readonly string[];
}

/** Reads and compiles the roots once. Opens no socket. */
export async function createBundleOpener({ env, at, trustedRoot }: OpenerPlace): Promise<BundleOpener> {
  const named = trustedRoot === undefined ? {} : { trustedRoot };
  const { roots, notes } = await readRootsForFiles({ env, folders: [process.cwd()], at, ...named });
  return { open: (map, question) => openSignedBundle(map, roots, question), notes };
}
