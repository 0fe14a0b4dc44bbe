import type { GemPolicyName, SubjectFile } from '@assay/model';
import { verifyGemListing, type GemCode, type GemSignature } from '@assay/signature';
import type { CheckContext, CheckResult, CheckVoucher } from '../check.js';
import { missingEvidence, unreadableEvidence, type MissingEvidenceCode } from '../missing-evidence.js';

/** The X.509 signatures inside one gem, judged. */
export interface GemSigned {
  readonly result: CheckResult<GemCode | MissingEvidenceCode>;
  /** Only where they hold. */
  readonly verified?: GemSignature;
  /** When the registry says that the gem was published; signed by nobody. */
  readonly publishedAt?: string;
}

const known = new WeakMap<CheckContext, Map<string, GemSigned>>();

/** Judges the signatures inside a gem; what was judged for a context is kept as long as it. */
export function gemSigned(context: CheckContext, file: SubjectFile): GemSigned {
  const files = known.get(context) ?? new Map<string, GemSigned>();
  known.set(context, files);
  const before = files.get(file.name);
  if (before !== undefined) return before;
  const judged = judge(context, file);
  files.set(file.name, judged);
  return judged;
}

function judge(context: CheckContext, file: SubjectFile): GemSigned {
  const { artifacts, trust, expected, at } = context;
  const artifact = artifacts.get(file.name);
  if (artifact === undefined) return { result: { code: 'not-asked', detail: `${file.name} was not asked for.` } };
  if (artifact.state === 'unreadable') return { result: unreadableEvidence(artifact, file.name) };
  if (artifact.state !== 'have') return { result: missingEvidence(artifact, file.name) };
  const published = publishedAt(context, file);
  const verified = verifyGemListing(artifact.value.listing, {
    policy: expected.gems.policy,
    trusted: trust.gemCertificates,
    fingerprints: trustedFingerprints(context),
    at,
    ...published,
  });
  const base = { file: file.name, evidence: artifact.evidence };
  return verified.ok
    ? {
        result: {
          ...base,
          code: verified.value.code,
          detail: verified.value.detail,
          vouchers: vouchersOf(verified.value),
        },
        verified: verified.value,
        ...published,
      }
    : { result: { ...base, code: verified.code, detail: verified.detail }, ...published };
}

/** RubyGems' other policies accept certificates that nobody trusts. */
const trusting: ReadonlySet<GemPolicyName> = new Set(['assay', 'MediumSecurity', 'HighSecurity']);

function vouchersOf({ policy, signer }: GemSignature): readonly CheckVoucher[] {
  return trusting.has(policy) ? [{ signer, times: [], logEntries: [] }] : [];
}

/** Certificates that the policy trusts for all gems, and those that it expects to have signed this one. */
function trustedFingerprints({ expected: { gems, publishers } }: CheckContext): readonly string[] {
  const expected = (publishers ?? []).flatMap((publisher) =>
    publisher.kind === 'certificate' ? publisher.fingerprints : [],
  );
  return [...gems.fingerprints, ...expected];
}

function publishedAt({ release }: CheckContext, file: SubjectFile): { readonly publishedAt?: string } {
  if (release.state !== 'have') return {};
  const listed = release.value.files.find(({ platform }) => platform === file.platform);
  return listed?.publishedAt === undefined ? {} : { publishedAt: listed.publishedAt };
}
