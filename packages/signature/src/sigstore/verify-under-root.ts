import { refuse, type Step } from '../outcome.js';
import { checkBinding, checkMessageDigest } from './artifact-binding.js';
import type { ArtifactUnderTest } from './artifact.js';
import type { BundleParts } from './bundle-parts.js';
import { checkCertificateLog } from './certificate-log.js';
import { checkSigner } from './certificate-identity.js';
import { completeBundle, type BundleProofs } from './complete-bundle.js';
import { checkLogEntries } from './log-entries.js';
import type { ManagedKeyParts } from './managed-key-parts.js';
import { disprove, isRefusal, type NotProven, type Proof } from './proof.js';
import { isBeyondSigstoreJs, runSigstoreJs } from './run-sigstore-js.js';
import { signatureHolds, type Signed } from './signed.js';
import { checkSigningKey, type SigningKey } from './signing-key.js';
import { checkTimes } from './times.js';
import { checkTimestamps } from './timestamps.js';
import type { TrustedRootParts } from './trusted-root-parts.js';
import type { VerifiedBundle } from './verified-bundle.js';
import { checkWitnesses, type WitnessThresholds } from './witnesses.js';

/** One bundle, one root, one key. */
export interface UnderRoot {
  readonly parts: BundleParts;
  readonly root: TrustedRootParts;
  readonly named: VerifiedBundle['root'];
  /** The key that the caller gave; null for a bundle with a certificate, or where none was given. */
  readonly key: ManagedKeyParts | null;
  readonly check: {
    readonly artifact: ArtifactUnderTest;
    readonly predicateTypes?: readonly string[];
    readonly thresholds?: WitnessThresholds;
  };
  /** The judge's time, in milliseconds. */
  readonly at: number;
}

/** Carries a sub-check's refusal past the rest; caught in this file. */
class Unproven extends Error {
  readonly refusal: NotProven;

  constructor(refusal: NotProven) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Runs every sub-check under one root. What is compared comes first and is cheap; the cryptography follows; what is read from
 * verified bytes alone comes last.
 */
export function verifyUnderRoot(subject: UnderRoot): VerifiedBundle | NotProven {
  const trail: Step[] = [];
  try {
    return completeBundle(proveAll(subject, trail), subject.parts, subject.named);
  } catch (error) {
    if (!(error instanceof Unproven)) throw error;
    const { code, detail } = error.refusal;
    return refuse(code, detail, [...trail, { step: code, result: 'failed', detail }]);
  }
}

function proveAll({ parts, root, key: given, check, at }: UnderRoot, trail: Step[]): BundleProofs {
  const need = <K extends string, T>(outcome: Proof<K, T> | NotProven): Proof<K, T> => {
    if (isRefusal(outcome)) throw new Unproven(outcome);
    trail.push(outcome.step);
    return outcome;
  };
  const { artifact, predicateTypes, thresholds } = check;
  const { clocks = 1 } = thresholds ?? {};
  const signingKey = need(checkSigningKey(parts, root, given));
  const key = signingKey.value;
  const messageDigest = need(checkMessageDigest(parts, artifact));
  const logEntries = need(explained(checkLogEntries(parts, root, key), { parts, artifact, key }));
  const timestamps = need(explained(checkTimestamps(parts, root), { parts, artifact, key }));
  const times = need(checkTimes(key, logEntries.value, timestamps.value, { clocks, at }));
  const certificateLog = need(checkCertificateLog(key, root));
  const cryptography = need(supported(runSigstoreJs({ parts, artifact, key }, root, times.value), key, parts));
  const witnesses = need(checkWitnesses(logEntries.value, timestamps.value, thresholds));
  const signer = need(checkSigner(key));
  const { content } = parts;
  const binding = need(checkBinding({ content, artifact, message: messageDigest.value, predicateTypes }));
  return {
    signingKey,
    messageDigest,
    logEntries,
    timestamps,
    times,
    certificateLog,
    cryptography,
    witnesses,
    signer,
    binding,
  };
}

/** An entry or timestamp that is about another signature, where the bundle's own does not even hold: that is the reason. */
function explained<K extends string, T>(outcome: Proof<K, T> | NotProven, signed: Signed): Proof<K, T> | NotProven {
  if (!isRefusal(outcome)) return outcome;
  const isAboutSignature = outcome.code === 'log-entry-mismatch' || outcome.code === 'timestamp-mismatch';
  if (!isAboutSignature || signatureHolds(signed)) return outcome;
  return disprove(
    'signature-invalid',
    'The signature does not verify, and is not the one that was logged or timestamped.',
  );
}

/** A signature that sigstore-js cannot verify is not a wrong one. */
function supported<K extends string, T>(
  outcome: Proof<K, T> | NotProven,
  key: SigningKey,
  parts: BundleParts,
): Proof<K, T> | NotProven {
  if (!isRefusal(outcome) || outcome.code !== 'signature-invalid' || !isBeyondSigstoreJs(key, parts.content)) {
    return outcome;
  }
  return disprove('key-unsupported', `Signatures of this sort by ${key.key.kind} keys cannot be verified.`);
}
