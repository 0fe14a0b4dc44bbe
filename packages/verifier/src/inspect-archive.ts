/** Lists one archive on disk. */

import { examineFile } from '@assay/acquire';
import { AssayError, type ArchiveFormat, type ArchiveListing, type Digest, type EvidenceRequest } from '@assay/model';

/** A listed archive. */
export interface InspectedArchive {
  readonly listing: ArchiveListing;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 and SHA-512 of the file. */
  readonly digests: readonly Digest[];
}

/** Larger files are refused: an archive of this size is nothing a registry serves. */
const maxBytes = 8 * 1024 ** 3;

/** Lists a .tgz, .gem, .zip, .whl or .jar without extracting it. Throws AssayError `ERR_USAGE` for other names and unreadable files. */
export async function inspectArchive(file: string): Promise<InspectedArchive> {
  const { ecosystem, format } = kindOf(file);
  const evidence = await examineFile(file, {
    ecosystem,
    algorithms: ['sha256', 'sha512'],
    listing: { format, members: [] },
    maxBytes,
  });
  if (evidence.state === 'found' && evidence.listing !== undefined) {
    return { listing: evidence.listing, size: evidence.size, digests: evidence.digests };
  }
  const why = evidence.state === 'unreachable' ? evidence.detail : 'there is no such file';
  throw new AssayError('ERR_USAGE', `cannot be read: ${why}`, { file });
}

type ArchiveKind = Pick<EvidenceRequest, 'ecosystem'> & { readonly format: ArchiveFormat };

const zip: ArchiveKind = { ecosystem: 'generic', format: 'zip' };

/** What the end of a file's name says about it; wheels and jars are ZIP archives. */
const kinds: ReadonlyMap<string, ArchiveKind> = new Map([
  ['.gem', { ecosystem: 'rubygems', format: 'gem' }],
  ['.tgz', { ecosystem: 'npm', format: 'npm-tgz' }],
  ['.tar.gz', { ecosystem: 'npm', format: 'npm-tgz' }],
  ['.zip', zip],
  ['.whl', zip],
  ['.jar', zip],
]);

function kindOf(file: string): ArchiveKind {
  for (const [ending, kind] of kinds) if (file.endsWith(ending)) return kind;
  const hint = `Archives that can be inspected end in ${[...kinds.keys()].join(', ')}.`;
  throw new AssayError('ERR_USAGE', 'is not an archive that this version reads', { file, hint });
}
