import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { Attestation, FoundEvidence, Subject, SubjectFile, Unreadable } from '@assay/model';
import { jsonOf } from '../json-of.js';
import { readAnswer } from './answered-document.js';

/** Registries hold two for a version. Each costs milliseconds to verify. */
const mostAttestations = 64;

/**
 * Reads `{attestations: [{predicateType, bundle}]}`. All of it or nothing: an entry that is no attestation makes the answer
 * unreadable, since leaving it out would let whoever may edit the answer choose what is looked at. An empty list is the registry's own
 * "there is none".
 */
export function readAttestations(
  _subject: Subject,
  _file: SubjectFile,
  evidence: FoundEvidence,
): readonly Attestation[] | Unreadable {
  const answer = readAnswer(evidence);
  if ('problem' in answer) return answer;
  const list = asList(answer.root.get('attestations'));
  if (list === undefined) return { problem: 'incomplete', detail: 'The answer has no list of attestations.' };
  if (list.length > mostAttestations) {
    return { problem: 'too-many', detail: `The answer has more than ${mostAttestations} attestations.` };
  }
  const attestations: Attestation[] = [];
  for (const entry of list) {
    const attestation = attestationOf(entry);
    if (attestation === null) {
      return { problem: 'malformed-attestation', detail: 'An entry in the list of attestations is none.' };
    }
    attestations.push(attestation);
  }
  return attestations;
}

/** An entry's bundle and the predicate type stated beside it, which may be missing but not be anything else than text. */
function attestationOf(entry: DocValue): Attestation | null {
  const map = asMap(entry);
  const bundle = asMap(map?.get('bundle'));
  if (map === undefined || bundle === undefined) return null;
  const predicateType = statedType(map);
  if (predicateType === null) return null;
  return { bundle: jsonOf(bundle), ...(predicateType === undefined ? {} : { predicateType }) };
}

function statedType(map: DocMap): string | undefined | null {
  return map.has('predicateType') ? (asText(map.get('predicateType')) ?? null) : undefined;
}
