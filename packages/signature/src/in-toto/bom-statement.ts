/** An in-toto statement whose predicate is a bill of materials (in-toto attestation framework, predicates/cyclonedx.md). */

import { AssayError, canonicalJson, compareText, isStrong, type Digest } from '@assay/model';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseStatement } from './statement.js';

/** The type of the predicate: CycloneDX in JSON, of any version. */
export const bomPredicateType = 'https://cyclonedx.org/bom';

/** What a bill of materials is of: a lockfile, or a file that was made of it. */
export interface BomSubject {
  /** The file's name or its path in the project. */
  readonly name: string;
  /** One or more, SHA-256 or stronger. */
  readonly digests: readonly Digest[];
}

/**
 * The exact bytes that are to be signed: the members in a fixed order, subjects by name, and the document's JSON as it is written.
 * Throws AssayError `ERR_USAGE` where there is no subject, one without a strong digest, or a document that no reader of statements takes
 * (by size, mostly).
 */
export function renderBomStatement(bom: string, subjects: readonly BomSubject[]): Uint8Array {
  const weak = subjects.find(({ digests }) => !digests.some(({ alg }) => isStrong(alg)));
  if (weak !== undefined) throw new AssayError('ERR_USAGE', `${weak.name} has no strong digest to be signed for`);
  const listed = subjects.map(subjectOf).sort((a, b) => compareText(a.name, b.name));
  const head = `{"_type":"https://in-toto.io/Statement/v1","subject":${canonicalJson(listed)},"predicateType":"${bomPredicateType}","predicate":`;
  const bytes = encodeUtf8(`${head}${bom.trim()}}`);
  const read = parseStatement(bytes);
  if (typeof read !== 'string') return bytes;
  const hint =
    'Sign the file itself, with `cosign sign-blob` or `openssl pkeyutl`, if it is too large for a statement.';
  throw new AssayError('ERR_USAGE', `the bill of materials cannot be signed as a statement: ${read}`, { hint });
}

function subjectOf({ name, digests }: BomSubject) {
  return { name, digest: Object.fromEntries(digests.map(({ alg, value }) => [alg, value])) };
}
