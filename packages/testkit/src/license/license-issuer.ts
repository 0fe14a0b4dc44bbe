import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
  sign,
  type KeyObject,
} from 'node:crypto';
import { bytesOf } from '../bytes-of.js';

/** Algorithms of RFC 7518 and RFC 8037; `none` and `HS256` (keyed with the public key's PEM) are what forgers use. */
export type LicenseJwtAlgorithm = 'RS256' | 'ES256' | 'EdDSA' | 'HS256' | 'none';

/** How a token differs from a plain one. */
export interface LicenseTokenOptions {
  /** Further members of the JSON object, after `entity`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Signed instead of the JSON object: anything at all. */
  readonly message?: string | Uint8Array;
  /** The whole padded block (as long as the modulus) instead of a PKCS#1 type 1 one: a padding of one's own. */
  readonly block?: Uint8Array;
  /** A line break after every so many characters, as `Base64.encode64` has them after 60. */
  readonly wrap?: number;
}

/** A vendor's key pair for licence tokens. */
export interface LicenseIssuer {
  readonly name: string;
  /** RSA, 3072 bits, SubjectPublicKeyInfo as PEM. */
  readonly publicKeyPem: string;
  /** The keys that sign JWTs, as PEM, by algorithm. */
  readonly jwtKeys: Readonly<Record<'RS256' | 'ES256' | 'EdDSA', string>>;
  /** Base64 of the RSA private-encryption (PKCS#1 v1.5 block type 1, no hash) of `{"entity":…}`. The same text every time. */
  token(entity: string, options?: LicenseTokenOptions): string;
  /** A compact JWS (RFC 7515) over these claims; RS256 when not told otherwise. */
  jwt(claims: Readonly<Record<string, unknown>>, options?: LicenseJwtOptions): string;
}

/** How a JWT is signed. */
export interface LicenseJwtOptions {
  readonly alg?: LicenseJwtAlgorithm;
  /** Further members of the header, or others: `kid`, another `alg` than the one that signed. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Mints an issuer of licences. One name is one issuer all through this process: another name is a foreign one. */
export function mintLicenseIssuer(name = 'vendor'): LicenseIssuer {
  const issuer = kept.get(name) ?? freshIssuer(name);
  kept.set(name, issuer);
  return issuer;
}

const kept = new Map<string, LicenseIssuer>();

interface Keys {
  readonly RS256: KeyObject;
  readonly ES256: KeyObject;
  readonly EdDSA: KeyObject;
}

function freshIssuer(name: string): LicenseIssuer {
  const keys: Keys = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    EdDSA: generateKeyPairSync('ed25519').privateKey,
  };
  const publicKeyPem = publicPem(keys.RS256);
  return {
    name,
    publicKeyPem,
    jwtKeys: { RS256: publicKeyPem, ES256: publicPem(keys.ES256), EdDSA: publicPem(keys.EdDSA) },
    token: (entity, options = {}) => wrapped(recoverable(keys.RS256, entity, options).toString('base64'), options.wrap),
    jwt: (claims, { alg = 'RS256', header = {} } = {}) => {
      const input = `${part({ alg, typ: 'JWT', ...header })}.${part(claims)}`;
      return `${input}.${jwtSignature(keys, alg, input).toString('base64url')}`;
    },
  };
}

function recoverable(key: KeyObject, entity: string, options: LicenseTokenOptions): Buffer {
  const { fields = {}, message = JSON.stringify({ entity, ...fields }), block } = options;
  if (block !== undefined) return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytesOf(message));
}

function wrapped(text: string, width?: number): string {
  if (width === undefined) return text;
  const lines = Array.from({ length: Math.ceil(text.length / width) }, (_, line) =>
    text.slice(line * width, (line + 1) * width),
  );
  return lines.join('\n');
}

function part(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwtSignature(keys: Keys, alg: LicenseJwtAlgorithm, input: string): Buffer {
  const bytes = bytesOf(input);
  switch (alg) {
    case 'none':
      return Buffer.alloc(0);
    case 'HS256':
      return createHmac('sha256', publicPem(keys.RS256)).update(bytes).digest();
    case 'RS256':
      return sign('sha256', bytes, keys.RS256);
    case 'ES256':
      return sign('sha256', bytes, { key: keys.ES256, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return sign(null, bytes, keys.EdDSA);
  }
}

function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}
