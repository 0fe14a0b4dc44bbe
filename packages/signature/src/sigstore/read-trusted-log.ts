import { hash } from 'node:crypto';
import type { DocValue } from '@assay/documents';
import { concatBytes, encodeUtf8, equalBytes } from '../encoding/bytes.js';
import { importPublicKey, type KeyKind, type PublicKey } from './public-key.js';
import { Misshapen, StrictFields } from './strict-fields.js';
import type { TrustedLog } from './trusted-root-parts.js';
import { validityOf } from './valid-for.js';

/** A key that proves nothing stands in the root. */
export class WeakKey extends Misshapen {}

/** What a declared algorithm says about its key: kind, encoding and, for RSA, size. */
interface Algorithm {
  readonly kind: KeyKind;
  readonly type?: 'pkcs1';
  readonly bits?: number;
}

/** Declared algorithms that can be verified here (`PublicKeyDetails` of protobuf-specs). */
const algorithms: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>([
  ['PKCS1_RSA_PKCS1V5', { kind: 'rsa', type: 'pkcs1' }],
  ['PKIX_RSA_PKCS1V5', { kind: 'rsa' }],
  ['PKIX_RSA_PKCS1V15_2048_SHA256', { kind: 'rsa', bits: 2048 }],
  ['PKIX_RSA_PKCS1V15_3072_SHA256', { kind: 'rsa', bits: 3072 }],
  ['PKIX_RSA_PKCS1V15_4096_SHA256', { kind: 'rsa', bits: 4096 }],
  ['PKIX_ECDSA_P256_SHA_256', { kind: 'p256' }],
  ['PKIX_ECDSA_P384_SHA_384', { kind: 'p384' }],
  ['PKIX_ECDSA_P521_SHA_512', { kind: 'p521' }],
  ['PKIX_ED25519', { kind: 'ed25519' }],
]);

const checkpointKeyIdLength = 4;

/** Reads one log of a root; null for one whose algorithm is not known, which can then vouch for nothing. Throws Misshapen. */
export function readTrustedLog(
  value: DocValue,
  where: string,
  version: { readonly newer: boolean },
): TrustedLog | null {
  const known = ['baseUrl', 'hashAlgorithm', 'publicKey', 'logId', 'checkpointKeyId', 'operator'];
  const log = new StrictFields(value, where, known);
  if (!version.newer && (log.has('checkpointKeyId') || log.optionalText('operator') !== '')) {
    throw new Misshapen(`${where} has members that do not exist in this version.`);
  }
  if (log.text('hashAlgorithm') !== 'SHA2_256') throw new Misshapen(`${where}.hashAlgorithm is not SHA2_256.`);
  const publicKey = log.object('publicKey', ['rawBytes', 'keyDetails', 'validFor']);
  const validFor = validityOf(publicKey);
  const algorithm = algorithms.get(publicKey.text('keyDetails'));
  if (algorithm === undefined) return null;
  const baseUrl = log.text('baseUrl');
  const origin = originOf(baseUrl, where);
  const key = keyOf(publicKey, algorithm);
  const ids = idsOf(log, key, origin);
  const operator = log.optionalText('operator');
  const named = operator === '' ? origin : operator;
  return { baseUrl, origin, operator: named, key, validFor, ...ids };
}

function keyOf(fields: StrictFields, algorithm: Algorithm): PublicKey {
  const key = importPublicKey(fields.bytes('rawBytes'), algorithm.type);
  const where = fields.name('rawBytes');
  if (key === 'weak') throw new WeakKey(`${where} is a weak key.`);
  if (typeof key === 'string') throw new Misshapen(`${where} is not a key that Assay can use.`);
  const fits = key.kind === algorithm.kind && (algorithm.bits === undefined || algorithm.bits === key.bits);
  if (!fits) throw new Misshapen(`${where} is not a key of the declared algorithm.`);
  return key;
}

/**
 * The ids by which bundles may name the log. What the document says; and, where the newer version says only the four bytes of
 * checkpoints, the whole hash that these begin.
 */
function idsOf(log: StrictFields, key: PublicKey, origin: string): Pick<TrustedLog, 'ids' | 'checkpointKeyId'> {
  const stated = ['checkpointKeyId', 'logId']
    .map((member) => log.optionalObject(member, ['keyId'])?.bytes('keyId'))
    .filter((id) => id !== undefined);
  const [first] = stated;
  if (first === undefined || first.length < checkpointKeyIdLength)
    throw new Misshapen(`${log.name('logId')} is missing.`);
  const checkpointKeyId = first.subarray(0, checkpointKeyIdLength);
  const derived = derivedIds(key, origin).filter((id) => equalBytes(id.subarray(0, 4), checkpointKeyId));
  return { ids: distinct([...stated, ...(log.has('checkpointKeyId') ? derived : [])]), checkpointKeyId };
}

/** RFC 6962 §3.2: the hash of the key; C2SP signed-note: of name, algorithm and key. */
function derivedIds(key: PublicKey, origin: string): readonly Uint8Array[] {
  const ids = [sha256(key.spki)];
  if (key.kind === 'ed25519') ids.push(sha256(concatBytes(encodeUtf8(`${origin}\n\x01`), key.spki.subarray(-32))));
  return ids;
}

function sha256(data: Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}

function distinct(ids: readonly Uint8Array[]): readonly Uint8Array[] {
  return ids.filter((id, i) => ids.findIndex((other) => equalBytes(id, other)) === i);
}

/** C2SP tlog-checkpoint: the origin is the log's URL without its scheme. */
function originOf(baseUrl: string, where: string): string {
  const url = URL.parse(baseUrl.includes('://') ? baseUrl : `https://${baseUrl}`);
  if (url?.username !== '' || url.search !== '' || url.hash !== '') {
    throw new Misshapen(`${where}.baseUrl is not the URL of a log.`);
  }
  const path = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
  return `${url.host}${path}`;
}
