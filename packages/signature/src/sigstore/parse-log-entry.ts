import type { DocValue } from '@assay/documents';
import type { InclusionProof, LogEntry } from './bundle-parts.js';
import { base64Of, Misshapen, StrictFields } from './strict-fields.js';

/** A tree of 2^63 leaves needs no longer proof. */
const mostHashes = 64;
const hashLength = 32;

/** The last second of the year 9999: later times have no RFC 3339 form. */
const lastSecond = 253_402_300_799n;

/** Reads one member of `tlogEntries`. Throws Misshapen. */
export function parseLogEntry(value: DocValue, where: string): LogEntry {
  const entry = new StrictFields(value, where, [
    'logIndex',
    'logId',
    'kindVersion',
    'integratedTime',
    'inclusionPromise',
    'inclusionProof',
    'canonicalizedBody',
  ]);
  const kindVersion = entry.object('kindVersion', ['kind', 'version']);
  const integratedTime = entry.uint('integratedTime');
  if (integratedTime > lastSecond) throw new Misshapen(`${where}.integratedTime lies beyond the year 9999.`);
  const promise = entry.optionalObject('inclusionPromise', ['signedEntryTimestamp']);
  return {
    logIndex: entry.uint('logIndex'),
    logId: entry.object('logId', ['keyId']).bytes('keyId'),
    kind: kindVersion.text('kind'),
    version: kindVersion.text('version'),
    integratedTime,
    promise: promise?.bytes('signedEntryTimestamp') ?? null,
    proof: parseProof(entry, where),
    body: entry.bytes('canonicalizedBody'),
  };
}

function parseProof(entry: StrictFields, where: string): InclusionProof | null {
  const known = ['logIndex', 'rootHash', 'treeSize', 'hashes', 'checkpoint'];
  const proof = entry.optionalObject('inclusionProof', known);
  if (proof === undefined) return null;
  const hashes = proof.list('hashes', mostHashes).map((hash, i) => hashOf(hash, `${where}.hashes[${i}]`));
  return {
    logIndex: proof.uint('logIndex'),
    treeSize: proof.uint('treeSize'),
    rootHash: hashOf(proof.get('rootHash'), `${where}.rootHash`),
    hashes,
    checkpoint: proof.optionalObject('checkpoint', ['envelope'])?.text('envelope') ?? null,
  };
}

function hashOf(value: DocValue | undefined, where: string): Uint8Array {
  const hash = base64Of(value, where);
  if (hash.length !== hashLength) throw new Misshapen(`${where} is not a SHA-256 hash.`);
  return hash;
}
