import type { LockfileLink, RunSummary } from '@assay/model';

/** Strongest first. */
const links: readonly LockfileLink[] = ['embedded', 'provenance', 'asserted'];

/**
 * The properties that a summary shows to readers who know nothing but SVR, in order. They follow from the summary: passed, the depth,
 * the weakest link of any lockfile, the level of the artefact's own proven provenance. None of them is there where it does not hold.
 */
export function summaryProperties({ exitCode, depth, lockfiles, provenance }: RunSummary): readonly string[] {
  const weakest = links.findLast((link) => lockfiles.some((lockfile) => lockfile.link === link));
  return [
    ...(exitCode === 0 ? ['ASSAY_DEPENDENCIES_PASSED'] : []),
    `ASSAY_DEPTH_${depth.toUpperCase()}`,
    ...(weakest === undefined ? [] : [`ASSAY_LINK_${weakest.toUpperCase()}`]),
    ...(provenance?.level === undefined ? [] : [provenance.level]),
  ];
}
