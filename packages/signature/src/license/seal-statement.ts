import { AssayError } from '@assay/model';
import { signEnvelope } from '../dsse/sign-envelope.js';
import { parseStatement } from '../in-toto/statement.js';
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
  return signEnvelope(statement, signer);
}
