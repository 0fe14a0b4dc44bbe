import type { ArchiveEntry, ArchiveListing } from '@assay/model';

/** What a gem holds itself; the files of the tar inside it are not among it. */
export interface GemMembers {
  /** By name. A name that stands twice is the archive listing's to refuse. */
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  /** Unpacked content of the members that were asked for. */
  readonly content: ReadonlyMap<string, Uint8Array>;
}

/** The gem's own members in a listing. */
export function gemMembers({ entries, members }: Pick<ArchiveListing, 'entries' | 'members'>): GemMembers {
  const own = entries.filter(({ within }) => within === undefined);
  return { entries: new Map(own.map((entry) => [entry.path, entry])), content: members };
}
