import type { ComparedProvenance, VerifiedBundle } from '@assay/signature';
import type { CheckVoucher } from '../check.js';

/** What a verified bundle vouches for, and who does. */
export function bundleVoucher(verified: VerifiedBundle, compared?: ComparedProvenance): CheckVoucher {
  const { signer, times, logEntries, subject, root, statement } = verified;
  return {
    signer,
    times,
    logEntries,
    digest: subject,
    root,
    ...(statement === undefined ? {} : { predicateType: statement.predicateType }),
    ...(compared === undefined ? {} : { build: buildOf(compared) }),
  };
}

function buildOf({ provenance: { builder, buildType } }: ComparedProvenance) {
  return { builder, buildType };
}
