import { asText, type DocMap } from '@assay/documents';
import type { Subject, Unreadable } from '@assay/model';
import { normaliseComposerVersion, sameComposerVersion } from '../composer-version.js';
import { packageRecords, type PackageRecord } from './package-records.js';

/** What the document says of the subject's version: one record. Unreadable for none, several, or one with two versions. */
export function findRecord(document: DocMap, subject: Pick<Subject, 'name' | 'version'>): PackageRecord | Unreadable {
  const records: PackageRecord[] = [];
  let isListed = false;
  for (const record of packageRecords(document, subject.name)) {
    isListed = true;
    if (isOfVersion(record, subject.version)) records.push(record);
  }
  const [record] = records;
  if (!isListed) return { problem: 'package-missing', detail: 'The repository does not list the package.' };
  if (record === undefined) {
    return { problem: 'version-missing', detail: `The repository lists no version ${subject.version} of the package.` };
  }
  if (records.length > 1) {
    return { problem: 'release-ambiguous', detail: `The repository lists version ${subject.version} several times.` };
  }
  return isPlain(record)
    ? record
    : { problem: 'release-ambiguous', detail: 'The repository states two versions for one release.' };
}

/** Composer goes by the normal form where it is stated: a record counts for both of its versions. */
function isOfVersion(record: PackageRecord, version: string): boolean {
  const normal = normaliseComposerVersion(version);
  const stated = ['version', 'version_normalized'].map((field) => asText(record.get(field)) ?? '');
  return stated.some((text) => sameComposerVersion(text, version) || text === normal);
}

/** True when the record's two versions are one. `9999999-dev` is what Composer 1 wrote for any main branch. */
function isPlain(record: PackageRecord): boolean {
  const version = asText(record.get('version')) ?? '';
  const normal = record.get('version_normalized') ?? null;
  return normal === null || normal === normaliseComposerVersion(version);
}
