/** `signSbom`: a bill of materials as a signed in-toto statement. */

import { basename } from 'node:path';
import { readArtifact, readBoundedFile } from '@assay/acquire';
import { AssayError } from '@assay/model';
import { renderJson, type SbomInput } from '@assay/sbom';
import {
  bomPredicateType,
  keySigner,
  renderBomStatement,
  signEnvelope,
  signerOptions,
  type BomSubject,
} from '@assay/signature';
import type { KeylessSealing, SealProblem } from '../license/keyless-sealing.js';
import type { VerifyResult } from '../options.js';
import { readTime } from '../read-time.js';
import { otherIdentity, refusedSignature, signerOfBundle } from '../signing/signer-of-bundle.js';
import { signWithIdentity } from '../signing/sign-with-identity.js';
import { readRootsForFiles } from '../trust-for-run.js';
import { sbomInputOf, sbomOf } from './render-sbom.js';
import type { RenderSbomOptions } from './sbom-options.js';

/** Who signs, and for what. */
export interface SignSbomOptions {
  /** A private key as PEM, with the passphrase that opens it; or the job's identity. */
  readonly by: { readonly keyFile: string; readonly passphrase?: string } | { readonly keyless: KeylessSealing };
  /** Files that the document describes, besides the lockfiles that it was made from. */
  readonly subjects?: readonly string[];
}

/** A signed document, or why there is none. */
export interface SignedSbom {
  /** A DSSE envelope (by a key), or a Sigstore bundle (by an identity), as JSON that ends in a line feed; null where there is a problem. */
  readonly document: Uint8Array | null;
  /** Options of `assay attestation verify` that name this signer. */
  readonly signer?: string;
  readonly problem?: SealProblem;
  readonly notes: readonly string[];
}

/**
 * Renders a run as CycloneDX JSON, and signs it as the predicate of an in-toto statement about its lockfiles and the given files. What an
 * identity signed is verified under this machine's trust before it is given out. The whole document is in memory meanwhile. Throws
 * AssayError `ERR_USAGE` for XML (a predicate is JSON), for keys, tokens, services and files that cannot be used, and where there is
 * nothing to sign for.
 */
export async function signSbom(
  result: VerifyResult,
  options: RenderSbomOptions,
  signing: SignSbomOptions,
): Promise<SignedSbom> {
  if (options.format === 'xml') throw new AssayError('ERR_USAGE', 'a signed bill of materials is JSON, not XML');
  const input = sbomInputOf(result);
  const subjects = [...lockfilesOf(input), ...(await filesOf(signing.subjects ?? []))];
  if (subjects.length === 0) {
    const hint = 'Name what the bill of materials describes.';
    throw new AssayError('ERR_USAGE', 'there is no lockfile and no file to sign for', { hint });
  }
  const statement = renderBomStatement([...renderJson(sbomOf(input, options))].join(''), subjects);
  if ('keyless' in signing.by) return signByIdentity(statement, subjects, signing.by.keyless);
  const { keyFile, passphrase } = signing.by;
  const signer = keySigner(await readKey(keyFile), passphrase);
  return { document: await signEnvelope(statement, signer), notes: [] };
}

function lockfilesOf({ inventory }: SbomInput): readonly BomSubject[] {
  return inventory.lockfiles.map(({ path, digest }) => ({ name: path, digests: [digest] }));
}

async function filesOf(files: readonly string[]): Promise<readonly BomSubject[]> {
  const subjects: BomSubject[] = [];
  for (const file of files) {
    const { digests } = await readArtifact(file, { algorithms: ['sha256', 'sha512'], bufferBytes: 0 });
    subjects.push({ name: basename(file), digests });
  }
  return subjects;
}

async function readKey(file: string): Promise<string> {
  const bytes = await readBoundedFile(file, { maxBytes: 64 * 1024, code: 'ERR_USAGE', what: 'signing key' });
  return new TextDecoder().decode(bytes);
}

async function signByIdentity(
  statement: Uint8Array,
  [subject]: readonly BomSubject[],
  keyless: KeylessSealing,
): Promise<SignedSbom> {
  const signed = await signWithIdentity(statement, keyless);
  if ('problem' in signed) return { document: null, problem: signed.problem, notes: [] };
  const { document, token } = signed;
  const { env, trustedRoot } = keyless;
  const at = readTime();
  const named = trustedRoot === undefined ? {} : { trustedRoot };
  const { roots, notes } = await readRootsForFiles({ env, folders: [process.cwd()], at, ...named });
  const digests = subject?.digests ?? [];
  const signer = signerOfBundle({ document, digests, predicateType: bomPredicateType, roots, at });
  if ('code' in signer) return { document: null, problem: refusedSignature(signer.code, signer.detail), notes };
  const other = otherIdentity(signer, token);
  if (other !== null) return { document: null, problem: refusedSignature('signer-mismatch', other), notes };
  const options = signerOptions(signer);
  return { document, notes, ...(options === null ? {} : { signer: options }) };
}
