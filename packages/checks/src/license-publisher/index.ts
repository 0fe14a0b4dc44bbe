/** `license-publisher`: whoever the policy expects to have published or signed the package did, by the rules of `publisher`. */

import type { CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import { copyCodes } from '../license/judge-copies.js';
import type { LicenseCheck, LicenseContext } from '../license/license-check.js';
import { publisherEntry } from '../publisher/codes.js';

const own = {
  'license-publisher-open': {
    outcome: 'not-applicable',
    text: 'The policy expects nobody in particular to have published the package.',
    next: '',
  },
  'license-publisher-by-statement': {
    outcome: 'not-applicable',
    text: 'The package’s server shows no signatures; who signed the vendor’s Sigstore bundle of checksums is judged by `license-checksum`.',
    next: '',
  },
} as const satisfies CodeCatalogue;

export const licensePublisher: LicenseCheck = {
  id: 'license-publisher',
  phases: ['before'],
  codes: { ...publisherEntry.codes, ...copyCodes, ...own },
  run: (context) => judge(context),
};

function judge(context: LicenseContext): readonly CheckResult[] {
  const { publication, license } = context;
  if (isShownByStatement(context)) {
    return [{ code: 'license-publisher-by-statement', detail: `Servers of ${license.ecosystem} packages show none.` }];
  }
  switch (publication) {
    case 'nobody-expected':
      return [{ code: 'license-publisher-open', detail: `Nobody is named for ${license.name}.` }];
    case 'not-asked':
      return [
        { code: 'license-no-copy', detail: `Nothing was had of ${license.name}, so nobody showed who published it.` },
      ];
    default:
      return publication;
  }
}

/** Neither Composer repositories nor plain servers hold attestations, so a bundle that names the archive is all that there can be. */
function isShownByStatement({ license, checksums, publication }: LicenseContext): boolean {
  const { ecosystem } = license;
  if (publication === 'nobody-expected' || (ecosystem !== 'composer' && ecosystem !== 'generic')) return false;
  return checksums.some(({ openBundle }) => openBundle !== undefined);
}
