import type { Signer, VerifiedTime } from '@assay/model';

/** One sentence about who built it, from where and when, by what the certificate says. */
export function describeBuild(signer: Signer, [time]: readonly VerifiedTime[]): string {
  const when = time === undefined ? '' : ` on ${time.at.slice(0, 'YYYY-MM-DD'.length)}`;
  if (signer.kind !== 'identity') return `Signed by ${describeSigner(signer)}${when}.`;
  const { sourceRepositoryUri, sourceRepositoryRef, sourceRepositoryDigest, runnerEnvironment } = signer.claims;
  const { issuer, san } = signer;
  if (sourceRepositoryUri === undefined) {
    return `Signed by ${san.value}${issuer === undefined ? '' : ` (${issuer})`}${when}.`;
  }
  const ref = sourceRepositoryRef === undefined ? '' : ` at ${sourceRepositoryRef}`;
  const commit = sourceRepositoryDigest === undefined ? '' : `, commit ${sourceRepositoryDigest.slice(0, 12)}`;
  const runner = runnerEnvironment === undefined ? '' : `, ${runnerEnvironment}`;
  return `Built from ${sourceRepositoryUri}${ref}${commit}, by ${san.value}${runner}${when}.`;
}

/** A signer that is a key, in a few words. */
function describeSigner(signer: Exclude<Signer, { kind: 'identity' }>): string {
  switch (signer.kind) {
    case 'certificate':
      return `the certificate ${signer.subject}`;
    case 'registry-key':
      return `the registry key ${signer.keyId}`;
    case 'managed-key':
      return `the key ${signer.key.value}`;
  }
}
