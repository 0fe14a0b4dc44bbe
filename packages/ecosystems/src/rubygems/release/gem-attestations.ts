import { asList, asMap, parseJson } from '@assay/documents';
import type { Attestation, FoundEvidence, Subject, SubjectFile, Unreadable } from '@assay/model';
import { jsonOf } from '../../json-of.js';

/** The registry holds one or two of a file. Each costs milliseconds to verify. */
const mostAttestations = 64;
const maxBytes = 16 * 1024 * 1024;

/**
 * Reads `/api/v1/attestations/<full name>.json`: a list of Sigstore bundles as they were pushed, defects included. All of them or
 * nothing: leaving out what is none would let whoever may edit the answer choose what is looked at. An empty list is the registry's
 * own "there is none".
 */
export function readGemAttestations(
  _subject: Subject,
  _file: SubjectFile,
  evidence: FoundEvidence,
): readonly Attestation[] | Unreadable {
  if (evidence.body === undefined) return unreadable('no-body', 'The answer has no body.');
  const parsed = parseJson(evidence.body, { maxBytes });
  if (!parsed.ok) return unreadable('not-json', parsed.problem.detail);
  const list = asList(parsed.document.value);
  if (list === undefined) return unreadable('incomplete', 'The answer is no list of attestations.');
  if (list.length > mostAttestations) {
    return unreadable('too-many', `The answer has more than ${mostAttestations} attestations.`);
  }
  if (!list.every((bundle) => asMap(bundle) !== undefined)) {
    return unreadable('malformed-attestation', 'An entry in the list of attestations is none.');
  }
  return list.map((bundle) => ({ bundle: jsonOf(bundle) }));
}

function unreadable(problem: string, detail: string): Unreadable {
  return { problem, detail };
}
