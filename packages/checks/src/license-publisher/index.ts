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
} as const satisfies CodeCatalogue;

export const licensePublisher: LicenseCheck = {
  id: 'license-publisher',
  phases: ['before'],
  codes: { ...publisherEntry.codes, ...copyCodes, ...own },
  run: (context) => judge(context),
};

function judge({ publication, license }: LicenseContext): readonly CheckResult[] {
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
