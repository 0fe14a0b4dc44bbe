/** `license-publisher`: whoever the policy expects to have published or signed the package did, by the rules of `publisher`. */

import type { CodeCatalogue } from '@assay/model';
import type { CheckResult } from '../check.js';
import { licenseChecksum } from '../license-checksum/index.js';
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
    const detail = `The server shows nothing about who published ${license.name}.`;
    return [{ code: 'license-publisher-by-statement', detail }];
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

/**
 * Neither Composer repositories nor plain servers hold attestations, so a bundle that names the archive is all that there can be. Private
 * registries of the others mostly show none: there a bundle that proves the archive says who signed it, and one that does not says nothing.
 */
function isShownByStatement(context: LicenseContext): boolean {
  const { license, checksums, publication } = context;
  const bundles = checksums.filter(({ openBundle }) => openBundle !== undefined);
  if (publication === 'nobody-expected' || bundles.length === 0) return false;
  if (license.ecosystem === 'composer' || license.ecosystem === 'generic') return true;
  if (publication === 'not-asked' || !publication.every(({ code }) => code === 'publisher-not-shown')) return false;
  return licenseChecksum
    .run({ ...context, checksums: bundles })
    .every(({ code }) => code === 'license-checksum-stated');
}
