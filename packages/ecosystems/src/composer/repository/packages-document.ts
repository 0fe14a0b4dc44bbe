import { asMap, parseJson, type DocMap } from '@assay/documents';
import type { FoundEvidence, Unreadable } from '@assay/model';

/** Satis puts every version of every package into one file. */
export const maxDocumentBytes = 32 * 1024 * 1024;

/** The last reading of each answer: needs are worked out several times, and the release is read after them. */
const known = new WeakMap<FoundEvidence, DocMap | Unreadable>();

/** A document of a Composer repository: `packages.json`, a file that it includes, or the file of one package. */
export function readPackagesDocument(evidence: FoundEvidence): DocMap | Unreadable {
  const last = known.get(evidence);
  if (last !== undefined) return last;
  const read = readAnew(evidence);
  known.set(evidence, read);
  return read;
}

function readAnew({ body }: FoundEvidence): DocMap | Unreadable {
  if (body === undefined) return { problem: 'no-body', detail: 'The answer has no body.' };
  const result = parseJson(body, { maxBytes: maxDocumentBytes });
  if (!result.ok) {
    const { detail, line, problem } = result.problem;
    const where = line === undefined ? '' : `Line ${line}: `;
    return { problem: problem === 'duplicate-key' ? 'release-ambiguous' : 'not-json', detail: `${where}${detail}` };
  }
  return asMap(result.document.value) ?? { problem: 'not-an-object', detail: 'The answer is not a JSON object.' };
}
