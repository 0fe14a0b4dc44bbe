import { canonicalJson } from '@assay/model';
import { encodeBase64 } from '../encoding/base64.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { inTotoPayloadType } from '../in-toto/statement.js';
import type { StatementSigner } from '../license/statement-signer.js';
import { preAuthEncoding } from './pre-auth-encoding.js';

/** Signs the exact bytes of an in-toto statement and wraps them into a DSSE envelope: RFC 8785 JSON that ends in a line feed. */
export async function signEnvelope(statement: Uint8Array, signer: StatementSigner): Promise<Uint8Array> {
  const signature = await signer.sign(preAuthEncoding(inTotoPayloadType, statement));
  const envelope = canonicalJson({
    payload: encodeBase64(statement),
    payloadType: inTotoPayloadType,
    signatures: [{ keyid: signer.keyId, sig: encodeBase64(signature) }],
  });
  return encodeUtf8(`${envelope}\n`);
}
