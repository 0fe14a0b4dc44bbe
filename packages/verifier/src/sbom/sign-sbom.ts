/** `signSbom`: a bill of materials as a signed in-toto statement. */

import { basename } from 'node:path';
import { readArtifact } from '@assay/acquire';
import { AssayError } from '@assay/model';
import { renderJson, type SbomInput } from '@assay/sbom';
import { bomPredicateType, renderBomStatement, type BomSubject } from '@assay/signature';
import type { VerifyResult } from '../options.js';
import { openStatementSigning, type SignedStatement, type SigningBy } from '../signing/statement-signing.js';
import { sbomInputOf, sbomOf } from './render-sbom.js';
import type { RenderSbomOptions } from './sbom-options.js';

/** Who signs, and for what. */
export interface SignSbomOptions {
  readonly by: SigningBy;
  /** Files that the document describes, besides the lockfiles that it was made from. */
  readonly subjects?: readonly string[];
}

/** A signed document, or why there is none. */
export type SignedSbom = SignedStatement;

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
  const signer = await openStatementSigning(signing.by);
  return signer.sign({ statement, predicateType: bomPredicateType, digests: subjects[0]?.digests ?? [] });
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
