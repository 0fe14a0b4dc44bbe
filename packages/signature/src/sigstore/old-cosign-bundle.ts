/** The bundle that cosign made up before there were Sigstore bundles (`{base64Signature, cert, rekorBundle}`, cosign 1 and 2). */

import type { DocMap } from '@assay/documents';

/** Members that no other document of attestations has. */
const markers: readonly string[] = ['base64Signature', 'rekorBundle'];

/** True for an object that is such a bundle, or means to be one. */
export function isOldCosignBundle(value: DocMap): boolean {
  return !value.has('mediaType') && markers.some((marker) => value.has(marker));
}

/** What is said of one. */
export const oldCosignDetail =
  'It has the members of cosign’s own bundle (base64Signature, rekorBundle), and no media type.';
