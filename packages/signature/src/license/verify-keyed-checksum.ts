/** A vendor's checksum statement by pinned keys alone: what needs none of Sigstore is loaded without it. */

import { refuse } from '../outcome.js';
import { openChecksumDocument, type ChecksumFound, type ChecksumSubject } from './open-checksum-document.js';

/**
 * Verifies a DSSE envelope for a package file by these keys, at least one. For a Sigstore bundle nobody is named here, so that it is
 * `license-checksum-signer-unknown`. Codes are those of `licenseChecksumCodes`. Throws as `verifyChecksumStatement` does.
 */
export function verifyKeyedChecksum(
  document: Uint8Array,
  subject: ChecksumSubject & { readonly keys: readonly string[] },
): ChecksumFound {
  const openBundle = () => refuse('license-checksum-signer-unknown', 'It is a Sigstore bundle.');
  return openChecksumDocument(document, subject, { keys: subject.keys, openBundle });
}
