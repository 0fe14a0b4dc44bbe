/** The Sigstore bundle that a PEP 740 attestation stands for. */

import { DocMap, type DocValue } from '@assay/documents';
import { decodeBase64 } from '../encoding/base64.js';

/** The parts of an attestation; texts are base64. */
export interface Pep740Parts {
  readonly certificate: string;
  readonly statement: string;
  readonly signature: string;
  /** As they stand in the attestation: protobuf's JSON form of TransparencyLogEntry. */
  readonly entries: readonly DocValue[];
  readonly timestamps: readonly string[];
}

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/** PEP 740: the signature is over a DSSE envelope of this type; the type itself does not stand in the attestation. */
const payloadType = 'application/vnd.in-toto+json';

/** The attestation as a bundle of version 0.3 with every one of its transparency entries: none is left out of verification. */
export function pep740Bundle(parts: Pep740Parts): DocMap {
  const timestamps = parts.timestamps.map((signedTimestamp) => mapOf({ signedTimestamp }));
  return mapOf({
    mediaType,
    verificationMaterial: mapOf({
      certificate: mapOf({ rawBytes: parts.certificate }),
      tlogEntries: parts.entries,
      ...(timestamps.length === 0 ? {} : { timestampVerificationData: mapOf({ rfc3161Timestamps: timestamps }) }),
    }),
    dsseEnvelope: mapOf({
      payload: parts.statement,
      payloadType,
      signatures: [mapOf({ sig: parts.signature })],
    }),
  });
}

/** True for canonical base64 of at least one byte. */
export function isStandardBase64(value: DocValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && decodeBase64(value) !== null;
}

function mapOf(members: { readonly [key: string]: DocValue }): DocMap {
  const map = new DocMap(1);
  for (const [key, value] of Object.entries(members)) map.set(key, value, 1);
  return map;
}
