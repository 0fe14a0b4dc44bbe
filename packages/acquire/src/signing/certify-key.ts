/** Fulcio: a certificate for a key that lives for one signature. */

import { sign, X509Certificate, type KeyObject } from 'node:crypto';
import { challengeOf } from './identity-claims.js';
import { keylessProblem } from './keyless-codes.js';
import { KeylessFailure } from './keyless-failure.js';
import { readAnswer, type AnswerReader } from './read-answer.js';
import type { ServiceClient } from './service-client.js';

/** A P-256 key pair. */
interface EphemeralKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Whose key it is to be. */
export interface KeyOrder {
  /** Fulcio's URL. */
  readonly fulcio: string;
  /** An identity token. A secret. */
  readonly token: string;
  readonly key: EphemeralKey;
}

/** Fulcio's `POST /api/v2/signingCert`: the first certificate of the chain, which is for this key. Rejects with {@link KeylessFailure}. */
export async function certifyKey(client: ServiceClient, { fulcio, token, key }: KeyOrder): Promise<X509Certificate> {
  const challenge = challengeOf(token);
  if (challenge === null) {
    const detail = 'It names nobody who could be certified; Fulcio was not asked.';
    throw new KeylessFailure(keylessProblem('keyless-certificate-refused', detail));
  }
  const url = new URL(`${fulcio}/api/v2/signingCert`);
  const content = key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const proofOfPossession = sign('sha256', Buffer.from(challenge), key.privateKey).toString('base64');
  const body = {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession },
  };
  const answer = readAnswer(await client.post({ step: 'certificate', url, body }), url.host);
  return certificateIn(answer, key.publicKey);
}

/** The log's promise is in the certificate, or beside it. */
function certificateIn(answer: AnswerReader, key: KeyObject): X509Certificate {
  const embedded = 'signedCertificateEmbeddedSct';
  const signed = answer.map(answer.has(embedded) ? embedded : 'signedCertificateDetachedSct');
  const [pem = ''] = signed.map('chain').texts('certificates');
  const certificate = parsed(pem);
  return certificate?.publicKey.equals(key) === true ? certificate : answer.refuse();
}

function parsed(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
