/** What to write down if the signer that was found is the right one. */

import { isPurl } from '@assay/model';
import { suggestPublisher } from '../publisher/suggest-publisher.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import type { AttestedArtifact } from './attestation-question.js';

/**
 * Lines for a policy's `publishers:`, for the package that the statement names (npm), else for a generic one of the file's name.
 * Null for keys, which nobody can name by a digest, and for files without a name.
 */
export function suggestSigner({ signer, statement }: VerifiedBundle, { name }: AttestedArtifact): string | null {
  if (signer.kind !== 'identity' || signer.issuer === undefined) return null;
  const subject = statement?.subjects[0]?.name ?? '';
  const at = subject.lastIndexOf('@');
  if (isPurl(subject) && at > subject.lastIndexOf('/')) {
    return suggestPublisher({ signer, purl: subject, version: subject.slice(at + 1) });
  }
  if (name === undefined) return null;
  return suggestPublisher({ signer, purl: `pkg:generic/${encodeURIComponent(name.toWellFormed())}`, version: '' });
}
