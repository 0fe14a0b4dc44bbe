/** The one file that loads @sigstore/bundle: it is imported where something is signed, and nowhere else. */

import { generateKeyPairSync, sign } from 'node:crypto';
import { bundleFromJSON, bundleToJSON, toDSSEBundle, type SerializedBundle } from '@sigstore/bundle';
import { certifyKey } from './certify-key.js';
import type { KeylessServices } from './keyless-services.js';
import { logSignature } from './log-entry.js';
import type { ServiceClient } from './service-client.js';
import { timestampSignature } from './timestamp-signature.js';

/** What is signed, by whom, with whose help. */
export interface BundleOrder {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  /** An identity token. A secret. */
  readonly token: string;
  readonly services: KeylessServices;
}

/** Signs with a key that is gone afterwards, and collects what the services say about it. Rejects with KeylessFailure. */
export async function createBundle(client: ServiceClient, order: BundleOrder): Promise<SerializedBundle> {
  const { payload, payloadType, token, services } = order;
  const { fulcio, rekor, tsa } = services;
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await certifyKey(client, { fulcio, token, key });
  const signature = sign('sha256', preAuthEncoding(payload, payloadType), key.privateKey);
  const bundle = bundleToJSON(
    toDSSEBundle({
      artifact: Buffer.from(payload),
      artifactType: payloadType,
      signature,
      certificate: certificate.raw,
    }),
  );
  const { dsseEnvelope: envelope, verificationMaterial: material } = bundle;
  if (envelope === undefined) throw new TypeError('a bundle of an envelope has none');
  const [entry, timestamp] = await Promise.all([
    rekor === undefined ? null : logSignature(client, rekor, { envelope, certificate }),
    tsa === undefined ? null : timestampSignature(client, tsa, signature),
  ]);
  const signedTimestamps = timestamp === null ? [] : [{ signedTimestamp: Buffer.from(timestamp).toString('base64') }];
  const timestampVerificationData = { rfc3161Timestamps: signedTimestamps };
  const tlogEntries = entry === null ? [] : [entry];
  // Back and forth: the library's own checks of a bundle v0.3, and its own spelling.
  const whole = { ...bundle, verificationMaterial: { ...material, tlogEntries, timestampVerificationData } };
  return bundleToJSON(bundleFromJSON(whole));
}

/** What DSSE signs (https://github.com/secure-systems-lab/dsse, protocol.md). */
function preAuthEncoding(payload: Uint8Array, type: string): Uint8Array {
  const head = `DSSEv1 ${String(Buffer.byteLength(type))} ${type} ${String(payload.length)} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
