/** A registry's answer as a document, or why it is none. */

import { asMap, parseJson, type DocMap, type DuplicateKey, type DuplicateKeys } from '@assay/documents';
import type { FoundEvidence, Unreadable } from '@assay/model';

const maxBytes = 64 * 1024 * 1024;

/** The object a registry answered, and the keys that stood twice in it. */
export interface AnsweredDocument {
  readonly root: DocMap;
  readonly duplicates: readonly DuplicateKey[];
}

/** Reads an answer's body as one JSON object. A byte order mark is accepted, as clients do. */
export function readAnswer(
  evidence: FoundEvidence,
  duplicateKeys: DuplicateKeys = 'refuse',
): AnsweredDocument | Unreadable {
  if (evidence.body === undefined) return { problem: 'no-body', detail: 'The answer has no body.' };
  const result = parseJson(evidence.body, { maxBytes, duplicateKeys, bom: 'accept' });
  if (!result.ok) return { problem: 'not-json', detail: withLine(result.problem) };
  const root = asMap(result.document.value);
  if (root === undefined) return { problem: 'not-an-object', detail: 'The answer is not a JSON object.' };
  return { root, duplicates: result.document.duplicates };
}

function withLine(problem: { readonly detail: string; readonly line?: number }): string {
  return problem.line === undefined ? problem.detail : `Line ${problem.line}: ${problem.detail}`;
}
