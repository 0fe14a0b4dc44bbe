/**
 * A file against all attestations that come with it. The rule, in full: of all attestations in the documents, those that say they
 * are about other bytes are left out, unless no other is there; with required predicate types, those that say they are of another
 * type are set aside, and so are GitHub's records of releases and a registry's of a publish where nobody asks for them. Every one that
 * remains must verify and be the expected signer's, and each required type must be among them. One valid attestation beside a broken one is not enough (CVE-2022-35929), and no attestation is no proof (CVE-2025-25204).
 */

import type { AttestationVerdict, FileVerdict, Outcome } from '@assay/model';
import type { AttestationDocument, ReadAttestation } from './attestation-document.js';
import { npmPublishPredicateType } from '../provenance/publish-predicate.js';
import { hashedOnce } from '../sigstore/artifact.js';
import { isAboutOthers } from './attestation-claim.js';
import type { AttestationCode } from '../codes/attestation-codes.js';
import { attestationCodeInfo } from './attestation-code-info.js';
import type { AttestationQuestion } from './attestation-question.js';
import { releasePredicateTypes } from './github-release.js';
import { managedKeys } from './match-expected.js';
import { verifyOneAttestation, type AttestationPlace } from './verify-one-attestation.js';

/** So many attestations about other bytes are verified where none is about the file: they can only say why not. */
const mostOthers = 10;

/** An attestation and where it stands. */
interface Placed {
  readonly attestation: ReadAttestation;
  readonly place: AttestationPlace;
}

/**
 * Verifies a file. `proven` only if there is at least one attestation about it, every one that counts verifies, and every required
 * predicate type is attested. No I/O, no clock; never throws for bad input.
 */
export function verifyAttestations(asked: AttestationQuestion): FileVerdict {
  const question = { ...asked, artifact: hashedOnce(asked.artifact) };
  const { artifact, documents, predicateTypes = [] } = question;
  const broken = documents.flatMap(brokenDocument);
  const placed = documents.flatMap(placedAttestations);
  const own = placed.filter(({ attestation }) => !isAboutOthers(attestation.claim, artifact.digests));
  const about = own.length > 0 ? own : placed.slice(0, mostOthers);
  const verdicts = [...broken, ...about.map((one) => judge(one, question))];
  const missing = predicateTypes.filter((type) => !verdicts.some((verdict) => attests(verdict, type)));
  return {
    file: artifact.label,
    digests: artifact.digests,
    ...conclude(verdicts, missing),
    attestations: verdicts,
    aboutOthers: placed.length - about.length,
  };
}

function placedAttestations({ name, attestations }: AttestationDocument): readonly Placed[] {
  return attestations.map((attestation, index) => ({
    attestation,
    place: { from: name, place: index + 1, format: attestation.format },
  }));
}

/** What cannot be read may have been about this file. */
function brokenDocument({ name, problem }: AttestationDocument): readonly AttestationVerdict[] {
  if (problem === undefined) return [];
  const { code, detail } = problem;
  const format = code.startsWith('pypi-') ? 'pep740' : 'sigstore-bundle';
  const failed = { step: code, result: 'failed', detail } as const;
  return [{ from: name, place: 1, format, ...answer(code, detail), steps: [failed], differences: [], notes: [] }];
}

function judge({ attestation, place }: Placed, question: AttestationQuestion): AttestationVerdict {
  const { predicateType, byGithubReleases = false } = attestation.claim;
  const code = predicateType === undefined ? null : setAside(predicateType, byGithubReleases, question);
  if (code === null) return verifyOneAttestation(attestation, place, question);
  const detail =
    predicateType === null ? 'It is a signature over bytes.' : `It says that it is ${predicateType ?? ''}.`;
  return { ...place, ...answer(code, detail), steps: [], differences: [], notes: [] };
}

/**
 * Why an attestation that says it is of this type (null: of none) does not count; null where it does. GitHub's records of releases
 * and a registry's records of a publish lie beside the provenance of the same file, by another signer, and count only for who asks
 * for them.
 */
function setAside(
  type: string | null,
  byGithubReleases: boolean,
  { predicateTypes = [], expected }: AttestationQuestion,
): AttestationCode | null {
  if (predicateTypes.length > 0) return predicateTypes.includes(type ?? '') ? null : 'attestation-of-other-type';
  const isRelease = type !== null && releasePredicateTypes.includes(type);
  if (expected.by === 'github-release') return isRelease ? null : 'attestation-of-other-type';
  if (isRelease && byGithubReleases) return 'github-release-set-aside';
  // A key that is expected may be the registry's.
  const isKeyExpected = managedKeys(expected).length > 0;
  return type === npmPublishPredicateType && !isKeyExpected ? 'npm-publish-set-aside' : null;
}

/** By what was verified, not by what was claimed. */
function attests({ outcome, verified }: AttestationVerdict, type: string): boolean {
  return outcome === 'proven' && verified?.predicateType === type;
}

const worstFirst: readonly Outcome[] = ['refuted', 'unknown', 'absent'];

/** The worst of what counts; then what is missing. */
function conclude(verdicts: readonly AttestationVerdict[], missing: readonly string[]): Conclusion {
  for (const outcome of worstFirst) {
    const bad = verdicts.filter((verdict) => verdict.outcome === outcome);
    const [first] = bad;
    if (first !== undefined) {
      const more = bad.length === 1 ? '' : ` (and ${bad.length - 1} more)`;
      return answer(first.code, `${first.from}, attestation ${first.place}: ${first.detail}${more}`);
    }
  }
  if (verdicts.length > 0 && missing.length > 0) {
    return answer('no-attestation-of-type', `There is none of type ${missing.join(', ')}.`);
  }
  const [counted, ...others] = verdicts.filter(({ outcome }) => outcome === 'proven');
  if (counted === undefined) return answer('no-attestation', 'None was found.');
  return answer('file-attested', `${others.length + 1} attestation(s). ${counted.detail}`);
}

type Conclusion = Pick<FileVerdict, 'outcome' | 'code' | 'text' | 'detail' | 'next'>;

function answer(code: string, detail: string): Conclusion {
  const { outcome, text, next } = attestationCodeInfo(code);
  return { outcome, code, text, detail, next };
}
