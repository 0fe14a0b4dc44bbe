/** Codes for "there was nothing to look at": shared by every check that wants evidence. All are `unknown`. */

import type { CodeCatalogue, Digest, UnreachableReason, Unreadable } from '@assay/model';
import type { CheckResult, NoAnswer } from './check.js';

const retry = 'Run again; if it lasts, ask whoever runs the registry, or use a mirror that you list in the policy.';

/** One code for each way in which evidence can be missing. */
export const missingEvidenceCodes = {
  'not-asked': unknown(
    'Nothing was asked, because no allowed registry serves this package.',
    'Mend what `source` says about this package first.',
  ),
  'not-found': unknown(
    'The registry does not know this package version, or does not show it to these credentials.',
    'Check that the version is published there and that your credentials may read it.',
  ),
  denied: unknown(
    'The registry refused access.',
    'Configure credentials for exactly this registry in your own client configuration, or renew them.',
  ),
  unreadable: unknown('The answer could not be understood.', 'Look at what the registry serves at this address.'),
  'dns-failure': unknown('The registry’s host name could not be resolved.', 'Check the network, proxy and host name.'),
  'connect-failure': unknown('No connection to the registry could be made.', 'Check the network, proxy and firewall.'),
  'tls-failure': unknown(
    'The registry’s TLS certificate is not valid for it, or not trusted here.',
    'Have the certificate mended, or add your own CA in your client configuration.',
  ),
  timeout: unknown('The registry did not answer in time.', retry),
  'connection-reset': unknown('The connection broke off.', retry),
  truncated: unknown('The answer ended before it was complete.', retry),
  'too-large': unknown(
    'The answer is larger than the limit.',
    'If the package is really that large, raise `limits.artifactBytes` in the policy.',
  ),
  'bad-response': unknown('The registry’s answer breaks HTTP.', retry),
  'http-error': unknown('The registry answered with an error.', retry),
  'rate-limited': unknown('The registry asked to slow down, and kept doing so.', 'Wait, or lower the concurrency.'),
  'redirect-refused': unknown(
    'The registry redirected to an origin that is not allowed.',
    'If that origin is right, list it under `redirects` of this registry in the policy.',
  ),
  'address-refused': unknown(
    'The host resolves to a private or local address, which only registries you configure yourself may use.',
    'If this registry is really internal, configure it in your own client configuration or in the policy.',
  ),
  'origin-refused': unknown('The address is outside the allowed registries.', 'List the registry in the policy.'),
  'not-recorded': unknown(
    'The evidence file does not hold this answer.',
    'Record again with the same lockfiles, depth and registries.',
  ),
  'path-refused': unknown(
    'The path leads out of the project, or is not a regular file.',
    'Keep archives that the lockfile refers to inside the project.',
  ),
  aborted: unknown('The run was stopped before the answer came.', 'Run again.'),
  'store-failure': unknown(
    'The local store or the evidence file could not be read.',
    'Check disk space and permissions; an evidence file that was changed or damaged has to be recorded again.',
  ),
  internal: unknown('Assay failed while asking: a defect in Assay.', 'Please report it with this output.'),
} as const satisfies CodeCatalogue & Record<UnreachableReason, unknown>;

/** A code of {@link missingEvidenceCodes}. */
export type MissingEvidenceCode = keyof typeof missingEvidenceCodes;

/** The result that says why there is no answer. */
export function missingEvidence(answer: NoAnswer, file?: string): CheckResult<MissingEvidenceCode> {
  return { ...describe(answer), ...(file === undefined ? {} : { file }) };
}

/** The result for an answer that came but could not be understood. */
export function unreadableEvidence(
  answer: { readonly why: Unreadable; readonly evidence: readonly Digest[]; readonly where?: string },
  file?: string,
): CheckResult<MissingEvidenceCode> {
  const whose = answer.where === undefined ? 'The registry’s answer' : `The answer of ${answer.where}`;
  const detail = `${whose} could not be understood: ${answer.why.detail}`;
  return { code: 'unreadable', detail, evidence: answer.evidence, ...(file === undefined ? {} : { file }) };
}

function describe(answer: NoAnswer): { code: MissingEvidenceCode; detail: string } {
  switch (answer.state) {
    case 'absent':
      return { code: 'not-found', detail: `${answer.where} answered ${String(answer.status)}.` };
    case 'denied':
      return { code: 'denied', detail: `${answer.where} answered ${String(answer.status)}.` };
    case 'not-asked':
      return { code: 'not-asked', detail: answer.detail };
    case 'unreachable':
      return { code: answer.reason, detail: answer.detail };
  }
}

function unknown(text: string, next: string) {
  return { outcome: 'unknown', text, next } as const;
}
