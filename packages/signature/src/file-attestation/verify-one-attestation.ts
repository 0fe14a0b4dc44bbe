/** One attestation about one file, from its first byte to who made it. */

import type { AttestationDifference, AttestationVerdict, Signer, VerifiedAttestation } from '@assay/model';
import type { Statement } from '../in-toto/statement.js';
import type { Step } from '../outcome.js';
import { compareWithCertificate, type ProvenanceRules } from '../provenance/compare-with-certificate.js';
import { provenancePredicateTypes, readProvenance } from '../provenance/read-provenance.js';
import { shown } from '../provenance/shown.js';
import { checkPypiStatement } from '../pypi/check-pypi-statement.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { verifyEnvelope } from './verify-envelope.js';
import type { ReadAttestation } from './attestation-document.js';
import { attestationCodeInfo } from './attestation-code-info.js';
import type { AttestationQuestion } from './attestation-question.js';
import { managedKeys, matchExpected } from './match-expected.js';
import { suggestSigner, type SuggestedSigner } from './suggest-signer.js';

/** Where it stands. */
export type AttestationPlace = Pick<AttestationVerdict, 'from' | 'place' | 'format'>;

/** What came of it: steps that were proven, then perhaps why no more was. */
interface Course {
  readonly steps: readonly Step[];
  readonly notes?: readonly string[];
  readonly failure?: {
    readonly code: string;
    readonly detail: string;
    readonly differences?: readonly AttestationDifference[];
    readonly suggested?: SuggestedSigner;
  };
}

/** No root vouches for a key that the user names. */
type Verified = Omit<VerifiedBundle, 'root'> & Partial<Pick<VerifiedBundle, 'root'>>;

/** A part of the verification. */
type Part = (verified: Verified, attestation: ReadAttestation, question: AttestationQuestion) => Course;

/** In this order, after the cryptography; the first that fails ends it. */
const parts: readonly Part[] = [checkPypi, checkSigner, checkProvenance];

/** Verifies everything about it. */
export function verifyOneAttestation(
  attestation: ReadAttestation,
  place: AttestationPlace,
  question: AttestationQuestion,
): AttestationVerdict {
  const verified = verifySignature(attestation, question);
  if (!('signer' in verified)) return verdictOf(place, verified);
  const steps: Step[] = [...verified.trail];
  const notes: string[] = [];
  for (const part of parts) {
    const course = part(verified, attestation, question);
    steps.push(...course.steps);
    notes.push(...(course.notes ?? []));
    if (course.failure !== undefined) return verdictOf(place, { ...course, steps, notes }, verified);
  }
  return verdictOf(place, { steps, notes }, verified);
}

function verifySignature(attestation: ReadAttestation, question: AttestationQuestion): Verified | Course {
  if (attestation.format === 'dsse-envelope') {
    const envelope = verifyEnvelope(attestation.bundle, question);
    return envelope.ok ? envelope.value : refused(envelope);
  }
  const { artifact, roots, at, expected } = question;
  const bundle = parseBundle(attestation.bundle);
  if (!bundle.ok) return refused(bundle);
  const keys = managedKeys(expected);
  // Who hands over a key asks only whether it signed: no clock says more than that.
  const thresholds = expected.by === 'key' ? { clocks: 0 } : {};
  const answer = verifyBundle({ bundle: bundle.value, artifact, roots, at, keys, thresholds });
  return answer.ok ? answer.value : refused(answer);
}

/** The index's rules; they hold for what comes in PyPI's form. */
function checkPypi(
  { statement, signer }: Verified,
  { format, publisher }: ReadAttestation,
  { artifact }: AttestationQuestion,
): Course {
  if (format !== 'pep740' || statement === undefined) return { steps: [] };
  const answer = checkPypiStatement({
    statement,
    signer,
    ...(artifact.name === undefined ? {} : { file: artifact.name }),
    ...(publisher === undefined ? {} : { publisher }),
  });
  return answer.ok ? { steps: answer.value } : refused(answer);
}

