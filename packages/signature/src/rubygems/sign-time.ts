/** When a gem was signed, as far as there is evidence: RubyGems' signatures hold no time. */

import type { GemProvenCode, GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { instantOf } from '../registry/instant.js';
import { judgeInstant } from '../registry/judge-instant.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { formatName } from '../x509/format-name.js';
import type { LoadedCertificate } from '../x509/loaded-certificate.js';
import type { GemJudgement } from './gem-signature-input.js';
import type { PathToTrust, TrustedPath } from './trust-anchor.js';

/** Every certificate was valid at a time for which there is evidence; the value says how good it is. */
export type SignTime = Proof<'time', Exclude<GemProvenCode, 'gem-policy-accepts'>>;

type Times = Pick<GemJudgement, 'at' | 'publishedAt'>;
type NotProven = Refusal<GemRefusalCode>;

/**
 * Valid when it was published, and now: as good as it gets. Valid when it was published and ended since: the registry's word
 * for it, signed by nobody. Ended already when it was published: refuted. Not published at any known time: valid now, or unknown.
 *
 * Whoever has a key can renew its certificate, a thief of an old one too: a renewal counts no longer than the certificate that is
 * trusted. It may reach further back: the key that is trusted later is the same.
 */
export function checkSignTime({ value: path }: TrustedPath, times: Times): SignTime | NotProven {
  const now = judgeInstant(times.at);
  const published = instantOf(times.publishedAt ?? '');
  const problem = invalidAt(path.certificates, published ?? now);
  if (published === null && problem?.code === 'certificate-expired') {
    return refuse('sign-time-unknown', `${problem.detail} Nothing says when the gem was published.`);
  }
  const then = problem ?? trustEndedAt(path, published ?? now);
  if (then !== null) return then;
  const today = invalidAt(path.certificates, now) ?? trustEndedAt(path, now);
  if (today === null) return prove('time', 'gem-signature-valid', `All certificates are valid at ${times.at}.`);
  if (today.code === 'certificate-not-yet-valid') return today;
  return prove(
    'time',
    'time-unauthenticated',
    `${today.detail} Published ${times.publishedAt ?? ''}, says the registry.`,
  );
}

/** The trusted certificate had ended, and the gem names a renewal of it. */
function trustEndedAt({ certificates, renews }: PathToTrust, time: number): NotProven | null {
  if (renews === undefined || time <= renews.notAfter) return null;
  const last = certificates.at(-1) ?? certificates[0];
  const trusted = `The trusted certificate of ${formatName(renews.subject)} (SHA-256 ${renews.fingerprint})`;
  const detail = `${trusted} ended ${shown(renews.notAfter)}; the gem names another (SHA-256 ${last.fingerprint}).`;
  return refuse('trusted-certificate-ended', detail);
}

/** The first certificate that is not valid at a time in milliseconds, both ends included; null when all are. */
export function invalidAt(certificates: readonly LoadedCertificate[], time: number): NotProven | null {
  for (const { subject, notBefore, notAfter } of certificates) {
    const about = `The certificate of ${formatName(subject)}`;
    if (time < notBefore) return refuse('certificate-not-yet-valid', `${about} begins ${shown(notBefore)}.`);
    if (time > notAfter) return refuse('certificate-expired', `${about} ended ${shown(notAfter)}.`);
  }
  return null;
}

function shown(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
