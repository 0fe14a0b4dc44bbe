/** What PyPI's attestations must say beyond a valid signature, read from the verified statement. */

import type { AttestationDifference, Digest, Signer } from '@assay/model';
import type { ProvenanceCode } from '../codes/provenance-codes.js';
import type { PypiCode } from '../codes/pypi-codes.js';
import { checked, refuse, type Checked, type Refusal, type Step } from '../outcome.js';
import type { ProvenanceStatement } from '../provenance/provenance.js';
import { pypiPublishPredicateType, readPypiPublish } from '../provenance/publish-predicate.js';
import { shown } from '../provenance/shown.js';
import { isEnvironmentUnstated, publisherDifferences } from './compare-publisher.js';
import { isSameDistribution, parseDistributionName } from './distribution-name.js';
import type { PublisherClaim } from './publisher-claim.js';

/** The part of a statement that PyPI has rules for. It must come from bytes whose signature has been verified. */
export interface PypiStatement extends ProvenanceStatement {
  readonly statementType: string;
  readonly subjects: readonly { readonly name?: string; readonly digests: readonly Digest[] }[];
}

/** What the rules are applied to. */
export interface PypiCase {
  readonly statement: PypiStatement;
  readonly signer: Signer;
  /** Name of the distribution's file, without folders; absent where only a digest is at hand. */
  readonly file?: string;
  /** The publisher of the provenance object; absent for a single attestation. */
  readonly publisher?: PublisherClaim;
}

/** A refusal that may say in what the two sides differ. */
export interface PypiRefusal extends Refusal<PypiCode | ProvenanceCode> {
  readonly differences?: readonly AttestationDifference[];
}

const statementV1 = 'https://in-toto.io/Statement/v1';
const slsaV1 = 'https://slsa.dev/provenance/v1';

type Rule = (about: PypiCase) => readonly Step[] | PypiRefusal;

/**
 * Applies all rules of "Index hosted attestations" (PEP 740) to a verified statement: in-toto v1, exactly one subject with a
 * SHA-256, named like this distribution, a predicate that PyPI accepts, and the publisher of the document being the one in the
 * certificate. That the digest is the file's has been proven with the signature. Gives what was compared.
 */
export function checkPypiStatement(about: PypiCase): Checked<readonly Step[]> | PypiRefusal {
  const steps: Step[] = [];
  for (const rule of rules) {
    const result = rule(about);
    if ('ok' in result) return { ...result, trail: steps };
    steps.push(...result);
  }
  return checked(steps);
}

const rules: readonly Rule[] = [checkForm, checkName, checkPredicate, checkPublisher];

function checkForm({ statement }: PypiCase): ReturnType<Rule> {
  const { statementType, subjects } = statement;
  if (statementType !== statementV1) return refuse('pypi-statement-version', `It is of type ${shown(statementType)}.`);
  const [subject] = subjects;
  if (subject === undefined || subjects.length !== 1) {
    return refuse('pypi-subject-count', `The statement has ${subjects.length} subjects.`);
  }
  if (!subject.digests.some(({ alg }) => alg === 'sha256')) {
    return refuse('pypi-subject-digest-missing', `The subject ${shown(subject.name ?? '')} has no SHA-256.`);
  }
  return [proven('pypi-subject', 'The statement is in-toto v1 with one subject, which has a SHA-256.')];
}

function checkName({ statement, file }: PypiCase): ReturnType<Rule> {
  const name = statement.subjects[0]?.name ?? '';
  const subject = parseDistributionName(name);
  if (subject === null) return refuse('pypi-subject-name-malformed', `The subject is called ${shown(name)}.`);
  if (file === undefined) return [];
  const own = parseDistributionName(file);
  if (own !== null && isSameDistribution(own, subject)) {
    return [proven('pypi-file-name', `The subject is called ${shown(name)}.`)];
  }
  const detail = `The subject is called ${shown(name)}, the file ${shown(file)}.`;
  const differences = [{ field: 'file', expected: file, actual: name }];
  return { ...refuse('pypi-subject-name-mismatch', detail), differences };
}

function checkPredicate({ statement }: PypiCase): ReturnType<Rule> {
  const { predicateType } = statement;
  if (predicateType === slsaV1) return [proven('pypi-predicate-type', shown(predicateType))];
  if (predicateType !== pypiPublishPredicateType) {
    return refuse('pypi-predicate-type-unsupported', `The predicate type is ${shown(predicateType)}.`);
  }
  const publish = readPypiPublish(statement);
  return publish.ok ? [proven('pypi-predicate-type', shown(predicateType))] : publish;
}

function checkPublisher({ publisher, signer }: PypiCase): ReturnType<Rule> {
  if (publisher === undefined) return [];
  if (publisher.kind === 'other') {
    return refuse('pypi-publisher-kind-unsupported', `The publisher is of kind ${shown(publisher.name)}.`);
  }
  const differences = publisherDifferences(publisher, signer);
  if (differences.length > 0) {
    const detail = differences.map(differenceText).join('; ');
    return { ...refuse('pypi-publisher-mismatch', `${detail}.`), differences };
  }
  const silent = isEnvironmentUnstated(publisher, signer) ? ' The certificate states no environment to compare.' : '';
  const who = publisher.kind === 'google' ? publisher.email : publisher.repository;
  return [proven('pypi-publisher', `The provenance names ${shown(who)}, as the certificate does.${silent}`)];
}

function differenceText({ field, expected, actual }: AttestationDifference): string {
  const certificate = actual === undefined ? 'the certificate states none' : `the certificate ${shown(actual)}`;
  return `${field}: the provenance says ${shown(expected)}, ${certificate}`;
}

function proven(step: string, detail: string): Step {
  return { step, result: 'proven', detail };
}
