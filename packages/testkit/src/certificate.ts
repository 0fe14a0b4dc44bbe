import { generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed TLS server certificate, its own trust anchor. */
export interface MintedCertificate {
  /** PKCS#8 PEM. */
  readonly key: string;
  /** X.509 PEM; clients that should trust it take it as a CA. */
  readonly cert: string;
}

/** What the certificate says. */
export interface CertificateOptions {
  /** Subject alternative names: IPv4 addresses and host names. `127.0.0.1` and `localhost` when not given. */
  readonly hosts?: readonly string[];
  /** First and last second of validity; 2020 to 2049 when not given. An end in the past makes an expired certificate. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** Mints a P-256 certificate with a fresh key: the one thing here that is not the same bytes every time. */
export function mintCertificate(options: CertificateOptions = {}): MintedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = toBeSigned(options, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ecdsaWithSha256, element(0x03, Uint8Array.of(0), signature));
  const base64 = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

/** TBSCertificate (RFC 5280 §4.1). */
function toBeSigned(options: CertificateOptions, publicKey: Uint8Array): Uint8Array {
  const {
    hosts = ['127.0.0.1', 'localhost'],
    notBefore = new Date(Date.UTC(2020, 0, 1)),
    notAfter = new Date(Date.UTC(2049, 0, 1)),
  } = options;
  const names = hosts.map((host) => (isAddress(host) ? element(0x87, addressBytes(host)) : element(0x82, text(host))));
  const extensions = sequence(extension(subjectAlternativeName, sequence(...names)));
  return sequence(
    element(0xa0, element(0x02, Uint8Array.of(2))),
    element(0x02, Uint8Array.of(1)),
    ecdsaWithSha256,
    distinguishedName,
    sequence(generalizedTime(notBefore), generalizedTime(notAfter)),
    distinguishedName,
    publicKey,
    element(0xa3, extensions),
  );
}

function extension(id: Uint8Array, value: Uint8Array): Uint8Array {
  return sequence(id, element(0x04, value));
}

const subjectAlternativeName = objectId(0x55, 0x1d, 0x11);
/** ecdsa-with-SHA256 (RFC 5758 §3.2). */
const ecdsaWithSha256 = sequence(objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const distinguishedName = sequence(
  element(0x31, sequence(objectId(0x55, 0x04, 0x03), element(0x0c, text('Loopback registry')))),
);

function objectId(...bytes: readonly number[]): Uint8Array {
  return element(0x06, Uint8Array.from(bytes));
}

/** YYYYMMDDHHMMSSZ. */
function generalizedTime(date: Date): Uint8Array {
  return element(0x18, text(`${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
}

function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...parts);
}

/** Tag, DER length, content (X.690 §8.1). */
function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(content.length)), content]);
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function isAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

function addressBytes(host: string): Uint8Array {
  return Uint8Array.from(host.split('.'), Number);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
