/** `license-rotation`: old and new credentials fetch the same bytes, so that rotating them changes nothing that is verified. */

import { formatDigest, isStrong, type CodeCatalogue, type Digest } from '@assay/model';
import type { CheckResult } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { copyCodes, isNone } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext } from '../license/license-check.js';

const own = {
  'license-rotation-same': { outcome: 'proven', text: 'Both credentials fetch the very same bytes.', next: '' },
  'license-rotation-other': {
    outcome: 'refuted',
    text: 'The two credentials fetch different bytes of the same version.',
    next: 'Do not switch yet. Ask the vendor which bytes are right: somebody on the way changes them, or the vendor builds the package for each credential and no digest can be pinned.',
  },
  'license-rotation-not-shown': {
    outcome: 'unknown',
    text: 'Not both credentials fetched the package, so nothing could be compared.',
    next: 'Mend what `license-presence` says about the credentials first.',
    follows: 'license-presence',
  },
} as const satisfies CodeCatalogue;

type Code = keyof typeof own;

/** Two copies, downloaded with the old and with the new credential. No part of an ordinary run: see `assay license rotate-check`. */
export const licenseRotation: LicenseCheck = {
  id: 'license-rotation',
  phases: ['before'],
  codes: { ...copyCodes, ...own },
  run: (context) => [judge(context)],
};

function judge({ copies }: LicenseContext): CheckResult<Code> {
  const notShown = { code: 'license-rotation-not-shown', detail: 'Two downloads are needed.' } as const;
  if (isNone(copies)) return notShown;
  const [first, second, ...others] = copies;
  if (first === undefined || second === undefined || others.length > 0) return notShown;
  const strong = first.digests.filter(({ alg }) => isStrong(alg));
  const evidence = [...first.digests, ...second.digests];
  // The same login page twice is not the package twice.
  if (first.looksLike !== undefined || second.looksLike !== undefined) return { ...notShown, evidence };
  switch (compareDigests(strong, second.digests).result) {
    case 'equal':
      return { code: 'license-rotation-same', detail: `Both have ${shown(strong)}.`, evidence };
    case 'different':
      return {
        code: 'license-rotation-other',
        detail: `${first.where} has ${shown(first.digests)}, ${second.where} ${shown(second.digests)}.`,
        evidence,
      };
    default:
      return { ...notShown, evidence };
  }
}

function shown(digests: readonly Digest[]): string {
  const sha256 = digests.find(({ alg }) => alg === 'sha256') ?? digests[0];
  return sha256 === undefined ? 'no digest' : formatDigest(sha256);
}
