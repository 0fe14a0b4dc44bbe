import { Buffer } from 'node:buffer';
import type { Bundle as SigstoreBundle, TransparencyLogEntry } from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { toSignedEntity, type SignedEntity } from '@sigstore/verify';
import { equalBytes } from '../encoding/bytes.js';
import type { ArtifactUnderTest } from './artifact.js';
import type { BundleParts, LogEntry, MessageContent } from './bundle-parts.js';
import { isLeftOut } from './log-entries.js';
import { verifiesDigest } from './prehashed-signature.js';
import type { PublicKey } from './public-key.js';
import { rememberEncoding } from './trusted-certificate.js';

/**
 * The bundle as sigstore-js takes it, made from what was parsed strictly: nothing is parsed twice, so the two cannot read
 * different things. Where only a digest of the artefact is at hand, the signature is verified against that.
 */
export function signedEntityOf(parts: BundleParts, artifact: ArtifactUnderTest, key: PublicKey): SignedEntity {
  const { content } = parts;
  const bytes = artifact.bytes === undefined ? undefined : asBuffer(artifact.bytes);
  const entity = toSignedEntity(sigstoreBundleOf(parts), bytes);
  if (entity.key.$case === 'certificate') rememberEncoding(entity.key.certificate);
  if (content.kind === 'dsse' || bytes !== undefined) return entity;
  return { ...entity, signature: prehashed(content, key) };
}

function prehashed(content: MessageContent, key: PublicKey): SignedEntity['signature'] {
  const isDigest = (digest: Uint8Array) => equalBytes(digest, content.digest);
  return {
    signature: asBuffer(content.signature),
    compareSignature: (signature) => equalBytes(signature, content.signature),
    compareDigest: isDigest,
    compareSignedDigest: isDigest,
    verifySignature: (used) => used.equals(key.key) && verifiesDigest(key, content),
  };
}

const hashNumbers = {
  sha256: HashAlgorithm.SHA2_256,
  sha384: HashAlgorithm.SHA2_384,
  sha512: HashAlgorithm.SHA2_512,
} as const;

function sigstoreBundleOf(parts: BundleParts): SigstoreBundle {
  const signedTimestamps = parts.timestamps.map((der) => ({ signedTimestamp: asBuffer(der) }));
  return {
    mediaType: parts.mediaType,
    content: contentOf(parts),
    verificationMaterial: {
      content: materialOf(parts),
      tlogEntries: parts.entries.map((entry) => entryOf(entry, parts.version)),
      timestampVerificationData: { rfc3161Timestamps: signedTimestamps },
    },
  };
}

function contentOf({ content }: BundleParts): SigstoreBundle['content'] {
  if (content.kind === 'message') {
    const messageDigest = { algorithm: hashNumbers[content.digestAlgorithm], digest: asBuffer(content.digest) };
    return { $case: 'messageSignature', messageSignature: { messageDigest, signature: asBuffer(content.signature) } };
  }
  const { payloadType } = content;
  const signatures = [{ keyid: content.keyId, sig: asBuffer(content.signature) }];
  return { $case: 'dsseEnvelope', dsseEnvelope: { payload: asBuffer(content.payload), payloadType, signatures } };
}

function materialOf({ material, version }: BundleParts): SigstoreBundle['verificationMaterial']['content'] {
  if (material.kind === 'public-key') return { $case: 'publicKey', publicKey: { hint: material.hint } };
  const certificate = { rawBytes: asBuffer(material.leaf) };
  if (version === '0.3') return { $case: 'certificate', certificate };
  const chain = material.chain.map((der) => ({ rawBytes: asBuffer(der) }));
  return { $case: 'x509CertificateChain', x509CertificateChain: { certificates: [certificate, ...chain] } };
}

function entryOf(entry: LogEntry, version: BundleParts['version']): TransparencyLogEntry {
  const { promise } = entry;
  const proof = isLeftOut(entry, version) ? null : entry.proof;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: asBuffer(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: promise === null ? undefined : { signedEntryTimestamp: asBuffer(promise) },
    inclusionProof: proof === null ? undefined : proofOf(proof),
    canonicalizedBody: asBuffer(entry.body),
  };
}

function proofOf(proof: NonNullable<LogEntry['proof']>): NonNullable<TransparencyLogEntry['inclusionProof']> {
  return {
    logIndex: String(proof.logIndex),
    treeSize: String(proof.treeSize),
    rootHash: asBuffer(proof.rootHash),
    hashes: proof.hashes.map(asBuffer),
    checkpoint: proof.checkpoint === null ? undefined : { envelope: proof.checkpoint },
  };
}

/** The same bytes, not a copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
