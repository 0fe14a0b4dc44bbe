import { hash } from 'node:crypto';
import { preAuthEncoding } from '../dsse/pre-auth-encoding.js';
import { equalBytes } from '../encoding/bytes.js';
import { encodeHex } from '../encoding/hex.js';
import type { BundleParts, InclusionProof, LogEntry } from './bundle-parts.js';
import { parseCheckpoint } from './checkpoint.js';
import { isTimeless, readLoggedBody, type LoggedClaim, type LoggedDigest } from './log-entry-body.js';
import { disprove, isRefusal, prove, type NotProven, type Proof } from './proof.js';
import type { SigningKey } from './signing-key.js';
import { isWithin, type TrustedLog, type TrustedRootParts, type Validity } from './trusted-root-parts.js';

/** An entry whose log is known and whose body is about this bundle. */
export interface BoundEntry {
  readonly entry: LogEntry;
  readonly log: TrustedLog;
  /** When its key counts: a root may list one key several times, each with an interval of its own. */
  readonly validFor: readonly Validity[];
}

/**
 * Every log entry of the bundle: in a log that the root knows, with what the bundle's version demands, under a checkpoint of
 * exactly that log, about this digest, signature and key (THREATS rows 6 and 8; CVE-2022-36056, CVE-2026-22703). The
 * signatures and hashes themselves are for sigstore-js.
 */
export function checkLogEntries(
  parts: BundleParts,
  root: TrustedRootParts,
  key: SigningKey,
): Proof<'log-entries', readonly BoundEntry[]> | NotProven {
  if (parts.entries.length === 0 && root.logsEverything) {
    return disprove('log-entry-missing', `The instance of ${root.name} logs every signature; the bundle has no entry.`);
  }
  const bound: BoundEntry[] = [];
  for (const entry of parts.entries) {
    const checkedEntry = checkEntry(entry, parts, root, key);
    if (isRefusal(checkedEntry)) return checkedEntry;
    if (bound.some((other) => isSameEntry(other, checkedEntry))) {
      return disprove('log-entry-duplicate', `Two entries of ${checkedEntry.log.baseUrl} have one body.`);
    }
    bound.push(checkedEntry);
  }
  return prove('log-entries', bound, bound.length === 0 ? 'The instance has no log.' : stepOf(bound, parts.version));
}

function stepOf(bound: readonly BoundEntry[], version: BundleParts['version']): string {
  const entries = bound.map(({ log, entry }) => `${log.baseUrl} ${entry.logIndex}`).join(', ');
  const isWithout = bound.some(({ entry }) => isLeftOut(entry, version));
  const leftOut = ' An inclusion proof without a checkpoint is left out: the signed entry timestamp stands for it.';
  return `Entries bound to the bundle: ${entries}.${isWithout ? leftOut : ''}`;
}

function isSameEntry(a: BoundEntry, b: BoundEntry): boolean {
  return equalBytes(a.log.key.spki, b.log.key.spki) && equalBytes(a.entry.body, b.entry.body);
}

function checkEntry(
  entry: LogEntry,
  parts: BundleParts,
  root: TrustedRootParts,
  key: SigningKey,
): BoundEntry | NotProven {
  // One id has one key (see readTrustedRoot), perhaps listed under several URLs and intervals.
  const listed = root.logs.filter(({ ids }) => ids.some((id) => equalBytes(id, entry.logId)));
  const [first] = listed;
  if (first === undefined)
    return disprove('log-unknown', `No log in ${root.name} has the id ${encodeHex(entry.logId)}.`);
  const including = listed.filter((log) => checkInclusion(entry, log, parts.version) === undefined);
  const refusal = including.length === 0 ? checkInclusion(entry, first, parts.version) : checkBody(entry, parts, key);
  if (refusal !== undefined) return refusal;
  const integratedAt = Number(entry.integratedTime) * 1000;
  const log = including.find(({ validFor }) => isWithin(validFor, integratedAt)) ?? including[0] ?? first;
  return { entry, log, validFor: including.map(({ validFor }) => validFor) };
}

const largestExact = BigInt(Number.MAX_SAFE_INTEGER);

/** What must be there to show that the entry is in the log; undefined when it is. */
function checkInclusion(entry: LogEntry, log: TrustedLog, version: BundleParts['version']): NotProven | undefined {
  const { promise, proof } = entry;
  if (promise === null && version === '0.1') {
    return disprove('inclusion-promise-missing', 'The entry of a bundle of version 0.1 has no signed entry timestamp.');
  }
  if (proof === null && (version !== '0.1' || promise === null)) {
    return disprove('inclusion-proof-missing', `The entry of a bundle of version ${version} has no inclusion proof.`);
  }
  // The promise is over a JSON number: beyond 2^53 one signature would cover several indexes.
  if (promise !== null && entry.logIndex > largestExact) {
    return disprove('log-entry-malformed', 'The log index is too large for a signed entry timestamp.');
  }
  if (isTimeless(entry.kind, entry.version) && promise !== null) {
    return disprove('log-entry-malformed', 'An entry of the second Rekor has no signed entry timestamp.');
  }
  return proof === null || isLeftOut(entry, version) ? undefined : checkProof(proof, entry, log);
}

