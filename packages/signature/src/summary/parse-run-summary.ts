/** Reads what {@link renderRunSummary} writes, from whoever: a signature says who wrote a summary, not that it makes sense. */

import type { DocMap } from '@assay/documents';
import type {
  Decision,
  Digest,
  RunSummary,
  SummarisedArtifact,
  SummarisedLockfile,
  SummarisedProvenance,
  SummarisedWaiver,
} from '@assay/model';
import type { SummaryCode } from '../codes/summary-codes.js';
import type { Statement } from '../in-toto/statement.js';
import { refuse, type Refusal } from '../outcome.js';
import {
  countAt,
  dayAt,
  digestAt,
  digestOfSet,
  listAt,
  mapAt,
  mapsAt,
  MemberRefusal,
  optional,
  textAt,
  timeAt,
  wordAt,
} from './strict-member.js';
import { summaryContradiction } from './summary-contradiction.js';
import { summaryProperties } from './summary-properties.js';
import { runSummaryPredicateType, summaryVerifierId } from './summary-type.js';

/** A summary, or why a statement is none. */
export type ParsedRunSummary = { readonly ok: true; readonly summary: RunSummary } | Refusal<SummaryCode>;

/**
 * Reads a statement (whose signature the caller has verified) as the summary of a run about one artefact. Members that Assay does not
 * know are ignored, as in-toto asks; every other must be there in its exact form, and none may contradict another. Never throws.
 */
export function parseRunSummary(statement: Statement): ParsedRunSummary {
  const { statementType, predicateType, predicate } = statement;
  const isV1 = statementType === 'https://in-toto.io/Statement/v1';
  if (!isV1 || predicateType !== runSummaryPredicateType) {
    return refuse('summary-other-type', `It is a ${predicateType} in a ${statementType}.`);
  }
  if (!predicate.has('assay_run')) return refuse('summary-other-type', 'It has no member assay_run.');
  try {
    return withoutContradiction(summaryOf(statement), predicate);
  } catch (error) {
    if (error instanceof MemberRefusal) return refuse('summary-malformed', error.message);
    throw error;
  }
}

function withoutContradiction(summary: RunSummary, predicate: DocMap): ParsedRunSummary {
  const detail =
    summaryContradiction(summary) ?? policiesContradiction(summary, predicate) ?? claims(summary, predicate);
  return detail === null ? { ok: true, summary } : refuse('summary-contradictory', detail);
}

function summaryOf({ subjects, predicate }: Statement): RunSummary {
  const run = mapAt(predicate, 'assay_run');
  const verifier = mapAt(predicate, 'verifier');
  wordAt(verifier, 'id', [summaryVerifierId]);
  return {
    artifact: artifactOf(subjects),
    version: textAt(verifier, 'assay_version'),
    at: timeAt(predicate, 'timeCreated'),
    ...judgementOf(run),
    ...digestsOf(run),
    lockfiles: mapsAt(run, 'lockfiles', lockfileOf),
    waivers: mapsAt(run, 'waivers', waiverOf),
    ...optional(run, 'provenance', (map, name) => provenanceOf(mapAt(map, name))),
  };
}

/** Several subjects would let one artefact pass by what was found out about another. */
function artifactOf(subjects: Statement['subjects']): SummarisedArtifact {
  const [subject] = subjects;
  if (subjects.length !== 1 || subject === undefined) throw new MemberRefusal('It is not about exactly one artefact.');
  const { name = '', digests } = subject;
  const known = digests.filter(({ alg }) => alg === 'sha256' || alg === 'sha512');
  if (name === '') throw new MemberRefusal('Its artefact has no name.');
  if (!known.some(({ alg }) => alg === 'sha256')) throw new MemberRefusal('Its artefact has no SHA-256.');
  return { name, digests: known };
}

const exitCodes = [0, 1, 3] as const;

function judgementOf(run: DocMap): Pick<RunSummary, 'decision' | 'exitCode' | 'depth' | 'subjects' | 'decisions'> {
  const code = countAt(run, 'exitCode');
  const exitCode = exitCodes.find((known) => known === code);
  if (exitCode === undefined) throw new MemberRefusal('Its member exitCode is not one of 0, 1, 3.');
  return {
    decision: wordAt(run, 'decision', ['pass', 'waived', 'warn', 'unverified', 'fail']),
    exitCode,
    depth: wordAt(run, 'depth', ['pins', 'registry', 'artifacts']),
    subjects: countAt(run, 'subjects'),
    decisions: decisionsOf(mapAt(run, 'decisions')),
  };
}

function decisionsOf(map: DocMap): Readonly<Record<Decision, number>> {
  return {
    pass: countAt(map, 'pass'),
    waived: countAt(map, 'waived'),
    warn: countAt(map, 'warn'),
    unverified: countAt(map, 'unverified'),
    fail: countAt(map, 'fail'),
  };
}

type Linked = Pick<RunSummary, 'policy' | 'report' | 'inventory' | 'trustedRoots' | 'sbom' | 'evidence' | 'evidenceAt'>;

function digestsOf(run: DocMap): Linked {
  return {
    policy: digestAt(run, 'policy'),
    report: digestAt(run, 'report'),
    inventory: digestAt(run, 'inventory'),
    trustedRoots: mapsAt(run, 'trustedRoots', (set): Digest => digestOfSet(set, 'trustedRoots')),
    ...optional(run, 'sbom', digestAt),
    ...optional(run, 'evidence', digestAt),
    ...optional(run, 'evidenceAt', timeAt),
  };
}

function lockfileOf(map: DocMap): SummarisedLockfile {
  return {
    path: textAt(map, 'path'),
    digest: digestAt(map, 'digest'),
    link: wordAt(map, 'link', ['embedded', 'provenance', 'asserted']),
    ...optional(map, 'within', textAt),
  };
}

function waiverOf(map: DocMap): SummarisedWaiver {
  const count = countAt(map, 'count');
  if (count === 0) throw new MemberRefusal('It lists a waiver that was not used.');
  return { purl: textAt(map, 'purl'), check: textAt(map, 'check'), expires: dayAt(map, 'expires'), count };
}

const levels = ['SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_2', 'SLSA_BUILD_LEVEL_3'] as const;

function provenanceOf(map: DocMap): SummarisedProvenance {
  return {
    outcome: wordAt(map, 'outcome', ['proven', 'refuted', 'absent', 'unknown']),
    code: textAt(map, 'code'),
    ...optional(map, 'level', (of, name) => wordAt(of, name, levels)),
  };
}

/** What readers of plain SVR see of the policy is what Assay's own member says. */
function policiesContradiction({ policy }: RunSummary, predicate: DocMap): string | null {
  const named = mapsAt(mapAt(predicate, 'verifier'), 'policies', (entry) => digestAt(entry, 'digest'));
  const isSame = named.length === 1 && named.every(({ value }) => value === policy.value);
  return isSame ? null : 'Its verifier names another policy than its run.';
}

/** Properties of other vocabularies are not ours to judge. */
function claims(summary: RunSummary, predicate: DocMap): string | null {
  const claimed = listAt(predicate, 'properties', (item) => {
    if (typeof item === 'string') return item;
    throw new MemberRefusal('Its member properties is not a list of texts.');
  });
  const ours = claimed.filter((property) => property.startsWith('ASSAY_') || property.startsWith('SLSA_'));
  const due = summaryProperties(summary);
  const isSame = ours.length === due.length && due.every((property) => ours.includes(property));
  return isSame ? null : `Its properties are ${ours.join(', ')}; its run makes them ${due.join(', ')}.`;
}
