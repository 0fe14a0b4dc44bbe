/** The one file that loads @sigstore/sign, and with it npm's HTTP stack: it is imported where something is signed, and nowhere else. */

import { bundleToJSON, type SerializedBundle } from '@sigstore/bundle';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } from '@sigstore/sign';
import type { KeylessLimits, KeylessServices } from './keyless-services.js';

/** What is signed, by whom, with whose help. */
export interface BundleOrder {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  /** An identity token. A secret. */
  readonly token: string;
  readonly services: KeylessServices;
  readonly limits: KeylessLimits;
}

/** Signs, and collects what the services say about it. Rejects with the library's errors, which may quote the token. */
export async function createBundle({
  payload,
  payloadType,
  token,
  services,
  limits,
}: BundleOrder): Promise<SerializedBundle> {
  const { requestMs: timeout, retries } = limits;
  const { fulcio, rekor, tsa } = services;
  const asking = { timeout, retry: { retries, minTimeout: 500, maxTimeout: 4000 } };
  const identityProvider = { getToken: () => Promise.resolve(token) };
  const entry = { entryType: 'dsse', fetchOnConflict: false } as const;
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({ ...asking, fulcioBaseURL: fulcio, identityProvider }),
    witnesses: [
      ...(rekor === undefined
        ? []
        : [new RekorWitness({ ...asking, ...entry, majorApiVersion: rekor.api, rekorBaseURL: rekor.url })]),
      ...(tsa === undefined ? [] : [new TSAWitness({ ...asking, tsaBaseURL: tsa })]),
    ],
  });
  return bundleToJSON(await builder.create({ data: Buffer.from(payload), type: payloadType }));
}
