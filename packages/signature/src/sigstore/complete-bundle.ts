import type { Digest, Signer, VerifiedLogEntry, VerifiedTime } from '@assay/model';
import { encodeHex } from '../encoding/hex.js';
import type { Binding } from './artifact-binding.js';
import type { BundleParts } from './bundle-parts.js';
import { formatTime } from './format-time.js';
import type { BoundEntry } from './log-entries.js';
import type { Proof } from './proof.js';
import type { SigningKey } from './signing-key.js';
import type { BoundTimestamp } from './timestamps.js';
import type { VerifiedBundle } from './verified-bundle.js';

/** One proof of every kind: a verdict exists only where none is missing (THREATS row 1). */
export interface BundleProofs {
  readonly signingKey: Proof<'signing-key', SigningKey>;
  readonly messageDigest: Proof<'message-digest', Digest | null>;
  readonly logEntries: Proof<'log-entries', readonly BoundEntry[]>;
  readonly timestamps: Proof<'timestamps', readonly BoundTimestamp[]>;
  readonly times: Proof<'times', readonly VerifiedTime[]>;
  readonly certificateLog: Proof<'certificate-log', number>;
  readonly cryptography: Proof<'cryptography', null>;
  readonly witnesses: Proof<'witnesses', null>;
  readonly signer: Proof<'signer', Signer>;
  readonly binding: Proof<'binding', Binding>;
}

/** The verified bundle that these proofs add up to. The only maker of one. */
export function completeBundle(
  proofs: BundleProofs,
  { mediaType, content }: BundleParts,
  root: VerifiedBundle['root'],
): VerifiedBundle {
  const { statement, subject } = proofs.binding.value;
  return {
    signer: proofs.signer.value,
    times: proofs.times.value,
    logEntries: proofs.logEntries.value.map(verifiedEntry),
    ...(statement === undefined ? {} : { statement }),
    ...(content.kind === 'dsse' ? { payloadType: content.payloadType } : {}),
    subject,
    root,
    mediaType,
    trail: Object.values(proofs).map((proof: BundleProofs[keyof BundleProofs]) => proof.step),
  };
}

function verifiedEntry({ entry, log }: BoundEntry): VerifiedLogEntry {
  // A promise authenticates the entry's own index; without one, only that of the proof is.
  const index = entry.promise === null ? (entry.proof?.logIndex ?? entry.logIndex) : entry.logIndex;
  const isTimed = entry.promise !== null && entry.integratedTime > 0n;
  return {
    log: log.baseUrl,
    logId: encodeHex(entry.logId),
    index: String(index),
    kind: `${entry.kind} ${entry.version}`,
    ...(isTimed ? { integratedAt: formatTime(Number(entry.integratedTime) * 1000) } : {}),
  };
}
