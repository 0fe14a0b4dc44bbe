/** An artefact's digests, and what is inside where it is an archive: of one reading. */

import { examineFile } from '@assay/acquire';
import { AssayError, type ArchiveFormat, type ArchiveListing, type Digest, type EcosystemId } from '@assay/model';

/** A file that was read. */
export interface ReadFile {
  /** SHA-256 and SHA-512. */
  readonly digests: readonly Digest[];
  /** Absent for a name that does not end as an archive's does. */
  readonly listing?: ArchiveListing;
}

interface Kind {
  readonly ecosystem: EcosystemId;
  readonly format: ArchiveFormat;
}

const zip: Kind = { ecosystem: 'generic', format: 'zip' };
const tgz: Kind = { ecosystem: 'npm', format: 'npm-tgz' };

/** Endings of archives that are read; of applications on the Java platform and of Python packages too. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['.tgz', tgz],
  ['.tar.gz', tgz],
  ['.gem', { ecosystem: 'rubygems', format: 'gem' }],
  ['.zip', zip],
  ['.jar', zip],
  ['.war', zip],
  ['.whl', zip],
]);

/** As prose names them. */
export const archiveEndings = [...kinds.keys()].join(', ');

/** Reads a file of any size once, as a stream. Throws AssayError `ERR_USAGE` when it cannot be read. */
export async function readArtifactListing(file: string): Promise<ReadFile> {
  const kind = [...kinds].find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
  const listing =
    kind === undefined ? {} : { listing: { format: kind.format, members: [], hashEntries: true as const } };
  const evidence = await examineFile(file, {
    ecosystem: kind?.ecosystem ?? 'generic',
    algorithms: ['sha256', 'sha512'],
    maxBytes: Number.MAX_SAFE_INTEGER,
    ...listing,
  });
  if (evidence.state === 'found') {
    const { digests, listing: listed } = evidence;
    const strong = digests.filter(({ alg }) => alg === 'sha256' || alg === 'sha512');
    return { digests: strong, ...(listed === undefined ? {} : { listing: listed }) };
  }
  const why = evidence.state === 'unreachable' ? evidence.detail : 'there is no such file';
  throw new AssayError('ERR_USAGE', `cannot be read: ${why}`, { file });
}
