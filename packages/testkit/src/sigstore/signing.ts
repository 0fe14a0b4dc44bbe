import { bytesOf } from '../bytes-of.js';
import { mintAuthority } from './certificate-authority.js';
import type { SignedCertificate } from './certificate.js';
import type { Change, SigningContext } from './change.js';
import { dsseContent, inTotoPayloadType, messageContent, type ContentPlan } from './content.js';
import { githubIdentity } from './github-identity.js';
import { leafPlan, mintLeaf, type LeafPlan } from './leaf-certificate.js';
import { mintKey, type MintedKey } from './minted-key.js';
import { sctPlan } from './sct.js';
import type { SigningOptions } from './signing-options.js';
import { slsaProvenanceV1 } from './slsa-v1.js';
import type { World } from './world.js';

/** A signing under way: who signs what, when, in which world. */
export interface Signing {
  readonly options: SigningOptions;
  readonly world: World;
  readonly context: SigningContext;
  /** The signer's key: the certificate's, or the managed one. */
  readonly key: MintedKey;
  readonly certificate: SignedCertificate | null;
  readonly artifact: Uint8Array;
  /** What the signer meant to sign. */
  readonly intended: ContentPlan;
  /** What a change made of it. */
  readonly content: ContentPlan;
}

/** When things are signed, unless said otherwise. */
export const usualTime = '2024-06-01T12:00:00Z';

/** Gets the certificate, and settles what is signed. */
export function prepareSigning(world: World, options: SigningOptions, change: Change): Signing {
  const at = new Date(options.signedAt ?? usualTime);
  const certificateFor = (wanted: MintedKey) => mintLeaf(usualLeaf({ world, options, at, key: wanted }));
  const context = { world, at, certificateFor };
  const key = options.managedKey?.key ?? leafKey(options);
  const artifact = bytesOf(options.artifact ?? 'an artefact\n');
  const intended = contentOf(options, artifact, key);
  return {
    options,
    world,
    context,
    key,
    certificate:
      options.managedKey === undefined ? certificateOf(usualLeaf({ world, options, at, key }), change, context) : null,
    artifact,
    intended,
    content: change.content?.(intended, context) ?? intended,
  };
}

function leafKey({ leafKey: wanted = 'p256' }: SigningOptions): MintedKey {
  return typeof wanted === 'string' ? mintKey(wanted) : wanted;
}

function certificateOf(plan: LeafPlan, change: Change, context: SigningContext): SignedCertificate {
  return mintLeaf(change.leaf?.(plan, context) ?? plan);
}

interface LeafInput {
  readonly world: World;
  readonly options: SigningOptions;
  readonly at: Date;
  readonly key: MintedKey;
}

function usualLeaf({ world, options, at, key }: LeafInput): LeafPlan {
  const { logs } = world;
  const optional = options.sctExtensions === undefined ? {} : { extensions: options.sctExtensions };
  const sct = { ...sctPlan(world.ctlog.key, at), logId: world.ctlog.logId };
  return leafPlan({
    key,
    issuer: mintAuthority(world.authority).issuer,
    identity: options.identity ?? githubIdentity(),
    notBefore: at,
    notAfter: new Date(at.getTime() + 600_000),
    scts: logs ? [{ ...sct, ...optional }] : null,
  });
}

function contentOf(options: SigningOptions, artifact: Uint8Array, key: MintedKey): ContentPlan {
  const { statement, managedKey, payloadType = inTotoPayloadType } = options;
  const { as = statement === undefined ? 'message' : 'dsse' } = options;
  if (as === 'message') return messageContent(artifact, key, options.digest ?? 'sha256');
  const content = dsseContent(payloadBytes(options, artifact), payloadType, key);
  return managedKey?.keyid === undefined ? content : { ...content, keyid: managedKey.keyid };
}

function payloadBytes({ statement }: SigningOptions, artifact: Uint8Array): Uint8Array {
  if (statement instanceof Uint8Array) return statement;
  return Buffer.from(JSON.stringify(statement ?? slsaProvenanceV1({ artifact })));
}
