import type { ReleaseFile, Subject, SubjectFile } from '@assay/model';

/** True when a file of the registry's is the one that is locked. They are told apart by platform; an npm release has just one. */
export function isSameFile(subject: Subject, file: SubjectFile, candidate: ReleaseFile): boolean {
  return subject.ecosystem === 'npm' || candidate.platform === file.platform;
}
