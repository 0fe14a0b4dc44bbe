import type { Attestation, SubjectFile } from '@assay/model';
import type { Answer, CheckContext } from '../check.js';
import { missingEvidence, unreadableEvidence } from '../missing-evidence.js';
import type { AttestedCode } from './attested-codes.js';
import type { AttestedFile } from './attested-file.js';
import { gemAttested } from './gem-attested.js';
import { npmAttested } from './npm-attested.js';

const known = new WeakMap<CheckContext, ReadonlyMap<string, AttestedFile>>();

/**
 * The attestations of every file of the subject, judged. Two checks read them, and a bundle costs milliseconds: what was judged for a
 * context is kept as long as the context.
 */
export function attestedFiles(context: CheckContext): ReadonlyMap<string, AttestedFile> {
  const before = known.get(context);
  if (before !== undefined) return before;
  const judged = new Map(context.subject.files.map((file) => [file.name, judgeFile(context, file)]));
  known.set(context, judged);
  return judged;
}

function judgeFile(context: CheckContext, file: SubjectFile): AttestedFile {
  const answer = context.attestations.get(file.name);
  if (answer?.state !== 'have') return unanswered(context, file, answer);
  const judged = judgeList(context, file, answer.value);
  return { ...judged, result: { ...judged.result, file: file.name, evidence: answer.evidence } };
}

function judgeList(context: CheckContext, file: SubjectFile, list: readonly Attestation[]): AttestedFile {
  if (list.length === 0) return none(file, 'attestations-missing', 'The registry holds no attestation.');
  return context.subject.ecosystem === 'npm' ? npmAttested(context, file, list) : gemAttested(context, file, list);
}

/**
 * Nothing came. That there is none is a fact only where the registry said so of a release that it did answer about; a registry that
 * says there is one and hands out none leaves it open.
 */
function unanswered(
  { release, subject }: CheckContext,
  file: SubjectFile,
  answer: Exclude<Answer<readonly Attestation[]>, { state: 'have' }> | undefined,
): AttestedFile {
  if (release.state === 'unreadable') return { result: unreadableEvidence(release, file.name), signers: [] };
  if (release.state !== 'have') return { result: missingEvidence(release, file.name), signers: [] };
  const attested = release.value.files.find(({ platform }) => platform === file.platform)?.attested;
  if (attested === false) return none(file, 'attestations-missing', 'The registry holds no attestation.');
  if (answer === undefined) return none(file, 'not-asked', `${subject.name} was not asked about.`);
  if (answer.state === 'unreadable') return { result: unreadableEvidence(answer, file.name), signers: [] };
  if (answer.state === 'absent') {
    const code = attested === true ? 'attestations-withheld' : 'attestations-not-served';
    return none(file, code, `${answer.where} answered ${String(answer.status)} when asked for attestations.`);
  }
  return { result: missingEvidence(answer, file.name), signers: [] };
}

function none({ name }: SubjectFile, code: AttestedCode, detail: string): AttestedFile {
  return { result: { code, detail, file: name }, signers: [] };
}
