/** Lists one archive on disk. */

import { examineFile } from '@assay/acquire';
import { AssayError, type ArchiveListing, type Digest, type EvidenceRequest } from '@assay/model';

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

/** Lists a .tgz or .gem without extracting it. Throws AssayError `ERR_USAGE` for other names and unreadable files. */
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

function kindOf(file: string): Pick<EvidenceRequest, 'ecosystem'> & { readonly format: 'gem' | 'npm-tgz' } {
  if (file.endsWith('.gem')) return { ecosystem: 'rubygems', format: 'gem' };
  if (file.endsWith('.tgz') || file.endsWith('.tar.gz')) return { ecosystem: 'npm', format: 'npm-tgz' };
  const hint = 'Archives that can be inspected end in .tgz, .tar.gz or .gem.';
  throw new AssayError('ERR_USAGE', 'is not an archive that this version reads', { file, hint });
}
