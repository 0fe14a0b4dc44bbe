import type { X509Certificate } from 'node:crypto';
import type { SerializedBundle, SerializedEnvelope } from '@sigstore/bundle';
import type { JsonValue } from '@assay/model';
import { readAnswer, type AnswerReader } from './read-answer.js';
import type { KeylessServices } from './keyless-services.js';
import type { ServiceClient } from './service-client.js';

/** What a log is told. */
export interface LoggedSignature {
  readonly envelope: SerializedEnvelope;
  readonly certificate: X509Certificate;
}

/** A log entry as bundles have it. */
export type LogEntry = SerializedBundle['verificationMaterial']['tlogEntries'][number];

/** Rekor's `POST /api/v1/log/entries` (kind dsse 0.0.1) or `/api/v2/log/entries` (dsse 0.0.2). Rejects with KeylessFailure. */
export async function logSignature(
  client: ServiceClient,
  rekor: NonNullable<KeylessServices['rekor']>,
  signature: LoggedSignature,
): Promise<LogEntry> {
  const url = new URL(`${rekor.url}/api/v${String(rekor.api)}/log/entries`);
  const body = rekor.api === 1 ? proposalV1(signature) : proposalV2(signature);
  const answer = readAnswer(await client.post({ step: 'log', url, body }), url.host);
  return rekor.api === 1 ? entryOfV1(answer.only(), url.host) : entryOfV2(answer);
}

/** The envelope is a text in it: its hash is part of the entry. */
function proposalV1({ envelope, certificate }: LoggedSignature): JsonValue {
  const verifiers = [Buffer.from(certificate.toString()).toString('base64')];
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
  return { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } };
}

function proposalV2({ envelope, certificate }: LoggedSignature): JsonValue {
  const x509Certificate = { rawBytes: certificate.raw.toString('base64') };
  const verifiers = [{ x509Certificate, keyDetails: 'PKIX_ECDSA_P256_SHA_256' }];
  return { dsseRequestV002: { envelope: plain(envelope), verifiers } };
}

function plain({ payload, payloadType, signatures }: SerializedEnvelope): JsonValue {
  return { payload, payloadType, signatures: signatures.map(({ sig }) => ({ sig })) };
}

/** Rekor v1 writes hashes in hex, and the entry's kind inside its body alone. */
function entryOfV1(entry: AnswerReader, host: string): LogEntry {
  const canonicalizedBody = entry.text('body');
  const body = readAnswer(Buffer.from(canonicalizedBody, 'base64'), host);
  const verification = entry.map('verification');
  const set = 'signedEntryTimestamp';
  return {
    logIndex: entry.count('logIndex'),
    logId: { keyId: base64OfHex(entry.text('logID')) },
    kindVersion: { kind: body.text('kind'), version: body.text('apiVersion') },
    integratedTime: entry.count('integratedTime'),
    inclusionPromise: verification.has(set) ? { signedEntryTimestamp: verification.text(set) } : undefined,
    inclusionProof: proofOfV1(verification.map('inclusionProof')),
    canonicalizedBody,
  };
}

function proofOfV1(proof: AnswerReader): LogEntry['inclusionProof'] {
  return {
    logIndex: proof.count('logIndex'),
    rootHash: base64OfHex(proof.text('rootHash')),
    treeSize: proof.count('treeSize'),
    hashes: proof.texts('hashes').map(base64OfHex),
    checkpoint: { envelope: proof.text('checkpoint') },
  };
}

/** Rekor v2 answers in the form of bundles; what is zero or empty, protobuf leaves out. */
function entryOfV2(entry: AnswerReader): LogEntry {
  const kindVersion = entry.map('kindVersion');
  const proof = entry.map('inclusionProof');
  return {
    logIndex: countOf(entry, 'logIndex'),
    logId: { keyId: entry.map('logId').text('keyId') },
    kindVersion: { kind: kindVersion.text('kind'), version: kindVersion.text('version') },
    integratedTime: countOf(entry, 'integratedTime'),
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: countOf(proof, 'logIndex'),
      rootHash: proof.text('rootHash'),
      treeSize: proof.count('treeSize'),
      hashes: proof.has('hashes') ? [...proof.texts('hashes')] : [],
      checkpoint: { envelope: proof.map('checkpoint').text('envelope') },
    },
    canonicalizedBody: entry.text('canonicalizedBody'),
  };
}

function countOf(map: AnswerReader, key: string): string {
  return map.has(key) ? map.count(key) : '0';
}

function base64OfHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
