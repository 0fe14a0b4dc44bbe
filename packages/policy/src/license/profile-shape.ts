/** The shape of a vendor's profile: what is the same for all of its customers, or for one whom it writes it for. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { text } from '../shape-words.js';
import { licenseEcosystems, sharedLicenseFields } from './license-shape.js';

/** Built when it is first needed. */
export const licenseProfileShape = once(() =>
  form
    .mapping({
      profile: form.exactly(1).describe('The version of this format.'),
      id: form
        .text()
        .regex(/^[a-z\d]+(?:-[a-z\d]+)*$/, { error: 'an id is written in kebab-case' })
        .describe('What the profile is called.'),
      vendor: text.optional().describe('Who sells it, for people.'),
      ecosystem: form.oneOf(licenseEcosystems).describe('Which ecosystem’s packages.'),
      name: text.optional().describe('The package’s name, where there is only one.'),
      names: form
        .list(
          form.text().regex(/^(?:@[^\s@/*]+\/|[^\s@/*]+\/)?(?:[^\s@/*]+\*?|\*)$/, {
            error: 'names are written exact or with `*` at the end, as in avo-* or @acme/*',
          }),
        )
        .min(1, { error: 'at least one name is expected' })
        .optional()
        .describe('Names that its packages have: exact, or ending in `*`.'),
      ...sharedLicenseFields(),
    })
    .describe('A vendor’s profile of licence packages.'),
);

/** A profile as it stands in the file. */
export type LicenseProfileDocument = form.Infer<ReturnType<typeof licenseProfileShape>>;
