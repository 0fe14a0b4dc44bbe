/** What ties each lockfile of a run to an artefact, as strongly as can be shown. */

import type { ArchiveListing, LockfileRef, SummarisedLockfile } from '@assay/model';
import type { ArtifactProvenance } from '@assay/signature';
import { findEmbedded } from './embedded-lockfile.js';
import { archiveEndings } from './read-artifact-listing.js';

/** What is known of the artefact. */
export interface LinkSources {
  readonly name: string;
  /** True where its bytes are not at hand. */
  readonly isDigest: boolean;
  readonly listing?: ArchiveListing;
  readonly provenance?: ArtifactProvenance;
}

/** The links, and a sentence about each. */
export interface LinkedLockfiles {
  readonly lockfiles: readonly SummarisedLockfile[];
  readonly notes: readonly string[];
}

/**
 * `embedded` where the artefact has the lockfile, else `provenance` where its own proven provenance lists the lockfile's digest among
 * what the build was made of, else `asserted`. A commit that provenance names is no link: that it holds this lockfile is not looked up.
 */
export function linkLockfiles(lockfiles: readonly LockfileRef[], sources: LinkSources): LinkedLockfiles {
  const linked = lockfiles.map((lockfile) => linkOne(lockfile, lockfiles, sources));
  return { lockfiles: linked.map(({ linked: one }) => one), notes: linked.map(({ note }) => note) };
}

function linkOne(lockfile: LockfileRef, all: readonly LockfileRef[], sources: LinkSources) {
  const { path, digest } = lockfile;
  const { name, listing, provenance } = sources;
  const found = listing === undefined ? { why: whyUnread(sources) } : findEmbedded(lockfile, all, listing);
  if ('within' in found) {
    const linked: SummarisedLockfile = { path, digest, link: 'embedded', within: found.within };
    return { linked, note: `${name}: ${path} is embedded, as ${found.within}.` };
  }
  const listed = provenance?.dependencies.some(({ digests }) => digests.get('sha256') === digest.value) === true;
  const linked: SummarisedLockfile = { path, digest, link: listed ? 'provenance' : 'asserted' };
  const note = listed
    ? `${name}: ${path} is linked by the artefact's provenance.`
    : `${name}: that it was made from ${path} is asserted: ${found.why}.`;
  return { linked, note };
}

function whyUnread({ isDigest }: LinkSources): string {
  return isDigest
    ? 'its bytes are not at hand'
    : `its name does not end as that of an archive that is read (${archiveEndings})`;
}
