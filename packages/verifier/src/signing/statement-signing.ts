/** Signing statements, by a key or by the job's identity: one port for everything that Assay states. */

import { readBoundedFile } from '@assay/acquire';
import type { Digest } from '@assay/model';
import { keySigner, signEnvelope, signerOptions } from '@assay/signature';
import type { KeylessSealing, SealProblem } from '../license/keyless-sealing.js';
import { readTime } from '../read-time.js';
import { readRootsForFiles } from '../trust-for-run.js';
import { otherIdentity, refusedSignature, signerOfBundle } from './signer-of-bundle.js';
import { signWithIdentity } from './sign-with-identity.js';

/** Who signs: a private key as PEM, in a file or as it is, with the passphrase that opens it; or the job's identity. */
export type SigningBy =
  | { readonly keyFile: string; readonly passphrase?: string }
  | { readonly key: string; readonly passphrase?: string }
  | { readonly keyless: KeylessSealing };

/** What is signed. */
export interface UnsignedStatement {
  /** The exact bytes of an in-toto statement. */
  readonly statement: Uint8Array;
  readonly predicateType: string;
  /** Of one of its subjects. */
  readonly digests: readonly Digest[];
}

/** A signed statement, or why there is none. */
export interface SignedStatement {
  /** A DSSE envelope (by a key), or a Sigstore bundle (by an identity): one line of JSON; null where there is a problem. */
  readonly document: Uint8Array | null;
  /** Options of `assay attestation verify` that name this signer. */
  readonly signer?: string;
  readonly problem?: SealProblem;
  readonly notes: readonly string[];
}

/** Signs statements. */
export interface StatementSigning {
  /** Throws AssayError `ERR_USAGE` for tokens and services that cannot be used; services that refuse or are out are told. */
  sign(unsigned: UnsignedStatement): Promise<SignedStatement>;
}

/**
 * Reads the key, if a key signs, once. What an identity signs is verified under this machine's trust before it is given out. Throws
 * AssayError `ERR_USAGE` for a key that cannot be used.
 */
export async function openStatementSigning(by: SigningBy): Promise<StatementSigning> {
  if ('keyless' in by) return { sign: (unsigned) => signByIdentity(unsigned, by.keyless) };
  const signer = keySigner('key' in by ? by.key : await readKey(by.keyFile), by.passphrase);
  return { sign: async ({ statement }) => ({ document: await signEnvelope(statement, signer), notes: [] }) };
}

async function readKey(file: string): Promise<string> {
  const bytes = await readBoundedFile(file, { maxBytes: 64 * 1024, code: 'ERR_USAGE', what: 'signing key' });
  return new TextDecoder().decode(bytes);
}

async function signByIdentity(unsigned: UnsignedStatement, keyless: KeylessSealing): Promise<SignedStatement> {
  const { statement, digests, predicateType } = unsigned;
  const signed = await signWithIdentity(statement, keyless);
  if ('problem' in signed) return { document: null, problem: signed.problem, notes: [] };
  const { document, token } = signed;
  const { env, trustedRoot } = keyless;
  const at = readTime();
  const named = trustedRoot === undefined ? {} : { trustedRoot };
  const { roots, notes } = await readRootsForFiles({ env, folders: [process.cwd()], at, ...named });
  const signer = signerOfBundle({ document, digests, predicateType, roots, at });
  if ('code' in signer) return { document: null, problem: refusedSignature(signer.code, signer.detail), notes };
  const other = otherIdentity(signer, token);
  if (other !== null) return { document: null, problem: refusedSignature('signer-mismatch', other), notes };
  const options = signerOptions(signer);
  return { document, notes, ...(options === null ? {} : { signer: options }) };
}
