import { asText } from '@assay/documents';
import type { FoundEvidence, PackageFacts, Release, Subject, Unreadable } from '@assay/model';
import { composerFactsOf } from '../facts-of-record.js';
import { readDist } from './dist.js';
import { findRecord } from './find-record.js';
import type { PackageRecord } from './package-records.js';
import { readPackagesDocument } from './packages-document.js';

/**
 * Distils what a repository says of the subject's version: one zip, under the name of the subject's file. `dist.shasum` is a SHA-1, often
 * empty, and never computed here: the release states no digests.
 */
export function readComposerRelease(subject: Subject, evidence: FoundEvidence): Release | Unreadable {
  const record = recordIn(subject, evidence);
  if ('problem' in record) return record;
  const dist = readDist(record);
  if ('problem' in dist) return dist;
  const name = subject.files[0]?.name ?? `${subject.name.replaceAll('/', '-')}-${subject.version}.zip`;
  const version = asText(record.get('version')) ?? subject.version;
  return { name: subject.name, version, files: [{ name, url: dist.url, digests: [], malformedDigests: [] }] };
}

/**
 * What a repository says that the version brings. Composer installs by this and not by the composer.json in the archive: type, programs,
 * dependencies and files that load themselves can be other ones here.
 */
export function readListedComposerFacts(subject: Subject, evidence: FoundEvidence): PackageFacts | Unreadable {
  const record = recordIn(subject, evidence);
  return 'problem' in record ? record : composerFactsOf(record, 'the repository’s record');
}

function recordIn(subject: Subject, evidence: FoundEvidence): PackageRecord | Unreadable {
  const document = readPackagesDocument(evidence);
  return 'problem' in document ? document : findRecord(document, subject);
}
