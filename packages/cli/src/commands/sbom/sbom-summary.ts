import type { VerifyResult } from '@assay/verifier';

/** What somebody who reads only the terminal must know of the document: that it holds packages which no gate would pass. */
export function sbomSummary({ report, inventory, doubts }: VerifyResult): readonly string[] {
  const { fail, unverified } = report.totals.decisions;
  const count = inventory.subjects.length;
  return [
    ...(inventory.lockfiles.length === 0 ? ['There is no lockfile: the bill of materials names no package.'] : []),
    ...(fail + unverified === 0
      ? []
      : [
          `of ${packages(count)} ${String(fail)} failed and ${String(unverified)} could not be verified; the bill of materials says so of each. \`assay verify\` is the gate.`,
        ]),
    ...doubts.map(({ lockfile, detail }) => `${lockfile}: the bill of materials may not be complete. ${detail}`),
  ];
}

function packages(count: number): string {
  return count === 1 ? '1 package' : `${String(count)} packages`;
}
