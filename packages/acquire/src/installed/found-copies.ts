import type { Evidence, LocalCopyRead } from '@assay/model';

/** The answer that copies are: `absent` where there is none. Its size is that of all their files; its digests are the copies' own. */
export function foundCopies(copies: readonly LocalCopyRead[]): Evidence {
  if (copies.length === 0) return { state: 'absent', status: 404 };
  const size = copies.reduce(
    (sum, { listing }) => sum + listing.entries.reduce((all, entry) => all + entry.size, 0),
    0,
  );
  return { state: 'found', size, digests: [], copies };
}