function checkSigner(verified: Verified, _: ReadAttestation, question: AttestationQuestion): Course {
  const answer = matchExpected(question, verified);
  if (answer.match) return { steps: [{ step: 'expected-signer', result: 'proven', detail: answer.detail }] };
  const { code, detail, differences } = answer;
  return { steps: [], failure: { code, detail, differences, suggested: suggestSigner(verified, question.artifact) } };
}

/**
 * What SLSA provenance says must be what the certificate says, where provenance is what was asked for: by naming the publisher, or
 * by requiring its predicate type. Who asks for an identity or a key alone asks who signed, not what they say: there it is a note.
 */
function checkProvenance({ statement, signer }: Verified, _: ReadAttestation, question: AttestationQuestion): Course {
  if (statement === undefined || !isProvenance(statement.predicateType)) return { steps: [] };
  const { expected, predicateTypes = [], builders } = question;
  const course = compareProvenance(statement, signer, builders === undefined ? {} : { builders });
  const isAsked = expected.by === 'publisher' || predicateTypes.includes(statement.predicateType);
  if (course.failure === undefined || isAsked) return course;
  const { code, detail } = course.failure;
  return { steps: [], notes: [`What its provenance says was not asked for and does not count (${code}). ${detail}`] };
}

function compareProvenance(statement: Statement, signer: Signer, rules: ProvenanceRules): Course {
  const provenance = readProvenance(statement);
  if (!provenance.ok) return refused(provenance);
  const answer = compareWithCertificate(provenance.value, signer, rules);
  if (!answer.ok) return refused(answer);
  const { compared, notCompared } = answer.value;
  const steps = compared.map(({ field, certificate }): Step => ({
    step: `provenance-${field}`,
    result: 'proven',
    detail: shown(certificate),
  }));
  const open = notCompared.filter(({ statedBy }) => statedBy === 'predicate').map(({ field }) => field);
  const note = `These parts of the provenance rest on the signer's word alone: ${open.join(', ')}.`;
  return open.length === 0 ? { steps } : { steps, notes: [note] };
}

function isProvenance(predicateType: string): boolean {
  return provenancePredicateTypes.some((type) => type === predicateType);
}

function refused(refusal: NonNullable<Course['failure']> & { readonly trail?: readonly Step[] }): Course {
  const { code, detail, differences, trail = [] } = refusal;
  const proven = trail.filter(({ result }) => result === 'proven');
  return { steps: proven, failure: { code, detail, ...(differences === undefined ? {} : { differences }) } };
}

function verdictOf(
  place: AttestationPlace,
  { steps, notes = [], failure }: Course,
  verified?: Verified,
): AttestationVerdict {
  const code = failure?.code ?? 'attestation-verified';
  const detail = failure?.detail ?? steps.find(({ step }) => step === 'expected-signer')?.detail ?? '';
  const { outcome, text, next } = attestationCodeInfo(code);
  const failed: readonly Step[] = failure === undefined ? [] : [{ step: code, result: 'failed', detail }];
  return {
    ...place,
    outcome,
    code,
    text,
    detail,
    next,
    ...(verified === undefined ? {} : { verified: toldOf(verified) }),
    steps: [...steps, ...failed],
    differences: failure?.differences ?? [],
    notes,
    ...failure?.suggested,
  };
}

/** What a report tells of a verified bundle. */
function toldOf(verified: Verified): VerifiedAttestation {
  const { signer, times, logEntries, subject, root, mediaType, payloadType, statement } = verified;
  return {
    signer,
    times,
    logEntries,
    subject,
    ...(root === undefined ? {} : { root }),
    mediaType,
    ...(payloadType === undefined ? {} : { payloadType }),
    ...(statement === undefined ? {} : { predicateType: statement.predicateType }),
  };
}
