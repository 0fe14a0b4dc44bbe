import { AssayError, canonicalJson } from '@assay/model';
import { preAuthEncoding } from '../dsse/pre-auth-encoding.js';
import { encodeBase64 } from '../encoding/base64.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { inTotoPayloadType, parseStatement } from '../in-toto/statement.js';
import { readChecksumStatement } from './checksum-statement.js';
import type { StatementSigner } from './statement-signer.js';

/**
 * Signs a statement and wraps it into a DSSE envelope, as JSON that ends in a line feed. The signature is over the exact bytes given.
 * Throws AssayError `ERR_USAGE` for bytes that are no checksum statement about a licence package: what is signed can be read.
 */
export async function sealStatement(statement: Uint8Array, signer: StatementSigner): Promise<Uint8Array> {
  const parsed = parseStatement(statement);
  const read = typeof parsed === 'string' ? parsed : readChecksumStatement(parsed);
  if (typeof read === 'string') throw new AssayError('ERR_USAGE', `This is no statement to be signed: ${read}`);
  const signature = await signer.sign(preAuthEncoding(inTotoPayloadType, statement));
  const envelope = canonicalJson({
    payload: encodeBase64(statement),
    payloadType: inTotoPayloadType,
    signatures: [{ keyid: signer.keyId, sig: encodeBase64(signature) }],
  });
  return encodeUtf8(`${envelope}\n`);
}
