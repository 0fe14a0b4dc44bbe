import type { JsonValue } from '@assay/model';
import type { BundleJson, InclusionProofJson, LogEntryJson, VerificationMaterialJson } from '../bundle-json.js';
import type { Change } from '../change.js';
import type { CheckpointPlan } from '../checkpoint.js';
import { dsseContent } from '../content.js';
import type { EntryFacts } from '../entry-body.js';
import type { EntryPlan } from '../log-entry.js';
import type { TimestampPlan } from '../timestamp.js';

/** Changes every log entry before it is made. */
export function eachEntry(change: (plan: EntryPlan) => EntryPlan): Pick<Change, 'entries'> {
  return { entries: (plans) => some(plans, 'log entry').map(change) };
}

/** Changes what every log entry says. */
export function eachFact(change: (facts: EntryFacts) => Partial<EntryFacts>): Pick<Change, 'entries'> {
  return eachEntry((plan) => ({ ...plan, facts: { ...plan.facts, ...change(plan.facts) } }));
}

/** Changes every checkpoint before it is signed. */
export function eachCheckpoint(change: (plan: CheckpointPlan) => CheckpointPlan): Pick<Change, 'entries'> {
  return eachEntry((plan) => {
    const { checkpoint } = plan;
    if (checkpoint === null) throw new Error('this mistake needs a checkpoint');
    return { ...plan, checkpoint: (made) => change(checkpoint(made)) };
  });
}

/** Changes every timestamp before it is made. */
export function eachTimestamp(change: (plan: TimestampPlan) => TimestampPlan): Pick<Change, 'timestamps'> {
  return { timestamps: (plans) => some(plans, 'timestamp').map(change) };
}

/** Changes the verification material of the finished bundle. */
export function editMaterial(
  change: (material: VerificationMaterialJson) => VerificationMaterialJson,
): Pick<Change, 'bundle'> {
  return { bundle: (bundle) => ({ ...bundle, verificationMaterial: change(bundle.verificationMaterial) }) };
}

/** Changes every log entry of the finished bundle. */
export function editEntry(change: (entry: LogEntryJson) => LogEntryJson): Pick<Change, 'bundle'> {
  return editMaterial((material) => ({
    ...material,
    tlogEntries: some(material.tlogEntries ?? [], 'log entry').map(change),
  }));
}

/** Changes every inclusion proof of the finished bundle. */
export function editProof(change: (proof: InclusionProofJson) => InclusionProofJson): Pick<Change, 'bundle'> {
  return editEntry((entry) => {
    if (entry.inclusionProof === undefined) throw new Error('this mistake needs an inclusion proof');
    return { ...entry, inclusionProof: change(entry.inclusionProof) };
  });
}

/** Changes the finished certificate, wherever it stands in the bundle. */
export function editCertificate(change: (rawBytes: string) => string): Pick<Change, 'bundle'> {
  return editMaterial((material) => {
    const { certificate, x509CertificateChain: chain } = material;
    if (certificate !== undefined) return { ...material, certificate: { rawBytes: change(certificate.rawBytes) } };
    if (chain === undefined) throw new Error('this mistake needs a certificate');
    const certificates = chain.certificates.map(({ rawBytes }) => ({ rawBytes: change(rawBytes) }));
    return { ...material, x509CertificateChain: { certificates } };
  });
}

/** Changes the envelope of the finished bundle. */
export function editEnvelope(
  change: (envelope: NonNullable<BundleJson['dsseEnvelope']>) => NonNullable<BundleJson['dsseEnvelope']>,
): Pick<Change, 'bundle'> {
  return {
    bundle: (bundle) => {
      if (bundle.dsseEnvelope === undefined) throw new Error('this mistake needs an envelope');
      return { ...bundle, dsseEnvelope: change(bundle.dsseEnvelope) };
    },
  };
}

/** Changes the message signature of the finished bundle. */
export function editMessage(
  change: (message: NonNullable<BundleJson['messageSignature']>) => NonNullable<BundleJson['messageSignature']>,
): Pick<Change, 'bundle'> {
  return {
    bundle: (bundle) => {
      if (bundle.messageSignature === undefined) throw new Error('this mistake needs a message signature');
      return { ...bundle, messageSignature: change(bundle.messageSignature) };
    },
  };
}

/** Another statement, signed and logged as it is. */
export function restated(change: (statement: JsonObject) => JsonValue | string): Pick<Change, 'content'> {
  return {
    content: ({ payload, payloadType, key }) => {
      const next = change(JSON.parse(Buffer.from(payload).toString()) as JsonObject);
      return dsseContent(Buffer.from(typeof next === 'string' ? next : JSON.stringify(next)), payloadType, key);
    },
  };
}

/** A statement as plain data. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** The bytes with the last bit of one byte turned over. */
export function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

/** The same in base64. */
export function flippedBase64(text: string, at = 0): string {
  return Buffer.from(flipped(Buffer.from(text, 'base64'), at)).toString('base64');
}

/** A time so many minutes later, or earlier. */
export function minutesAfter(date: Date, minutes: number): Date {
  return new Date(date.getTime() + minutes * 60_000);
}

function some<Plan>(plans: readonly Plan[], what: string): readonly Plan[] {
  if (plans.length === 0) throw new Error(`this mistake needs a ${what}`);
  return plans;
}
