/** The shape of what a policy says about the age of releases. */

import * as form from './form/index.js';
import { duration, purlPattern } from './shape-words.js';

/** The section. */
export const releaseAgeShape = form
  .mapping({
    minimum: duration.describe('How long ago a version must have been published, at least: 12h, 7d.'),
    except: form
      .list(purlPattern)
      .optional()
      .describe('Packages that may be younger: exact, or every version, or every name of an npm scope.'),
  })
  .describe('How long ago versions must have been published.');

/** The section as it stands in the file. */
export type ReleaseAgeDocument = form.Infer<typeof releaseAgeShape>;
