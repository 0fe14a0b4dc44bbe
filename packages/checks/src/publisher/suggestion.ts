import { suggestPublisherLine } from '@assay/signature';
import { attestedFiles } from '../attested/attested-files.js';
import type { CheckContext } from '../check.js';

/** The entry to add to the policy, where a verified attestation says who it would be; empty otherwise. */
export function suggestion(context: CheckContext): string {
  const { subject, ecosystem } = context;
  if (subject.source.kind !== 'registry') return '';
  for (const { signers } of attestedFiles(context).values()) {
    const identity = signers.find(({ signer, attestsOnly }) => signer.kind === 'identity' && attestsOnly !== true);
    if (identity === undefined) continue;
    const version = ecosystem.normaliseVersion(subject.version) ?? subject.version;
    const line = suggestPublisherLine({ signer: identity.signer, purl: subject.purl, version });
    if (line !== null) return ` To expect who signed it from now on, add to \`publishers\`: ${line}`;
  }
  return '';
}
