import { artifactPins, type Release } from '@assay/model';
import {
  verifyRegistrySignature,
  type RegistrySignatureCode,
  type RegistryTrust,
  type VerifiedRegistrySignature,
} from '@assay/signature';
import type { Answer, CheckContext, CheckResult } from '../check.js';
import { missingEvidence, unreadableEvidence, type MissingEvidenceCode } from '../missing-evidence.js';

/** Codes that the registry's signature over a version can come to. */
type RegistrySignedCode =
  RegistrySignatureCode | MissingEvidenceCode | 'trusted-root-expired' | 'registry-answers-other-package';

/** The registry's signature over a version, judged. */
export interface RegistrySigned {
  readonly result: CheckResult<RegistrySignedCode>;
  /** Only where the signature holds. */
  readonly verified?: VerifiedRegistrySignature;
  /** When the registry says that the version was published; signed by nobody. */
  readonly publishedAt?: string;
}

const known = new WeakMap<CheckContext, RegistrySigned>();

/** Judges the signatures that the registry states for the subject; what was judged for a context is kept as long as it. */
export function registrySigned(context: CheckContext): RegistrySigned {
  const before = known.get(context);
  if (before !== undefined) return before;
  const judged = judge(context);
  known.set(context, judged);
  return judged;
}

function judge(context: CheckContext): RegistrySigned {
  const { subject, release, ecosystem } = context;
  if (release.state === 'unreadable') return { result: unreadableEvidence(release) };
  if (release.state !== 'have') return { result: missingEvidence(release) };
  const { name, version } = release.value;
  if (name !== subject.name || !ecosystem.sameVersion(version, subject.version)) {
    const detail = `Asked about ${subject.name} ${subject.version}, the registry answered about ${name} ${version}.`;
    return { result: { code: 'registry-answers-other-package', detail, evidence: release.evidence } };
  }
  return judgeSignatures(context, release);
}

/** What was signed must be the subject's own name and the bytes that are pinned and, where they were read, received. */
function judgeSignatures(
  context: CheckContext,
  { value, evidence }: Extract<Answer<Release>, { state: 'have' }>,
): RegistrySigned {
  const { subject, trust, registry } = context;
  const [file] = subject.files;
  const base = { evidence, ...(file === undefined ? {} : { file: file.name }) };
  const keys = registry === undefined ? null : trust.keysFor(registry);
  if (keys?.expired === true && (value.files[0]?.signatures ?? []).length > 0) {
    const detail = `The registry keys “${keys.name}” have expired.`;
    return { result: { ...base, code: 'trusted-root-expired', detail } };
  }
  const published = publishTime(context, value);
  const verified = verifyRegistrySignature({ ...question(context, value, keys), ...published });
  if (!verified.ok) return { result: { ...base, code: verified.code, detail: verified.detail } };
  const { code, detail, signer, digest } = verified.value;
  const vouchers = [{ signer, times: [], logEntries: [], digest }];
  return { result: { ...base, code, detail, vouchers }, verified: verified.value, ...published };
}

function question(context: CheckContext, { version, files }: Release, keys: RegistryTrust | null) {
  const { subject, registry, at, artifacts } = context;
  const [file] = subject.files;
  const [stated] = files;
  const artifact = file === undefined ? undefined : artifacts.get(file.name);
  return {
    name: subject.name,
    version,
    signatures: stated?.signatures ?? [],
    pins: artifactPins(file?.pins ?? []),
    ...(artifact?.state === 'have' ? { received: artifact.value.digests } : {}),
    keys: keys?.keys ?? null,
    ...(registry === undefined ? {} : { registry }),
    at,
  };
}

/** From the package's history, or from the release where that is the whole package document. */
function publishTime({ publishedAt }: CheckContext, { files }: Release): { readonly publishedAt?: string } {
  const stated = publishedAt.state === 'have' ? publishedAt.value : files[0]?.publishedAt;
  return stated === undefined ? {} : { publishedAt: stated };
}
