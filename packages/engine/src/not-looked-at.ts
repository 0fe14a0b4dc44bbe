/** What a run at some depth cannot have seen. A summary must say it, or people believe more than was shown. */

import type { Depth } from '@assay/model';

const always = ['Files already installed (node_modules, installed gems) are not compared with the archives.'];

const perDepth: Readonly<Record<Depth, readonly string[]>> = {
  pins: [
    'No registry was asked: whether it still serves the pinned bytes is not known.',
    'No archive was downloaded: what is inside is not known.',
    'No signature and no attestation was asked for: who published the packages is not known.',
  ],
  registry: [
    'No archive was downloaded: whether the served bytes are the pinned ones, and what is inside, is not known.',
    'Signatures inside gems were not looked at: they are in the archives.',
  ],
  artifacts: [],
};

/** One sentence for each thing a run at this depth did not look at. */
export function notLookedAt(depth: Depth): readonly string[] {
  return [...perDepth[depth], ...always];
}
