import { hash, verify } from 'node:crypto';
import { equalBytes } from '../encoding/bytes.js';
import { formatTime } from './format-time.js';
import type { BundleParts } from './bundle-parts.js';
import { disprove, isRefusal, prove, type NotProven, type Proof } from './proof.js';
import { importPublicKey } from './public-key.js';
import { parseTimestampToken, type TimestampSignature, type TimestampToken } from './timestamp-token.js';
import { isWithin, type TrustedAuthority, type TrustedRootParts } from './trusted-root-parts.js';
import { isValidAt, type Certificate } from './x509-certificate.js';

/** A timestamp of a known authority over this bundle's signature. */
export interface BoundTimestamp {
  readonly time: number;
  readonly authority: TrustedAuthority;
}

/**
 * Every RFC 3161 timestamp of the bundle: granted, by an authority that the root knows and that was valid at that time (ends
 * included), over this signature, bringing no certificates but the authority's (CVE-2026-39984). Its signature is for
 * sigstore-js.
 */
export function checkTimestamps(
  parts: BundleParts,
  root: TrustedRootParts,
): Proof<'timestamps', readonly BoundTimestamp[]> | NotProven {
  const bound: BoundTimestamp[] = [];
  for (const der of parts.timestamps) {
    const timestamp = checkTimestamp(der, parts.content.signature, root);
    if (isRefusal(timestamp)) return timestamp;
    const isTwice = bound.some((other) => other.authority === timestamp.authority && other.time === timestamp.time);
    if (isTwice) return disprove('timestamp-duplicate', `Two timestamps of ${timestamp.authority.uri} state one time.`);
    bound.push(timestamp);
  }
  const detail = bound.map(({ time, authority }) => `${authority.uri} ${formatTime(time)}`).join(', ');
  return prove('timestamps', bound, bound.length === 0 ? 'There are none.' : `Over this signature: ${detail}.`);
}

function checkTimestamp(der: Uint8Array, signature: Uint8Array, root: TrustedRootParts): BoundTimestamp | NotProven {
  const token = parseTimestampToken(der);
  if (token === null) {
    return disprove(
      'timestamp-malformed',
      'A timestamp is not an RFC 3161 response that was granted, with SHA-2 hashes.',
    );
  }
  const named = root.timestampAuthorities.filter(({ chain }) => isSigner(chain[0], token));
  const [first] = named;
  if (first === undefined) {
    return disprove('timestamp-authority-unknown', `No timestamp authority in ${root.name} has that certificate.`);
  }
  const authorities = named.filter(({ unfit }) => unfit === null);
  if (authorities.length === 0 && first.unfit !== null) {
    const code = first.unfit.because === 'usage' ? 'timestamp-authority-usage' : 'timestamp-authority-unfit';
    return disprove(code, `${first.uri}: ${first.unfit.detail}`);
  }
  if (!equalBytes(hash(token.imprint.alg, signature, 'buffer'), token.imprint.bytes)) {
    return disprove('timestamp-mismatch', `The timestamp of ${first.uri} is over another signature.`);
  }
  if (!equalBytes(hash(token.digest.alg, token.content, 'buffer'), token.digest.bytes)) {
    return disprove('timestamp-invalid', 'The signed attributes of the timestamp are about other contents.');
  }
  const bound = authorities.filter(({ chain: [signer] }) => signer !== undefined && isBound(signer, token));
  if (bound.length === 0) return disprove('timestamp-invalid', 'The timestamp is bound to another certificate.');
  const authority = bound.find((candidate) => isValidWhole(candidate, token.time));
  if (authority === undefined) {
    return disprove('timestamp-not-valid', `${formatTime(token.time)} lies outside the validity of ${first.uri}.`);
  }
  if (!token.certificates.every((brought) => authority.chain.some((own) => equalBytes(own.der, brought)))) {
    return disprove('timestamp-malformed', "The timestamp brings certificates that are not its authority's.");
  }
  return checkSignature(authority, token.signature) ?? { time: token.time, authority };
}

/**
 * The signer's key is of the stated algorithm. sigstore-js has no name for RSA's and lets OpenSSL choose the hash, SHA-256: it is
 * verified here under that one by name.
 */
function checkSignature({ uri, chain }: TrustedAuthority, signature: TimestampSignature): NotProven | undefined {
  const { algorithm, attributes, bytes } = signature;
  const key = importPublicKey(chain[0]?.spki ?? new Uint8Array());
  if (algorithm === 'unsupported') return unsupported(uri, 'The algorithm of its signature is not known.');
  if (typeof key === 'string') return unsupported(uri, `Its key is ${key}.`);
  const isRsa = algorithm === 'rsa-sha256';
  if (isRsa !== (key.kind === 'rsa')) return disprove('timestamp-invalid', `${uri}: another algorithm than the key's.`);
  if (!isRsa || verify('sha256', attributes, key.key, bytes)) return undefined;
  return disprove('timestamp-invalid', `${uri}: the RSA signature does not verify.`);
}

function unsupported(uri: string, why: string): NotProven {
  return disprove('timestamp-algorithm-unsupported', `The timestamp of ${uri} cannot be verified. ${why}`);
}

function isSigner(signer: Certificate | undefined, { issuer, serial }: TimestampToken): boolean {
  return signer !== undefined && equalBytes(signer.issuer, issuer) && equalBytes(signer.serial, serial);
}

function isBound({ der }: Certificate, { signer }: TimestampToken): boolean {
  return equalBytes(hash(signer.alg, der, 'buffer'), signer.bytes);
}

function isValidWhole({ chain, validFor }: TrustedAuthority, time: number): boolean {
  return isWithin(validFor, time) && chain.every((certificate) => isValidAt(certificate, time));
}
