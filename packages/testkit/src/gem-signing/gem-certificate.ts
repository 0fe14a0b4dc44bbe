import { hash as hashOf } from 'node:crypto';
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  namedBits,
  nullValue,
  objectId,
  octetString,
  sequence,
  time,
  utf8String,
} from '../der/der.js';
import { pemOf } from '../der/pem.js';
import type { GemHash, GemKey } from './gem-key.js';

/** Attributes of a name, in order. */
export type GemName = readonly (readonly [type: keyof typeof attributeTypes, value: string])[];

/** One extension; `value` is what stands inside the OCTET STRING. */
export interface GemCertificateExtension {
  readonly id: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

/** What a certificate says. What is not given is as `gem cert --build maintainer@vendor.example` has it. */
export interface GemCertificateOptions {
  readonly key: GemKey;
  readonly subject?: GemName;
  /** Who issued it; itself when not given. */
  readonly issuer?: MintedGemCertificate;
  /** The name of the issuer that stands in it, if another than the issuer's. */
  readonly issuerName?: GemName;
  /** 2024-01-01T00:00:00Z and 2025-01-01T00:00:00Z. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Hash of the issuer's signature. */
  readonly hash?: GemHash;
  /** Basic constraints: false says CA:FALSE, null leaves the extension out. */
  readonly authority?: boolean | null;
  readonly pathLength?: number;
  /** Bits of key usage; null leaves the extension out. */
  readonly usage?: readonly number[] | null;
  readonly extensions?: readonly GemCertificateExtension[];
  readonly serial?: number;
  /** Changes the DER of the finished certificate. */
  readonly patch?: (der: Uint8Array) => Uint8Array;
}

/** A certificate and the key that it certifies. */
export interface MintedGemCertificate {
  readonly key: GemKey;
  readonly subject: GemName;
  readonly der: Uint8Array;
  readonly pem: string;
  /** SHA-256 of the DER, lowercase hex. */
  readonly fingerprint: string;
}

/** Bits of key usage (RFC 5280 §4.2.1.3). */
export const gemUsage = { digitalSignature: 0, keyEncipherment: 2, dataEncipherment: 3, certSign: 5 } as const;

const attributeTypes = { CN: '2.5.4.3', O: '2.5.4.10', DC: '0.9.2342.19200300.100.1.25' } as const;

const maintainer: GemName = [
  ['CN', 'maintainer'],
  ['DC', 'vendor'],
  ['DC', 'example'],
];

/** Mints an X.509 certificate of version 3, right or wrong. */
export function mintGemCertificate(options: GemCertificateOptions): MintedGemCertificate {
  const { key, subject = maintainer, issuer, hash = 'sha256', patch = unchanged } = options;
  const signer = issuer?.key ?? key;
  const algorithm = signatureAlgorithm(signer, hash);
  const tbs = toBeSigned(options, algorithm);
  const der = patch(sequence(tbs, algorithm, bitString(signer.sign(tbs, hash))));
  return { key, subject, der, pem: pemOf('CERTIFICATE', der), fingerprint: hashOf('sha256', der, 'hex') };
}

function toBeSigned(options: GemCertificateOptions, algorithm: Uint8Array): Uint8Array {
  const { key, subject = maintainer, issuer, issuerName, serial = 1 } = options;
  const { notBefore = '2024-01-01T00:00:00Z', notAfter = '2025-01-01T00:00:00Z' } = options;
  return sequence(
    explicit(0, integer(2)),
    integer(serial),
    algorithm,
    nameOf(issuerName ?? issuer?.subject ?? subject),
    sequence(time(new Date(notBefore)), time(new Date(notAfter))),
    nameOf(subject),
    key.spki,
    explicit(3, sequence(...extensionsOf(options).map(extensionOf))),
  );
}

function extensionsOf(options: GemCertificateOptions): readonly GemCertificateExtension[] {
  const { key, authority = false, pathLength, extensions = [] } = options;
  const { usage = [gemUsage.digitalSignature, gemUsage.keyEncipherment, gemUsage.dataEncipherment] } = options;
  const path = pathLength === undefined ? [] : [integer(pathLength)];
  const constraints = sequence(...(authority === true ? [boolean(true)] : []), ...path);
  return [
    ...(authority === null ? [] : [{ id: '2.5.29.19', value: constraints }]),
    ...(usage === null ? [] : [{ id: '2.5.29.15', value: namedBits(usage) }]),
    { id: '2.5.29.14', value: octetString(hashOf('sha1', key.spki, 'buffer')) },
    { id: '2.5.29.17', value: sequence(implicit(1, Buffer.from('maintainer@vendor.example'))) },
    ...extensions,
  ];
}

function extensionOf({ id, critical = false, value }: GemCertificateExtension): Uint8Array {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** Name: one attribute in each relative distinguished name; domain components are IA5String (RFC 4519 §2.4). */
function nameOf(name: GemName): Uint8Array {
  const parts = name.map(([type, value]) => {
    const text = type === 'DC' ? element(0x16, Buffer.from(value, 'latin1')) : utf8String(value);
    return element(0x31, sequence(objectId(attributeTypes[type]), text));
  });
  return sequence(...parts);
}

const rsaNumbers = { md5: 4, sha1: 5, sha256: 11, sha384: 12, sha512: 13 } as const;
const ecdsaNumbers = { sha256: '3.2', sha384: '3.3', sha512: '3.4' } as const;

/** AlgorithmIdentifier (RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3). */
function signatureAlgorithm({ kind }: GemKey, hash: GemHash): Uint8Array {
  if (kind === 'rsa1024' || kind === 'rsa2048' || kind === 'rsa3072') {
    return sequence(objectId(`1.2.840.113549.1.1.${rsaNumbers[hash]}`), nullValue());
  }
  if (kind === 'dsa2048') return sequence(objectId('2.16.840.1.101.3.4.3.2'));
  const last = hash === 'md5' || hash === 'sha1' ? '1' : ecdsaNumbers[hash];
  return sequence(objectId(`1.2.840.10045.4.${last}`));
}

function unchanged(der: Uint8Array): Uint8Array {
  return der;
}
