import { formatDigest, type Digest } from '@assay/model';
import type { NpmAttestationCode } from '../codes/registry-codes.js';
import type { Statement } from '../in-toto/statement.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';

/** The package that a statement is about. */
export interface AttestedSubject {
  readonly purl: string;
}

/** The package URL that npm's attestations name a version by: the name as it is, but for the scope's `@`. */
export function npmSubjectName(name: string, version: string): string {
  return `pkg:npm/${name.startsWith('@') ? `%40${name.slice(1)}` : name}@${version}`;
}

/**
 * Holds a verified statement to the package: exactly one subject, of exactly its name, and no digest that differs from one of the
 * file's. That a strong digest is equal was proven when the bundle was verified.
 */
export function attestedSubject(
  statement: Statement,
  purl: string,
  digests: readonly Digest[],
): Checked<AttestedSubject> | Refusal<NpmAttestationCode> {
  const [subject, ...others] = statement.subjects;
  if (subject === undefined || others.length > 0) {
    return refuse('attestation-subject-mismatch', `It is about ${statement.subjects.length} subjects, not about one.`);
  }
  if (subject.name !== purl) {
    return refuse(
      'attestation-subject-mismatch',
      `It is about ${JSON.stringify(subject.name ?? '')}, not about ${purl}.`,
    );
  }
  for (const stated of subject.digests) {
    const other = digests.find(({ alg, value }) => alg === stated.alg && value !== stated.value);
    if (other !== undefined) {
      return refuse(
        'attestation-subject-mismatch',
        `It is about ${formatDigest(stated)}, not about ${formatDigest(other)}.`,
      );
    }
  }
  return checked({ purl });
}
