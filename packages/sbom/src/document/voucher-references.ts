import type { VerifiedLogEntry, Voucher } from '@assay/model';
import type { ExternalReference } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';
import { registryOf } from './component-purl.js';
import { isPublisherRefuted } from './refuted-publisher.js';
import { safeText, safeUrl } from '../safe/safe-text.js';

/**
 * References to what was verified: attestations at the registry, entries of transparency logs, and the build that the certificate names.
 * None where it is another's than the policy expects: readers take such a repository for the component's.
 */
export function voucherReferences(about: SubjectContext): readonly ExternalReference[] {
  if (isPublisherRefuted(about.findings)) return [];
  return (about.facts?.vouchers ?? []).flatMap((voucher) => [
    ...attestationReference(about, voucher),
    ...voucher.logEntries.flatMap(logReference),
    ...buildReferences(voucher),
  ]);
}

/** Where npm's registries and RubyGems' serve attestations; both are the clients' own addresses. */
function attestationReference(about: SubjectContext, { predicateType }: Voucher): readonly ExternalReference[] {
  const { ecosystem, name, version } = about.subject;
  const registry = registryOf(about);
  if (predicateType === undefined || registry === null || ecosystem !== 'npm') return [];
  const url = safeUrl(`${registry}/-/npm/v1/attestations/${name.replace('/', '%2f')}@${version}`);
  return url === null ? [] : [{ url, comment: safeText(predicateType), type: 'attestation' }];
}

/** Rekor's first API answers for single entries by index; logs made of tiles have no such address. */
function logReference({ log, logId, index, kind }: VerifiedLogEntry): readonly ExternalReference[] {
  const base = safeUrl(log);
  if (base === null) return [];
  const isTiled = kind === 'hashedrekord 0.0.2' || kind === 'dsse 0.0.2';
  const url = isTiled ? base : `${base.replace(/\/$/, '')}/api/v1/log/entries?logIndex=${encodeURIComponent(index)}`;
  return [{ url, comment: safeText(`entry ${index} (${kind}) of the transparency log ${logId}`), type: 'evidence' }];
}

function buildReferences({ signer, check }: Voucher): readonly ExternalReference[] {
  if (signer.kind !== 'identity' || check !== 'provenance') return [];
  const { runInvocationUri, sourceRepositoryUri, sourceRepositoryDigest } = signer.claims;
  const run = runInvocationUri === undefined ? null : safeUrl(runInvocationUri);
  const repository = sourceRepositoryUri === undefined ? null : safeUrl(sourceRepositoryUri);
  const commit = sourceRepositoryDigest === undefined ? '' : `@${safeText(sourceRepositoryDigest)}`;
  return [
    ...(run === null
      ? []
      : [{ url: run, comment: 'the run that built it, as its certificate says', type: 'build-meta' } as const]),
    ...(repository === null
      ? []
      : [
          {
            url: `git+${repository}${commit}`,
            comment: 'the source that it was built from, as its certificate says',
            type: 'vcs',
          } as const,
        ]),
  ];
}
