import { asMap, asText, DocMap, parseJson, type DocValue } from '@assay/documents';
import { digestAlgorithm, digestFromHex, type Digest } from '@assay/model';

/** Media type of DSSE payloads that are in-toto statements (in-toto attestation framework, envelope). */
export const inTotoPayloadType = 'application/vnd.in-toto+json';

const statementTypes = ['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'] as const;

/** What a statement is about. */
export interface StatementSubject {
  readonly name?: string;
  /** By algorithms that Assay knows; a subject may have others as well, which are left out. */
  readonly digests: readonly Digest[];
}

/** An in-toto statement (v0.1 or v1). Only a verified one is worth reading. */
export interface Statement {
  readonly statementType: (typeof statementTypes)[number];
  readonly subjects: readonly StatementSubject[];
  readonly predicateType: string;
  /** Empty when the statement has none. */
  readonly predicate: DocMap;
}

/** A bill of materials of tens of thousands of components; the reader's own cap on values bounds what becomes of the bytes. */
const maxBytes = 48 * 1024 * 1024;
const mostSubjects = 10_000;

/**
 * Parses the payload of an envelope as an in-toto statement: strict JSON, at least one subject, digests in lowercase hex of
 * their length. Members that the specification does not name are allowed, as it says. Returns why it is none as text.
 */
export function parseStatement(payload: Uint8Array): Statement | string {
  const read = parseJson(payload, { maxBytes });
  if (!read.ok) return `The payload is not strict JSON: ${read.problem.detail}`;
  const map = asMap(read.document.value);
  if (map === undefined) return 'The payload is not an object.';
  const statementType = statementTypes.find((type) => type === map.get('_type'));
  if (statementType === undefined) return 'The payload is not a statement of v0.1 or v1.';
  const predicateType = asText(map.get('predicateType')) ?? '';
  if (predicateType === '') return 'The statement has no predicate type.';
  const predicate = map.get('predicate') ?? new DocMap(map.line);
  if (!(predicate instanceof DocMap)) return 'The predicate is not an object.';
  const subjects = subjectsOf(map.get('subject'));
  return typeof subjects === 'string' ? subjects : { statementType, subjects, predicateType, predicate };
}

function subjectsOf(value: DocValue | undefined): readonly StatementSubject[] | string {
  if (!Array.isArray(value) || value.length === 0) return 'The statement has no subject.';
  if (value.length > mostSubjects) return `The statement has more than ${mostSubjects} subjects.`;
  const subjects: StatementSubject[] = [];
  for (const item of value as readonly DocValue[]) {
    const subject = subjectOf(item);
    if (subject === null) return `The subject ${subjects.length} of the statement is malformed.`;
    subjects.push(subject);
  }
  return subjects;
}

function subjectOf(value: DocValue): StatementSubject | null {
  const map = asMap(value);
  const set = asMap(map?.get('digest'));
  const name = map?.get('name') ?? undefined;
  if (set === undefined || (name !== undefined && typeof name !== 'string')) return null;
  const digests: Digest[] = [];
  for (const [key, hex] of set.entries()) {
    if (typeof hex !== 'string') return null;
    const alg = digestAlgorithm(key);
    if (alg === null) continue;
    const digest = hex === hex.toLowerCase() ? digestFromHex(alg, hex) : null;
    if (digest === null) return null;
    digests.push(digest);
  }
  return { ...(name === undefined ? {} : { name }), digests };
}
