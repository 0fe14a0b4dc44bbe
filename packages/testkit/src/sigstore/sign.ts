import {
  base64,
  bundleMediaTypes,
  type BundleJson,
  type LogEntryJson,
  type VerificationMaterialJson,
} from './bundle-json.js';
import type { SignedCertificate } from './certificate.js';
import { allOf, type Change } from './change.js';
import { contentJson } from './content.js';
import { mintEntry } from './log-entry.js';
import { spkiSha256, type MintedKey } from './minted-key.js';
import { logsOf, planEntries } from './plan-entries.js';
import type { SigningOptions } from './signing-options.js';
import { prepareSigning, usualTime, type Signing } from './signing.js';
import { mintTimestamp, timestampPlan, type TimestampPlan } from './timestamp.js';
import { trustedRootOf, type TrustedRootForm, type TrustedRootJson } from './trusted-root.js';
import type { World } from './world.js';

/** A signed bundle and what it was made of. */
export interface SignedBundle {
  readonly bundle: BundleJson;
  /** The bundle as JSON text. */
  readonly text: string;
  /** The trusted root that it is to be verified with: the instance's own, unless a mistake is about it. */
  readonly trustedRoot: TrustedRootJson;
  readonly artifact: Uint8Array;
  /** DSSE: the payload that was signed; empty for message signatures. */
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** The signer's key. */
  readonly key: MintedKey;
  /** The signer's certificate; null where a managed key signed. */
  readonly certificate: SignedCertificate | null;
  /** The name by which the bundle calls a managed key. */
  readonly hint: string | null;
}

/** Signs in this world, with these changes. */
export function signIn(
  usual: World,
  form: TrustedRootForm,
  options: SigningOptions,
  changes: readonly Change[],
): SignedBundle {
  const change = allOf(changes);
  const at = new Date(options.signedAt ?? usualTime);
  const signing = prepareSigning(change.world?.(usual, at) ?? usual, options, change);
  const { content, context, world, key, certificate, artifact, intended } = signing;
  const signature = content.key.sign(content.toSign, content.hash);
  const made: BundleJson = {
    mediaType: bundleMediaTypes[options.bundle ?? '0.3'],
    verificationMaterial: materialJson(signing, signature, change),
    ...contentJson(content, signature),
  };
  const bundle = change.bundle?.(made, context) ?? made;
  const root = trustedRootOf(world, form);
  const parts = { artifact, payload: intended.payload, signature, key, certificate, hint: hintOf(options) };
  return { bundle, text: JSON.stringify(bundle), trustedRoot: change.root?.(root, context) ?? root, ...parts };
}

function materialJson(signing: Signing, signature: Uint8Array, change: Change): VerificationMaterialJson {
  const { options, context } = signing;
  const entries = planEntries(signing, signature);
  const timestamps = planTimestamps(signing, signature);
  const tokens = (change.timestamps?.(timestamps, context) ?? timestamps).map(mintTimestamp);
  return {
    ...signerJson(signing),
    ...logJson((change.entries?.(entries, context) ?? entries).map(mintEntry), options),
    ...(tokens.length === 0 ? {} : { timestampVerificationData: { rfc3161Timestamps: tokens.map(tokenJson) } }),
  };
}

function tokenJson(der: Uint8Array): { readonly signedTimestamp: string } {
  return { signedTimestamp: base64(der) };
}

function logJson(
  tlogEntries: readonly LogEntryJson[],
  options: SigningOptions,
): Pick<VerificationMaterialJson, 'tlogEntries'> {
  return tlogEntries.length === 0 && logsOf(options).length === 0 ? {} : { tlogEntries };
}

function signerJson({ certificate, options }: Signing): VerificationMaterialJson {
  if (certificate === null) return { publicKey: { hint: hintOf(options) ?? '' } };
  const rawBytes = base64(certificate.der);
  const chained = options.bundle === '0.1' || options.bundle === '0.2';
  return chained ? { x509CertificateChain: { certificates: [{ rawBytes }] } } : { certificate: { rawBytes } };
}

function hintOf({ managedKey }: SigningOptions): string | null {
  if (managedKey === undefined) return null;
  return managedKey.hint ?? base64(spkiSha256(managedKey.key));
}

/** A second apart, the first one a second after the signature. */
function planTimestamps({ options, world, context }: Signing, signature: Uint8Array): readonly TimestampPlan[] {
  const count = options.timestamps ?? (logsOf(options).includes('v1') ? 0 : 1);
  return Array.from({ length: count }, (_, index) =>
    timestampPlan(world.tsa, signature, new Date(context.at.getTime() + (index + 1) * 1000)),
  );
}
