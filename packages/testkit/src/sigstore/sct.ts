import { hash } from 'node:crypto';
import { octetString } from '../der/der.js';
import { extensionId, tbsCertificate, type CertificateBody, type CertificateExtension } from './certificate.js';
import { spkiSha256, type MintedKey } from './minted-key.js';

/** One signed certificate timestamp to be made. Mistakes change these. */
export interface SctPlan {
  /** The certificate log's key. */
  readonly key: MintedKey;
  /** 32 bytes. */
  readonly logId: Uint8Array;
  readonly timestamp: Date;
  /** SCT extensions (RFC 6962 §3.2), signed with the rest. */
  readonly extensions: Uint8Array;
  /** The certificate that the log signs; the one that carries the SCT when not given. */
  readonly about?: (body: CertificateBody) => CertificateBody;
  /** What the SCT states instead of the time and extensions that it signs. */
  readonly stated?: { readonly timestamp?: Date; readonly extensions?: Uint8Array };
}

/** The plan of a log that does everything right. */
export function sctPlan(key: MintedKey, timestamp: Date): SctPlan {
  return { key, logId: spkiSha256(key), timestamp, extensions: new Uint8Array() };
}

/** The extension that embeds SCTs for this certificate, which must not have one yet (RFC 6962 §3.3). */
export function sctExtension(
  plans: readonly SctPlan[],
  body: CertificateBody,
  issuer: MintedKey,
): CertificateExtension {
  const list = plans.map((plan) => sized(2, signSct(plan, body, issuer)));
  return { id: extensionId.scts, value: octetString(sized(2, Buffer.concat(list))) };
}

function signSct(plan: SctPlan, body: CertificateBody, issuer: MintedKey): Uint8Array {
  const { key, logId, timestamp, extensions, about, stated } = plan;
  const tbs = tbsCertificate(about === undefined ? body : about(body), issuer);
  const precertificate = Buffer.concat([hash('sha256', issuer.spki, 'buffer'), sized(3, tbs)]);
  const entry = Buffer.concat([Uint8Array.of(0, 1), precertificate, sized(2, extensions)]);
  const signature = key.sign(Buffer.concat([Uint8Array.of(0, 0), milliseconds(timestamp), entry]), 'sha256');
  return Buffer.concat([
    Uint8Array.of(0),
    logId,
    milliseconds(stated?.timestamp ?? timestamp),
    sized(2, stated?.extensions ?? extensions),
    Uint8Array.of(4, key.kind.startsWith('rsa') ? 1 : 3),
    sized(2, signature),
  ]);
}

function milliseconds(date: Date): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(date.getTime()));
  return bytes;
}

/** Bytes after their length in so many bytes (RFC 5246 §4.3). */
function sized(width: number, bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(width);
  length.writeUIntBE(bytes.length, 0, width);
  return Buffer.concat([length, bytes]);
}