/**
 * The first clients wrote proofs without a checkpoint, which lead nowhere, beside the promise that version 0.1 rests on: such a
 * proof proves nothing and is asked nothing. sigstore-js is not handed it either.
 */
export function isLeftOut({ promise, proof }: LogEntry, version: BundleParts['version']): boolean {
  return version === '0.1' && promise !== null && proof?.checkpoint === null;
}

function checkProof(proof: InclusionProof, entry: LogEntry, log: TrustedLog): NotProven | undefined {
  if (proof.checkpoint === null) {
    return disprove('checkpoint-missing', 'The inclusion proof leads to no checkpoint that the log signed.');
  }
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint === null) return disprove('checkpoint-malformed', 'The checkpoint is not a signed note of a log.');
  if (!isOriginOf(checkpoint.origin, log)) {
    return disprove(
      'checkpoint-origin-mismatch',
      `The checkpoint is of ${JSON.stringify(checkpoint.origin.slice(0, 100))}, not of ${log.origin}.`,
    );
  }
  const byKey = checkpoint.signatures.filter(({ keyId }) => equalBytes(keyId, log.checkpointKeyId));
  const byLog = byKey.filter(({ name }) => name === log.origin);
  if (byLog.length === 0) {
    return disprove('checkpoint-signature-missing', `No signature is by ${log.origin} with its key id.`);
  }
  // sigstore-js takes any line with the key id whose name is a part of the log's URL: there must be none but the log's own.
  if (byKey.length > 1) return disprove('checkpoint-malformed', "Several signatures bear the log's key id.");
  if (checkpoint.size !== proof.treeSize || !equalBytes(checkpoint.rootHash, proof.rootHash)) {
    return disprove('checkpoint-mismatch', 'Size or root hash of checkpoint and proof differ.');
  }
  if (proof.logIndex >= proof.treeSize) {
    return disprove('inclusion-proof-invalid', 'The index of the entry lies beyond the size of the tree.');
  }
  // The second Rekor has one tree: nothing else authenticates the entry's own index.
  if (isTimeless(entry.kind, entry.version) && entry.logIndex !== proof.logIndex) {
    return disprove('inclusion-proof-invalid', 'The entry and its proof state different indexes.');
  }
  return undefined;
}

/** The first Rekor writes which of its trees it is: `origin - decimal id`. */
function isOriginOf(line: string, { origin }: TrustedLog): boolean {
  if (line === origin) return true;
  const prefix = `${origin} - `;
  return line.startsWith(prefix) && isTreeId(line.slice(prefix.length));
}

function isTreeId(text: string): boolean {
  return text !== '' && text.length <= 20 && [...text].every((char) => char >= '0' && char <= '9');
}

/** Digest, signature and key of the entry must be those of the bundle; undefined when they are. */
function checkBody(entry: LogEntry, parts: BundleParts, key: SigningKey): NotProven | undefined {
  const claim = readLoggedBody(entry.body, entry.kind, entry.version);
  const kind = `${entry.kind} ${entry.version}`.slice(0, 60);
  if (claim === 'unsupported') return disprove('log-entry-unsupported', `The kind is ${JSON.stringify(kind)}.`);
  if (claim === 'malformed') return disprove('log-entry-malformed', `The body is no entry of the kind ${kind}.`);
  const differing = differences(claim, parts, key);
  if (differing.length === 0) return undefined;
  return disprove('log-entry-mismatch', `Log entry and bundle differ in: ${differing.join(', ')}.`);
}

function differences(claim: LoggedClaim, { content }: BundleParts, key: SigningKey): readonly string[] {
  const found: string[] = [];
  if (!equalBytes(claim.signature, content.signature)) found.push('signature');
  if (!isSameKey(claim.verifier, key)) found.push('key');
  if (content.kind === 'message') {
    const stated: LoggedDigest = { alg: content.digestAlgorithm, bytes: content.digest };
    if (claim.signedDigest === undefined || !isSameDigest(claim.signedDigest, stated)) found.push('digest');
    return found;
  }
  const signed = preAuthEncoding(content.payloadType, content.payload);
  if (claim.signedDigest !== undefined && !isDigestOf(claim.signedDigest, signed)) found.push('digest');
  if (claim.payloadDigest !== undefined && !isDigestOf(claim.payloadDigest, content.payload)) found.push('payload');
  if (claim.payloadType !== undefined && claim.payloadType !== content.payloadType) found.push('payload type');
  return found;
}

function isSameKey({ kind, der }: LoggedClaim['verifier'], key: SigningKey): boolean {
  if (key.kind === 'certificate') return kind === 'certificate' && equalBytes(der, key.certificate.der);
  return kind === 'public-key' && equalBytes(der, key.key.spki);
}

function isSameDigest(a: LoggedDigest, b: LoggedDigest): boolean {
  return a.alg === b.alg && equalBytes(a.bytes, b.bytes);
}

function isDigestOf({ alg, bytes }: LoggedDigest, data: Uint8Array): boolean {
  return equalBytes(hash(alg, data, 'buffer'), bytes);
}
